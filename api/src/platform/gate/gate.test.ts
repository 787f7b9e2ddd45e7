import { buildSchema, getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createGate, type Transport } from './gate.ts';

const schema = buildSchema(`
  type Query {
    hello: String
    report(id: ID!): Report
    reports(first: Int, last: Int, after: String): ReportConnection!
    nodes(ids: [ID!]!): [Report]!
    categories: [Category!]!
    expensive: String
  }
  type Mutation { requestCode(phone: String!): String }
  type Subscription { live: Report }
  type ReportConnection { edges: [ReportEdge!]! nodes: [Report!]! }
  type ReportEdge { node: Report! }
  type Report { id: ID! title: String parent: Report children(first: Int): ReportConnection! tags: [Category!]! }
  type Category { name: String }
`);
schema.getQueryType()!.getFields()['expensive']!.extensions = { cost: 700 };
schema.getQueryType()!.getFields()['categories']!.extensions = { listSize: 3 };

const gate = createGate(schema);

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_value, index) => text(index)).join(' ');
}

function cost(text: string, variables: Record<string, unknown> = {}): number {
  const verdict = gate.check(text, variables, null, 'HTTP');
  if (verdict.refused) throw verdict.error;
  return verdict.cost;
}

function refusal(text: string, variables: Record<string, unknown> = {}, transport: Transport = 'HTTP'): object {
  const verdict = gate.check(text, variables, null, transport);
  return verdict.refused ? { message: verdict.error.message, ...verdict.error.extensions } : { passed: verdict.cost };
}

describe('the gate refuses', () => {
  test('101 aliases of one field', () => {
    expect(refusal(`{ ${times(101, (i) => `a${i}: report(id: "1") { id }`)} }`)).toMatchObject({
      code: 'FIELD_REPEATED_TOO_OFTEN',
      limit: 30,
      measured: 31,
    });
  });

  test('the same field 500 times', () => {
    expect(refusal(`{ ${times(500, () => 'hello')} }`)).toMatchObject({ code: 'FIELD_REPEATED_TOO_OFTEN' });
  });

  test('the same field spread over many fragments', () => {
    const spreads = times(40, (i) => `...F${i}`);
    const fragments = times(40, (i) => `fragment F${i} on Query { h${i}: hello }`);
    expect(refusal(`{ ${spreads} } ${fragments}`)).toMatchObject({ code: 'FIELD_REPEATED_TOO_OFTEN' });
  });

  test('ten bogus directives, with one error', () => {
    expect(refusal(`{ hello ${times(10, (i) => `@bogus${i}`)} }`)).toEqual({
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: 'Unknown directive "@bogus0".',
    });
  });

  test('what is no GraphQL', () => {
    expect(refusal('{ hello')).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED' });
    expect(refusal('')).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED' });
  });

  test('circular introspection, while introspection itself stays open, at a cost', () => {
    const circular = '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }';
    expect(refusal(circular)).toMatchObject({ code: 'INTROSPECTION_TOO_DEEP' });
    expect(cost(getIntrospectionQuery())).toBe(1_000);
    expect(refusal(`{ ${times(6, (i) => `s${i}: __schema { types { name } }`)} }`)).toMatchObject({
      code: 'OPERATION_TOO_EXPENSIVE',
      limit: 5_000,
      measured: 6_000,
    });
  });

  test('a page over 100, as a literal and as a variable alike', () => {
    const literal = refusal('{ reports(first: 500) { nodes { id } } }');
    const variable = refusal('query ($n: Int) { reports(first: $n) { nodes { id } } }', { n: 500 });
    expect(literal).toMatchObject({ code: 'PAGE_TOO_LARGE', limit: 100, measured: 500 });
    expect(variable).toEqual(literal);
  });

  test('a page over 100 that is a default, or `last`', () => {
    const facts = { code: 'PAGE_TOO_LARGE', measured: 500 };
    expect(refusal('query ($n: Int = 500) { reports(first: $n) { nodes { id } } }')).toMatchObject(facts);
    expect(refusal('{ reports(last: 500) { nodes { id } } }')).toMatchObject(facts);
    expect(refusal('{ reports(first: 1, last: 500) { nodes { id } } }')).toMatchObject(facts);
    expect(refusal('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(500).fill('1') })).toMatchObject(
      facts,
    );
  });

  test('a page of negative size, which would make the rest cheap', () => {
    expect(refusal('{ reports(first: -100) { nodes { id } } }')).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('pages inside pages', () => {
    const text = '{ reports(first: 100) { nodes { children(first: 100) { nodes { id } } } } }';
    expect(refusal(text)).toMatchObject({ code: 'OPERATION_TOO_EXPENSIVE', limit: 5_000, measured: 10_210 });
  });

  test('more than fifteen levels', () => {
    const text = `{ report(id: "1") ${'{ parent '.repeat(15)} { id } ${'}'.repeat(15)} }`;
    expect(refusal(text)).toMatchObject({ code: 'OPERATION_TOO_DEEP', limit: 15, measured: 17 });
  });

  test('depth hidden in fragments', () => {
    const fragments = times(20, (i) => `fragment F${i} on Report { parent { ...F${i + 1} } }`);
    expect(refusal(`{ report(id: "1") { ...F0 } } ${fragments} fragment F20 on Report { id }`)).toMatchObject({
      code: 'OPERATION_TOO_DEEP',
      measured: 22,
    });
  });

  test('fragments that spread themselves', () => {
    const text = '{ report(id: "1") { ...A } } fragment A on Report { ...B } fragment B on Report { parent { ...A } }';
    expect(refusal(text)).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  test('variables of the wrong type, and unknown operations', () => {
    const query = 'query One($id: ID!) { report(id: $id) { id } }';
    expect(refusal(query, {})).toMatchObject({ code: 'BAD_USER_INPUT' });
    const unknown = gate.check(query, { id: '1' }, 'Two', 'HTTP');
    expect(unknown).toMatchObject({ error: { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } } });
    expect(gate.check(query, { id: '1' }, 'One', 'HTTP').refused).toBe(false);
  });

  test('operations on the wrong transport', () => {
    const wrong = { code: 'WRONG_TRANSPORT' };
    expect(refusal('{ hello }', {}, 'WEBSOCKET')).toMatchObject(wrong);
    expect(refusal('mutation { requestCode(phone: "1") }', {}, 'WEBSOCKET')).toMatchObject(wrong);
    expect(refusal('subscription { live { id } }')).toMatchObject(wrong);
    expect(refusal('subscription { live { id } }', {}, 'WEBSOCKET')).toEqual({ passed: 10 });
  });
});

describe('the cost of an operation', () => {
  test('is ten for a root field, one for an object, nothing for a scalar', () => {
    expect(cost('{ hello }')).toBe(10);
    expect(cost('{ report(id: "1") { id title parent { id } } }')).toBe(11);
  });

  test('multiplies by the page, once', () => {
    expect(cost('{ reports(first: 50) { edges { node { id } } } }')).toBe(10 + 50 * 2);
    expect(cost('{ reports { nodes { id } } }')).toBe(10 + 20);
    expect(cost('{ reports(first: 10) { nodes { children(first: 5) { nodes { id } } } } }')).toBe(
      10 + 10 * (1 + 1 + 5),
    );
  });

  test('is the same for a variable as for the literal', () => {
    const variable = 'query ($n: Int) { reports(first: $n) { nodes { tags { name } } } }';
    expect(cost(variable, { n: 70 })).toBe(cost('{ reports(first: 70) { nodes { tags { name } } } }'));
  });

  test('counts every alias and every use of a fragment', () => {
    expect(cost('{ a: hello b: hello c: hello }')).toBe(30);
    const text = '{ a: report(id: 1) { ...F } b: report(id: 2) { ...F ...F } } fragment F on Report { parent { id } }';
    expect(cost(text)).toBe(23);
  });

  test('counts a hundred aliased mutations as a hundred', () => {
    const text = (count: number): string => `mutation { ${times(count, (i) => `m${i}: requestCode(phone: "1")`)} }`;
    const roomy = createGate(schema, { repetitions: 1_000 });
    expect(roomy.check(text(100), {}, null, 'HTTP')).toMatchObject({ cost: 1_000 });
    expect(refusal(text(100))).toMatchObject({ code: 'FIELD_REPEATED_TOO_OFTEN' });
  });

  test('takes the size of a list from `ids`, from the field, or assumes ten', () => {
    expect(cost('{ nodes(ids: ["1", "2"]) { parent { id } } }')).toBe(10 + 2);
    expect(cost('{ categories { name } }')).toBe(10);
    expect(cost('{ report(id: 1) { tags { name } children(first: 2) { nodes { tags { name } } } } }')).toBe(
      10 + 1 + 1 + 2 * 2,
    );
  });

  test('takes the cost of a field from its extensions', () => {
    expect(cost('{ expensive }')).toBe(700);
  });

  test('leaves out what @skip and @include leave out', () => {
    const text = 'query ($no: Boolean!) { hello @include(if: $no) expensive @skip(if: true) report(id: 1) { id } }';
    expect(cost(text, { no: false })).toBe(10);
    expect(cost(text, { no: true })).toBe(20);
  });
});
