import {
  defaultFieldResolver,
  getNamedType,
  isEnumType,
  isObjectType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from './context.ts';
import { invalid, RefusedError, type Problem } from './refusals.ts';

/** The object that an operation is about: paths start below it. */
const INPUT = 'input';

/**
 * Refuses arguments with text that no database keeps, whichever field they are for and whether they came as a variable or
 * in the document: U+0000, which PostgreSQL has no place for, and halves of surrogate pairs, which are no character. Works
 * on the built schema, in place.
 */
export function refuseUnstorableText(schema: GraphQLSchema): void {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type));
  for (const field of types.flatMap((type) => Object.values(type.getFields()))) {
    if (field.args.some((arg) => !isEnumType(getNamedType(arg.type)))) guard(field);
  }
}

function guard(field: GraphQLField<unknown, RequestContext>): void {
  const { resolve = defaultFieldResolver, subscribe } = field;
  field.resolve = (root, args, ctx, info) => {
    throwIfUnstorable(args);
    return resolve(root, args, ctx, info);
  };
  if (!subscribe) return;
  field.subscribe = (root, args, ctx, info) => {
    throwIfUnstorable(args);
    return subscribe(root, args, ctx, info);
  };
}

function throwIfUnstorable(args: object): void {
  const problems = Object.entries(args).flatMap(([name, value]) => problemsIn(value, name === INPUT ? '' : name));
  if (problems.length > 0) throw new RefusedError(invalid(problems));
}

function problemsIn(value: unknown, path: string): Problem[] {
  if (typeof value === 'string') return isStorable(value) ? [] : [{ path, code: 'MALFORMED' }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) => problemsIn(part, path === '' ? name : `${path}.${name}`));
}

/** Can PostgreSQL keep the text as it is? */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
