import 'reflect-metadata';
import { graphql, printType, type GraphQLObjectType } from 'graphql';
import {
  Arg,
  Ctx,
  Field,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Subscription,
  Args,
  Root,
  Int,
} from 'type-graphql';
import { MaxLength } from 'class-validator';
import { expect, test } from 'vitest';
import { MovableClock } from '../clock/clock.ts';
import type { AudienceMember } from './audience.ts';
import { buildTuntasSchema } from './build-schema.ts';
import { ConnectionArgs, connectionOf, COUNT_CAP } from './connection.ts';
import type { RequestContext } from './context.ts';
import { undescribed } from './descriptions.ts';
import { Node, registerNode, toGlobalId } from './global-id.ts';
import { defineVocabulary, LabelledField } from './labels.ts';
import { createLoaders } from './loaders.ts';
import { NodeResolver } from './node.resolver.ts';
import { Allow, policyMatrix, VisibleTo } from './policy.ts';
import { conflict, invalid, RefusedError, refuse, resultUnion } from './refusals.ts';
import { VocabularyResolver } from './vocabulary.resolver.ts';

const colour = defineVocabulary(
  'Colour',
  { RED: { id: 'merah', en: 'red' }, BLUE: { id: 'biru', en: 'blue', description: 'As the sky.' } },
  'What a thing looks like.',
);

@ObjectType('Thing', { implements: Node, description: 'A thing.' })
class ThingType extends Node {
  @LabelledField(colour, { description: 'Its colour.' })
  colour!: 'RED' | 'BLUE';

  @Field(() => String, { nullable: true, description: 'What only admins may know.' })
  @VisibleTo('ADMIN')
  secret!: string | null;

  @LabelledField(colour, { description: 'The colour below the paint.', nullable: true })
  @VisibleTo(['ADMIN', 'OVERSEER'])
  trueColour!: 'RED' | 'BLUE' | null;
}

interface ThingRow {
  id: string;
  colour: 'RED' | 'BLUE';
  secret: string;
  trueColour: 'RED' | 'BLUE';
}

const uuids = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'];
const rows: ThingRow[] = uuids.map((id) => ({ id, colour: 'RED', secret: 's3cret', trueColour: 'BLUE' }));

registerNode('Thing', async (_ctx, wanted) => wanted.map((id) => rows.find((row) => row.id === id) ?? null));

const things = connectionOf<ThingRow>(() => ThingType, 'Thing');
let counted = 0;

@ObjectType('PaintPayload', { description: 'The thing as painted.' })
class PaintPayload {
  @Field(() => ThingType, { description: 'The thing.' })
  thing: ThingRow;

  constructor(thing: ThingRow) {
    this.thing = thing;
  }
}

const PaintResult = resultUnion('PaintResult', [PaintPayload]);

@InputType({ description: 'How to paint.' })
class PaintInput {
  @Field(() => String, { description: 'The name of the paint.' })
  @MaxLength(10)
  paint!: string;
}

@Resolver(() => ThingType)
class ThingResolver {
  @Query(() => things.Connection, { description: 'All things.' })
  @Allow('PUBLIC')
  things(@Args(() => ConnectionArgs) args: ConnectionArgs) {
    const request = args.request();
    return things.of(
      { rows: rows.slice(0, request.first ?? 20), cursors: ['a', 'b'], hasNextPage: false, hasPreviousPage: false },
      async () => ((counted += 1), 20_000),
    );
  }

  @Query(() => Int, { description: 'For staff.' })
  @Allow(['ADMIN', 'INTERN'])
  desk(): number {
    return 1;
  }

  @Mutation(() => PaintResult, { description: 'Paints.' })
  @Allow(['SIGNED_IN', 'ANYONE_WITH_RECEIPT'])
  async paint(
    @Arg('input', () => PaintInput, { description: 'How.' }) input: PaintInput,
    @Ctx() ctx: RequestContext,
  ): Promise<typeof PaintResult> {
    if (input.paint === 'none') return refuse('TOO_LARGE', { limit: 10_000 }, 'VER-4');
    if (input.paint === 'thrown') throw new RefusedError(refuse('NOT_FOUND'));
    if (input.paint === 'late') {
      return conflict({
        expectedVersion: 1,
        actualVersion: 2,
        changes: [{ at: ctx.clock.now(), type: 'painted', actor: null }],
        submitted: { paint: 'late' },
      });
    }
    if (input.paint === 'bad') return invalid([{ path: 'paint', code: 'REQUIRED' }]);
    if (input.paint === 'bug') throw new Error('a surprise');
    return new PaintPayload(rows[0]!);
  }

  @Subscription(() => Int, {
    description: 'Counts.',
    subscribe: async function* () {
      yield 1;
      yield 2;
    },
  })
  @Allow('ADMIN')
  ticks(@Root() tick: number): number {
    return tick;
  }
}

const schema = buildTuntasSchema([NodeResolver, VocabularyResolver, ThingResolver]);
const nobody: AudienceMember = { kind: 'PUBLIC', role: null };
const admin: AudienceMember = { kind: 'PERSON', role: 'ADMIN' };
const citizen: AudienceMember = { kind: 'PERSON', role: 'CITIZEN' };

async function noDatabase(): Promise<never> {
  throw new Error('These fields read no database.');
}

function contextOf(viewer: AudienceMember): RequestContext {
  return {
    viewer,
    reads: { query: noDatabase, one: noDatabase, close: noDatabase, end: noDatabase },
    loaders: createLoaders(),
    requestId: 'r1',
    locale: 'id',
    clock: new MovableClock(new Date('2026-11-21T00:00:00Z')),
    commands: null,
    cost: { charged: null },
  };
}

async function ask(source: string, viewer = nobody, variableValues: Record<string, unknown> = {}) {
  const result = await graphql({ schema, source, contextValue: contextOf(viewer), variableValues });
  return { data: JSON.parse(JSON.stringify(result.data ?? null)), errors: result.errors ?? [] };
}

const thingId = toGlobalId('Thing', uuids[0]!);

test('node gives a row back under its global id, and null for what is unknown, malformed or of no type', async () => {
  const unknown = toGlobalId('Thing', '018f0000-0000-7000-8000-00000000ffff');
  const { data, errors } = await ask(
    'query ($ids: [ID!]!, $id: ID!) { node(id: $id) { __typename id } nodes(ids: $ids) { id ... on Thing { colour } } }',
    nobody,
    {
      id: thingId,
      ids: [thingId, unknown, 'x', toGlobalId('Wizard', uuids[0]!), thingId],
    },
  );
  expect(errors).toEqual([]);
  expect(data.node).toEqual({ __typename: 'Thing', id: thingId });
  expect(data.nodes).toEqual([{ id: thingId, colour: 'RED' }, null, null, null, { id: thingId, colour: 'RED' }]);
});

test('nodes refuses more than a hundred ids', async () => {
  const { errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', nobody, {
    ids: Array(101).fill(thingId),
  });
  expect(errors[0]?.extensions).toMatchObject({
    code: 'INVALID_INPUT',
    fields: [{ path: 'ids', code: 'TOO_MANY_ITEMS' }],
  });
});

test('an enum field has its label beside it, in the language asked for and else that of the request', async () => {
  const { data } = await ask('{ things { nodes { colour colourLabel en: colourLabel(locale: EN) } } }');
  expect(data.things.nodes[0]).toEqual({ colour: 'RED', colourLabel: 'merah', en: 'red' });
});

test('a field visible to some roles is null to others, and so is its label', async () => {
  const source = '{ things(first: 1) { nodes { secret trueColour trueColourLabel } } }';
  expect((await ask(source)).data.things.nodes[0]).toEqual({ secret: null, trueColour: null, trueColourLabel: null });
  expect((await ask(source, admin)).data.things.nodes[0]).toEqual({
    secret: 's3cret',
    trueColour: 'BLUE',
    trueColourLabel: 'biru',
  });
});

test('vocabularies list every enum with labels', async () => {
  const { data } = await ask(
    '{ vocabulary(name: "Colour") { values { value label description } } vocabularies { name } none: vocabulary(name: "x") { name } }',
  );
  expect(data.vocabularies).toEqual([{ name: 'Colour' }]);
  expect(data.none).toBeNull();
  expect(data.vocabulary.values[1]).toEqual({ value: 'BLUE', label: 'biru', description: 'As the sky.' });
});

test('a connection counts only when asked, and stops at the cap', async () => {
  const page = await ask(
    '{ things { edges { cursor node { id } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }',
  );
  expect(page.data.things.edges[1]).toEqual({ cursor: 'b', node: { id: toGlobalId('Thing', uuids[1]!) } });
  expect(counted).toBe(0);
  const { data } = await ask('{ things { count { value precision } } }');
  expect(data.things.count).toEqual({ value: COUNT_CAP, precision: 'AT_LEAST' });
  expect(counted).toBe(1);
});

test.each([
  ['first: 101', 'first', 'TOO_LARGE'],
  ['first: 0', 'first', 'TOO_SMALL'],
  ['last: 500', 'last', 'TOO_LARGE'],
  ['first: 1, last: 1', 'last', 'NOT_TOGETHER'],
])('a list refuses %s', async (args, path, code) => {
  const { errors } = await ask(`{ things(${args}) { nodes { id } } }`);
  expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path, code }] });
});

const paint = `mutation ($paint: String!) { paint(input: { paint: $paint }) { __typename
  ... on PaintPayload { thing { id } }
  ... on Refusal { code message en: message(locale: EN) }
  ... on ActionRefused { requirement details { name value } }
  ... on VersionConflict { expectedVersion actualVersion changes { at type actor } submitted }
  ... on InvalidInput { fields { path code problem: message } } } }`;

test.each([
  ['red', { __typename: 'PaintPayload', thing: { id: thingId } }],
  [
    'none',
    {
      __typename: 'ActionRefused',
      code: 'TOO_LARGE',
      message: 'Paling banyak 10.000.',
      en: 'Must be at most 10,000.',
      requirement: 'VER-4',
      details: [{ name: 'limit', value: '10.000' }],
    },
  ],
  ['thrown', { __typename: 'ActionRefused', code: 'NOT_FOUND' }],
  [
    'late',
    {
      __typename: 'VersionConflict',
      expectedVersion: 1,
      actualVersion: 2,
      changes: [{ at: '2026-11-21T00:00:00.000Z', type: 'painted', actor: null }],
      submitted: { paint: 'late' },
    },
  ],
  ['bad', { __typename: 'InvalidInput', fields: [{ path: 'paint', code: 'REQUIRED', problem: 'Wajib diisi.' }] }],
  [
    'far too long a name',
    {
      __typename: 'InvalidInput',
      fields: [{ path: 'paint', code: 'TOO_LONG', problem: 'Terlalu panjang: paling banyak 10 karakter.' }],
    },
  ],
])('a mutation answers "%s" with a member of its result union', async (name, expected) => {
  const { data, errors } = await ask(paint, citizen, { paint: name });
  expect(errors).toEqual([]);
  expect(data.paint).toMatchObject(expected);
});

test.each(['\0', 'r\0d', '\ud83d', 'r\udc00d'])(
  'text that cannot be stored is refused by its path: %j',
  async (name) => {
    const refused = { __typename: 'InvalidInput', fields: [{ path: 'paint', code: 'MALFORMED' }] };
    expect((await ask(paint, citizen, { paint: name })).data.paint).toMatchObject(refused);
    const literal = `mutation { paint(input: { paint: ${JSON.stringify(name)} }) { __typename
    ... on InvalidInput { fields { path code } } } }`;
    if (name.includes('\0')) expect((await ask(literal, citizen)).data.paint).toEqual(refused);
    const { errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', nobody, { ids: [thingId, name] });
    const fields = [{ path: 'ids.1', code: 'MALFORMED' }];
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields });
  },
);

test('whoever may not use a field is told so before anything is said about what they sent', async () => {
  expect((await ask(paint, nobody, { paint: '\0' })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('a surprise in a mutation stays an error', async () => {
  const { errors } = await ask(paint, citizen, { paint: 'bug' });
  expect(errors[0]?.originalError?.message).toBe('a surprise');
});

test('a refusal whose sentence lacks a fact is a bug, found when it is made', () => {
  expect(() => refuse('TOO_LARGE')).toThrow('needs the detail "limit"');
});

test('a problem names its field below the input object in one form: any other is a bug, found when it is made', () => {
  expect(() => invalid([{ path: 'input.paint', code: 'REQUIRED' }])).toThrow('without "input."');
});

test('a root field is open to its audience only', async () => {
  expect((await ask('{ desk }', admin)).data).toEqual({ desk: 1 });
  expect((await ask('{ desk }')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect((await ask('{ desk }', citizen)).errors[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await ask('{ desk }', { kind: 'SYSTEM', role: null })).errors[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await ask(paint, { kind: 'RECEIPT', role: null }, { paint: 'red' })).errors).toEqual([]);
});

test('the schema says who may use a field', () => {
  expect(schema.getQueryType()!.getFields().desk!.description).toBe('For staff.\n\nPermission: ADMIN, INTERN.');
  expect(printType(schema.getType('Thing') as GraphQLObjectType)).toContain('Visible to: ADMIN; null to others.');
  expect(policyMatrix(schema)).toEqual({
    'Mutation.paint': 'RECEIPT CITIZEN LIAISON_OFFICER ADMIN EXECUTIVE INTERN OVERSEER THIRD_PARTY_APP',
    'Query.desk': 'ADMIN INTERN',
    'Query.node': 'everybody',
    'Query.nodes': 'everybody',
    'Query.things': 'everybody',
    'Query.vocabularies': 'everybody',
    'Query.vocabulary': 'everybody',
    'Subscription.ticks': 'ADMIN',
  });
});

test('everything is described', () => {
  expect(undescribed(schema)).toEqual([]);
});
