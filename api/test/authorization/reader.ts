import { getNamedType, isLeafType, isObjectType, type GraphQLObjectType } from 'graphql';
import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { LEAD, type Member } from './cast.ts';
import { costOf, everythingOf, fieldWith, requestOf, rootFields, schema } from './operations.ts';
import type { World, WorldReport } from './world.ts';

/** One answer to one operation. */
export interface Reading {
  readonly member: Member;
  /** What was asked, in short. */
  readonly question: string;
  readonly data: unknown;
  readonly errors: readonly { message: string; path?: readonly unknown[]; extensions?: Record<string, unknown> }[];
}

const NODE_TABLES: Readonly<Record<string, string>> = {
  Report: 'report',
  Disposition: 'disposition',
  FollowUp: 'follow_up',
  Feedback: 'feedback',
  Attachment: 'attachment',
  Disclosure: 'disclosure',
  Person: 'person',
};

/** Reference data, the same for everybody. */
const PUBLIC_NODES = ['Agency', 'Category'];

/** Most that one operation of ours costs; the gate's limit is 5,000. */
const BUDGET = 4_500;

/** The ids of everything with an id in the world, by type. Fails when there is a type it does not know. */
export async function everyId(world: World): Promise<ReadonlyMap<string, string[]>> {
  const types = schema.getPossibleTypes(schema.getType('Node') as never).map(({ name }) => name);
  const unknown = types.filter((type) => !PUBLIC_NODES.includes(type) && !NODE_TABLES[type]);
  if (unknown.length > 0) throw new Error(`Say in which tables these live: ${unknown.join(', ')}.`);
  const ids = new Map<string, string[]>();
  for (const [type, table] of Object.entries(NODE_TABLES)) {
    const { rows } = await world.db.ownerPool.query<{ id: string }>(`select id from ${table} order by id`);
    ids.set(
      type,
      rows.map(({ id }) => toGlobalId(type, id)),
    );
  }
  return ids;
}

/** Reads, as one member, everything there is by every way there is: nodes, tracking IDs, and every query of the schema. */
export async function readEverything(world: World, member: Member): Promise<Reading[]> {
  const ids = await everyId(world);
  const readings: Promise<Reading[]>[] = [];
  for (const [type, all] of ids)
    readings.push(readNodes(world, member, schema.getType(type) as GraphQLObjectType, all));
  readings.push(Promise.all(world.reports.map((report) => readTracked(world, member, report))));
  readings.push(readQueries(world, member));
  return (await Promise.all(readings)).flat();
}

/** All fields without a selection at once, and every other field by itself with what stands two steps below it. */
async function readNodes(world: World, member: Member, type: GraphQLObjectType, ids: string[]): Promise<Reading[]> {
  const fields = Object.values(type.getFields());
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type))).map(({ name }) => name);
  const deep = fields.filter((field) => isObjectType(getNamedType(field.type))).map((field) => fieldWith(field, 2));
  const selections = [leaves.join(' '), ...deep].filter((selection) => selection !== '');
  const readings = selections.flatMap((selection) => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on ${type.name} { id ${selection} } } }`;
    const batch = Math.min(100, Math.floor(BUDGET / costOf(query, { ids: ['x'] })));
    const question = `${type.name} { ${selection.split(/[ (]/, 1)[0]} }`;
    return batchesOf(ids, batch).map((some) => read(world, member, question, { query, variables: { ids: some } }));
  });
  return Promise.all(readings);
}

function readTracked(world: World, member: Member, { trackingId }: WorldReport): Promise<Reading> {
  const query = `query ($trackingId: String!) { report(trackingId: $trackingId) ${everythingOf(schema.getType('Report')!, 0)} }`;
  return read(world, member, 'report(trackingId)', { query, variables: { trackingId } });
}

/** Every query of the schema with the least arguments; those about a report for each, those about an agency for the lead. */
async function readQueries(world: World, member: Member): Promise<Reading[]> {
  const queries = rootFields.filter(({ operation, name }) => operation === 'query' && !/\.(nodes?|report)$/.test(name));
  const lead = await world.registry.agency(LEAD);
  const readings = queries.flatMap((root) => {
    const type = getNamedType(root.field.type);
    const selection = isLeafType(type) ? '' : everythingOf(type, /Connection$/.test(type.name) ? 2 : 1);
    const takes = (argument: string) => root.field.args.some(({ name }) => name === argument);
    const subjects = [
      ...(takes('reportId') ? world.reports.map(({ id }) => ({ reportId: id })) : [{}]),
      ...(takes('agencyId') ? [{ agencyId: lead }] : []),
    ];
    return subjects.map((subject) => {
      const given: Record<string, unknown> = { ...subject, year: 2026, ...(takes('first') ? { first: 5 } : {}) };
      return read(
        world,
        member,
        root.name,
        requestOf(root, selection, (name) => given[name]),
      );
    });
  });
  return Promise.all(readings);
}

async function read(
  world: World,
  member: Member,
  question: string,
  { query, variables }: { query: string; variables: object },
): Promise<Reading> {
  const { data, errors } = await world.tuntas.ask<unknown>(world.as(member), query, variables);
  return { member, question, data, errors: (errors ?? []) as Reading['errors'] };
}

function batchesOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
