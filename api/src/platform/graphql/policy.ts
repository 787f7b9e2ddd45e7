import 'reflect-metadata';
import {
  GraphQLError,
  defaultFieldResolver,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { Extensions } from 'type-graphql';
import { admits, groupsOf, ROLE_NAMES, type Audience, type AudienceMember } from './audience.ts';

const ALLOWED = 'tuntas.allowed';
const VISIBLE = 'tuntas.visible';

interface HasViewer {
  readonly viewer: AudienceMember;
}

type Field = GraphQLField<unknown, HasViewer>;
type Resolve = GraphQLFieldResolver<unknown, HasViewer>;

/** Declares who may use a root field. Every Query, Mutation and Subscription needs one: the schema refuses to build without. */
export function Allow(audience: Audience): MethodDecorator & PropertyDecorator {
  return Extensions({ [ALLOWED]: audience });
}

/** Shows a nested field to some viewers only; to others it is null, so the field must be nullable. */
export function VisibleTo(audience: Audience): MethodDecorator & PropertyDecorator {
  return Extensions({ [VISIBLE]: audience });
}

/** The audience of a root field, or undefined where none was declared. */
export function audienceOf(field: { readonly extensions: Readonly<Record<string, unknown>> }): Audience | undefined {
  return field.extensions[ALLOWED] as Audience | undefined;
}

/** Throws, naming them all, when a root field has no policy or one that admits nobody. */
export function assertEveryRootFieldHasPolicy(schema: GraphQLSchema): void {
  const open = rootFields(schema).filter(({ field }) => groupsOf(audienceOf(field) ?? []).length === 0);
  if (open.length === 0) return;
  throw new Error(`These root fields declare no policy (add @Allow(…)): ${open.map((root) => root.name).join(', ')}.`);
}

/**
 * Puts every declared policy in front of its resolver and into its description. Works on the built schema, in place,
 * so no way of writing a resolver gets around it; a guard on an interface's field holds for every type that implements it.
 */
export function enforcePolicies(schema: GraphQLSchema): void {
  assertEveryRootFieldHasPolicy(schema);
  for (const { field } of rootFields(schema)) guardRootField(field, audienceOf(field) ?? []);
  for (const { name, field, audience } of guardedNestedFields(schema)) guardNestedField(name, field, audience);
}

function guardRootField(field: Field, audience: Audience): void {
  const { resolve = defaultFieldResolver, subscribe } = field;
  field.resolve = guarded(resolve, audience);
  if (subscribe) field.subscribe = guarded(subscribe, audience);
  field.description = withNote(field.description, `Permission: ${groupsOf(audience).join(', ')}.`);
}

function guarded(resolve: Resolve, audience: Audience): Resolve {
  return (root, args, ctx, info) => {
    if (!admits(audience, ctx.viewer)) throw denial(ctx.viewer, `${info.parentType.name}.${info.fieldName}`);
    return resolve(root, args, ctx, info);
  };
}

/** UNAUTHENTICATED where signing in might help, FORBIDDEN where it would not. */
function denial(viewer: AudienceMember, name: string): GraphQLError {
  return viewer.kind === 'PUBLIC'
    ? new GraphQLError(`Sign in to use ${name}.`, { extensions: { code: 'UNAUTHENTICATED' } })
    : new GraphQLError(`You may not use ${name}.`, { extensions: { code: 'FORBIDDEN' } });
}

function guardNestedField(name: string, field: Field, audience: Audience): void {
  if (isNonNullType(field.type)) throw new Error(`${name} is hidden from some viewers, so it must be nullable.`);
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (root, args, ctx, info) => (admits(audience, ctx.viewer) ? resolve(root, args, ctx, info) : null);
  field.description = withNote(field.description, `Visible to: ${groupsOf(audience).join(', ')}; null to others.`);
}

function withNote(description: string | null | undefined, note: string): string {
  return description ? `${description}\n\n${note}` : note;
}

interface NamedField {
  name: string;
  field: Field;
}

function rootFields(schema: GraphQLSchema): NamedField[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    type ? Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })) : [],
  );
}

/** Every field with a guard of its own, or one on an interface it implements (redeclaring the field cannot drop it). */
function guardedNestedFields(schema: GraphQLSchema): (NamedField & { audience: Audience })[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  return types.flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => {
      const declarations = [field, ...type.getInterfaces().map((parent) => parent.getFields()[field.name])];
      const audience = declarations.map((it) => it?.extensions[VISIBLE] as Audience | undefined).find((it) => it);
      return audience ? [{ name: `${type.name}.${field.name}`, field, audience }] : [];
    }),
  );
}

const VIEWERS: readonly (AudienceMember & { label: string })[] = [
  { label: 'PUBLIC', kind: 'PUBLIC', role: null },
  { label: 'RECEIPT', kind: 'RECEIPT', role: null },
  ...ROLE_NAMES.map((role) => ({ label: role, kind: 'PERSON' as const, role })),
];

/** Which kinds of viewer may use which root field: one line per field, for a reviewed snapshot. */
export function policyMatrix(schema: GraphQLSchema): Record<string, string> {
  const lines = rootFields(schema).map(({ name, field }) => {
    const allowed = VIEWERS.filter((viewer) => admits(audienceOf(field) ?? [], viewer)).map((viewer) => viewer.label);
    return [name, allowed.length === VIEWERS.length ? 'everybody' : allowed.join(' ')] as const;
  });
  return Object.fromEntries(lines.sort(([a], [b]) => (a < b ? -1 : 1)));
}
