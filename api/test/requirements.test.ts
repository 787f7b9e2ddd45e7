import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const DOCS = join(import.meta.dirname, '../../docs');

/** Every requirement there is, in the order of the page. */
const NAMES = [
  ...numbered('INT', 8),
  ...numbered('VER', 8),
  ...numbered('DIS', 6),
  ...numbered('FUP', 7),
  ...numbered('IDN', 4),
  ...numbered('PUB', 7),
  ...numbered('EXE', 3),
  ...numbered('NOT', 2),
  ...numbered('CLK', 4),
  'CON',
  ...numbered('AUD', 1),
  'DATA',
];

function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
}

interface Requirement {
  readonly name: string;
  readonly state: string;
  readonly text: string;
  readonly links: readonly string[];
}

/** Sections such as "### VER-1 Queue · built" with the text below them. */
const requirements: Requirement[] = readFileSync(join(DOCS, 'requirements.md'), 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const [heading = '', ...lines] = section.split('\n');
    const text = lines.join('\n').replace(/^## .*/ms, '');
    const links = [...text.matchAll(/\]\(([^)#\s]+)/g)].map(([, target]) => target!);
    return { name: heading.split(' ')[0]!, state: heading.split(' · ').at(-1)!, text, links };
  });
const claimed = requirements.filter(({ state }) => state !== 'not yet');

test('every requirement has its section, once and in order', () => {
  expect(requirements.map(({ name }) => name)).toEqual(NAMES);
});

test('every requirement is built, partly or not yet', () => {
  expect(new Set(requirements.map(({ state }) => state))).toEqual(new Set(['built', 'partly', 'not yet']));
});

test('what is partly there says what is missing', () => {
  const silent = claimed.filter(({ state, text }) => (state === 'partly') !== text.includes('Missing: '));
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test.each(claimed)('$name leads to code that exists and to a test that names it', ({ name, links }) => {
  expect(links.filter((target) => !existsSync(join(DOCS, target)))).toEqual([]);
  const proofs = links.filter((target) => target.endsWith('.test.ts'));
  expect(links.length).toBeGreaterThan(proofs.length);
  const naming = new RegExp(`\\b${name}\\b(?!-)`);
  expect(proofs.some((proof) => naming.test(readFileSync(join(DOCS, proof), 'utf8')))).toBe(true);
});
