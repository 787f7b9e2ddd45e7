import { buildSchema, getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

const gate = createGate(
  buildSchema(`
    type Query { hello: String report(id: ID!): Report }
    type Report { id: ID! parent: Report }
  `),
);

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_value, index) => text(index)).join(' ');
}

const BOMBS: readonly string[] = [
  `{ ...F0 } ${times(150, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F150 on Query { hello }`,
  `{ report(id: 1) { ...F0 } } ${times(12, (i) => `fragment F${i} on Report { parent { ...F${i + 1} } parent { ...F${i + 1} } }`)} fragment F12 on Report { id }`,
  `{ hello } # ${'x'.repeat(1024 * 1024)}`,
  `{ ${'{'.repeat(1024 * 1024)}`,
  `{ ${times(500, () => 'a')} ${times(500, (i) => `b${i}`)} }`,
  `{ ${times(30, () => `report(id: 1) { ${times(30, () => 'id')} }`)} }`,
  `{ hello ${times(600, (i) => `@d${i}`)} }`,
];

const ROUNDS = 30;

/** Milliseconds of computing: of this thread alone, because a busy machine is not the gate's doing. */
function computing(document: string): number {
  const start = process.threadCpuUsage();
  gate.check(document, {}, null, 'HTTP');
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1_000;
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]!;
}

test('99 of 100 fragment bombs and 1 MiB documents are refused within 50 ms of computing', () => {
  const honest: number[] = [];
  const attacks: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Spaces at the end: no answer is remembered from the round before.
    const unseen = ' '.repeat(round);
    honest.push(computing(getIntrospectionQuery() + unseen));
    for (const bomb of BOMBS) {
      attacks.push(computing(bomb + unseen));
      expect(gate.check(bomb + unseen, {}, null, 'HTTP').refused).toBe(true);
    }
  }
  // On a machine so slow that honest introspection takes its time, attacks may take theirs.
  expect(percentile(attacks, 0.99)).toBeLessThan(Math.max(50, 20 * percentile(honest, 0.5)));
});
