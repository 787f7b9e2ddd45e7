import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  parse,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { operationCost } from '../../src/platform/gate/cost.ts';
import { DEFAULT_LIMITS } from '../../src/platform/gate/limits.ts';
import { buildTuntasSchema } from '../../src/platform/graphql/build-schema.ts';
import { resolvers } from '../../src/resolvers.ts';

/** The schema the server serves: operations are made from it, so that what is added to it is tested, too. */
export const schema: GraphQLSchema = buildTuntasSchema(resolvers);

export interface RootField {
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
  /** As in `Mutation.fileReport`. */
  readonly name: string;
}

export interface Request {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

export const rootFields: readonly RootField[] = [
  ['query', schema.getQueryType()!] as const,
  ['mutation', schema.getMutationType()!] as const,
  ['subscription', schema.getSubscriptionType()!] as const,
].flatMap(([operation, type]) =>
  Object.values(type.getFields()).map((field) => ({ operation, field, name: `${type.name}.${field.name}` })),
);

/** What to send for an argument or input field of this name; undefined for an example, or nothing where it is optional. */
export type Known = (name: string) => unknown;
const nothingKnown: Known = () => undefined;

const EXAMPLES: Readonly<Record<string, unknown>> = {
  ID: Buffer.from('Report:00000000-0000-7000-8000-000000000000').toString('base64'),
  String: 'Teks yang cukup panjang untuk semua ketentuan.',
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTime: '2026-03-02T02:00:00Z',
  LocalDate: '2026-03-01',
  JSON: {},
};

function exampleOf(type: GraphQLInputType, known: Known): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [exampleOf(nullable.ofType as GraphQLInputType, known)];
  if (isEnumType(nullable)) return nullable.getValues()[0]!.name;
  if (isInputObjectType(nullable)) return examplesOf(Object.values(nullable.getFields()), known);
  return EXAMPLES[(nullable as GraphQLNamedType).name];
}

function examplesOf(fields: readonly (GraphQLArgument | GraphQLInputField)[], known: Known): Record<string, unknown> {
  const given = fields.flatMap((field) => {
    const value = known(field.name);
    if (value !== undefined) return [[field.name, value] as const];
    const required =
      'astNode' in field && (isRequiredArgument(field as GraphQLArgument) || isRequiredInputField(field));
    return required ? [[field.name, exampleOf(field.type, known)] as const] : [];
  });
  return Object.fromEntries(given);
}

/** An operation of one root field with the least arguments it takes, and those that are known. */
export function requestOf({ operation, field }: RootField, selection: string, known: Known = nothingKnown): Request {
  const variables = examplesOf(field.args, known);
  const sent = field.args.filter(({ name }) => name in variables);
  const declared = sent.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = sent.map(({ name }) => `${name}: $${name}`).join(', ');
  const call = passed ? `${field.name}(${passed})` : field.name;
  return { query: `${operation}${declared && ` (${declared})`} { ${call} ${selection} }`, variables };
}

/** `{ __typename }`, or nothing where a field has no selection. */
export function leastSelection(field: GraphQLField<unknown, unknown>): string {
  return isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
}

/** Reference data is public and deep: its code is enough. */
const REFERENCES = ['Agency', 'Area', 'Category'];

/** Every field of a type, and of what it leads to, `depth` steps down. */
export function everythingOf(type: GraphQLNamedType, depth: number): string {
  if (isUnionType(type)) {
    const members = type.getTypes().map((member) => `... on ${member.name} ${everythingOf(member, depth)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  if (!isObjectType(type)) return '{ __typename }';
  if (REFERENCES.includes(type.name)) return '{ __typename code }';
  const fields = Object.values(type.getFields()).map((field) => fieldWith(field, depth));
  return `{ __typename ${fields.join(' ')} }`;
}

/** A field with everything below it; nothing where that is deeper than asked for. */
export function fieldWith(field: GraphQLField<unknown, unknown>, depth: number, page = 3): string {
  const type = getNamedType(field.type as GraphQLOutputType);
  if (isLeafType(type)) return field.name;
  if (depth === 0) return '';
  const paged = field.args.some(({ name }) => name === 'first') ? `(first: ${page})` : '';
  // A connection and its edges are only the way to the rows.
  const below = /(Connection|Edge)$/.test(type.name) ? depth : depth - 1;
  return `${field.name}${paged} ${everythingOf(type, below)}`;
}

/** What the gate makes of an operation. */
export function costOf(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  const operation = document.definitions.find(
    (it): it is OperationDefinitionNode => it.kind === 'OperationDefinition',
  )!;
  return operationCost(schema, document, operation, variables, DEFAULT_LIMITS);
}
