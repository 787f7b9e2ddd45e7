import 'reflect-metadata';
import { GraphQLError, isObjectType, type GraphQLSchema } from 'graphql';
import { Field, ID, InterfaceType } from 'type-graphql';
import type { RequestContext } from './context.ts';

/** What a global id stands for. */
export interface GlobalId {
  readonly type: string;
  readonly uuid: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TYPE_NAME = /^[A-Z][A-Za-z0-9]*$/;
const LONGEST_ID = 200;

/** The id clients see: base64 of `Type:uuid`. */
export function toGlobalId(type: string, uuid: string): string {
  return Buffer.from(`${type}:${uuid}`, 'utf8').toString('base64');
}

/** What `id` stands for; null when it is malformed or, with `expectedType`, of another type. Never throws. */
export function fromGlobalId(id: string, expectedType?: string): GlobalId | null {
  if (id.length > LONGEST_ID) return null;
  const [type = '', uuid = ''] = Buffer.from(id, 'base64').toString('utf8').split(':');
  if (!TYPE_NAME.test(type) || !UUID.test(uuid) || toGlobalId(type, uuid) !== id) return null;
  return expectedType === undefined || expectedType === type ? { type, uuid } : null;
}

/** The uuid in a global id of type `type`, or null: the caller answers as for something that does not exist. */
export function uuidFrom(id: string, type: string): string | null {
  return fromGlobalId(id, type)?.uuid ?? null;
}

/**
 * Everything with a global id. Types implement it and leave `id` alone: rows carry their bare uuid in `id`, and the
 * schema build puts the encoding in front (`encodeNodeIds`).
 */
@InterfaceType('Node', {
  description: 'Anything that can be fetched again by its id.',
  resolveType: (value: object) => typeOfNode(value),
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, and unique across all types.' })
  id!: string;
}

type Load = (ctx: RequestContext, uuids: string[]) => Promise<(object | null)[]>;

const loads = new Map<string, Load>();
const typeNames = new WeakMap<object, string>();

/**
 * Says how rows of the GraphQL type `typeName` are fetched for `node(id)`. `load` answers in the order of the uuids,
 * null for what does not exist or the viewer may not see.
 */
export function registerNode<Context extends RequestContext>(
  typeName: string,
  load: (ctx: Context, uuids: string[]) => Promise<(object | null)[]>,
): void {
  if (loads.has(typeName)) throw new Error(`The nodes of ${typeName} are registered twice.`);
  loads.set(typeName, load as unknown as Load);
}

/** Marks a row as being of type `typeName`, for fields that return the interface `Node` instead of a type. */
export function asNode<Row extends object>(typeName: string, row: Row): Row {
  typeNames.set(row, typeName);
  return row;
}

function typeOfNode(value: object): string {
  const name = typeNames.get(value);
  if (name === undefined) throw new GraphQLError('A row was returned as Node without saying its type.');
  return name;
}

/** The rows behind `ids` in their order; null for malformed, unknown and invisible ones alike. One load per type. */
export async function loadNodes(ctx: RequestContext, ids: readonly string[]): Promise<(object | null)[]> {
  const wanted = ids.map((id) => fromGlobalId(id));
  const found = new Map<string, object>();
  for (const [type, load] of loads) {
    const uuids = [...new Set(wanted.filter((it) => it?.type === type).map((it) => it!.uuid))];
    if (uuids.length === 0) continue;
    const rows = await load(ctx, uuids);
    rows.forEach((row, index) => row && found.set(toGlobalId(type, uuids[index]!), asNode(type, row)));
  }
  return wanted.map((it) => (it ? (found.get(toGlobalId(it.type, it.uuid)) ?? null) : null));
}

/** Makes `id` of every type that implements Node the global one; throws for such a type that nobody can load. */
export function encodeNodeIds(schema: GraphQLSchema): void {
  const nodes = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => type.getInterfaces().some((parent) => parent.name === 'Node'));
  const orphans = nodes.filter((type) => !loads.has(type.name));
  if (orphans.length > 0) {
    throw new Error(`These types are nodes without registerNode(…): ${orphans.map((type) => type.name).join(', ')}.`);
  }
  for (const type of nodes) {
    type.getFields().id!.resolve = (row: { id: string }) => toGlobalId(type.name, row.id);
  }
}
