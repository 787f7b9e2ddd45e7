import 'reflect-metadata';
import {
  defaultFieldResolver,
  getNamedType,
  isUnionType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { buildSchemaSync, type NonEmptyArray, type PubSub } from 'type-graphql';
import type { RequestContext } from './context.ts';
import { assertEverythingIsDescribed } from './descriptions.ts';
import { encodeNodeIds } from './global-id.ts';
import { validateInput } from './input-validation.ts';
import { resolveLabels } from './labels.ts';
import { enforcePolicies } from './policy.ts';
import { RefusedError } from './refusals.ts';
import { DateTime } from './scalars.ts';
import { refuseUnstorableText } from './storable-text.ts';

const rootDescriptions = {
  Query: 'Everything that can be read.',
  Mutation: 'Everything that can be done. Expected refusals are members of the result, not errors.',
  Subscription: 'Everything that can be followed as it happens.',
};

/**
 * The executable schema of `resolvers`, guarded and complete: throws when a root field has no policy, a node cannot be
 * loaded or anything is undescribed.
 */
export function buildTuntasSchema(resolvers: readonly Function[]): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: resolvers as unknown as NonEmptyArray<Function>,
    validateFn: validateInput,
    nullableByDefault: false,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    pubSub: noTopics,
  });
  for (const type of rootTypes(schema)) type.description = rootDescriptions[type.name as keyof typeof rootDescriptions];
  // Before the policies: their notes in the descriptions would hide a missing one.
  assertEverythingIsDescribed(schema);
  encodeNodeIds(schema);
  refuseUnstorableText(schema);
  for (const field of rootFields(schema)) returnRefusalsAsData(field);
  enforcePolicies(schema);
  resolveLabels(schema);
  return schema;
}

/** TypeGraphQL wants a PubSub once there is a subscription. Ours bring their own stream (`subscribe: …`), never topics. */
const noTopics: PubSub = {
  publish: refuseTopics,
  subscribe: refuseTopics,
};

function refuseTopics(): never {
  throw new Error('Subscriptions give `subscribe`, an async iterable, instead of topics.');
}

/** A RefusedError becomes the field's result where the result is a `resultUnion`, and stays an error elsewhere. */
function returnRefusalsAsData(field: GraphQLField<unknown, RequestContext>): void {
  const type = getNamedType(field.type);
  if (!isUnionType(type) || !type.getTypes().some((member) => member.name === 'ActionRefused')) return;
  const resolve: GraphQLFieldResolver<unknown, RequestContext> = field.resolve ?? defaultFieldResolver;
  field.resolve = async (root, args, ctx, info) => {
    try {
      return await resolve(root, args, ctx, info);
    } catch (error) {
      if (error instanceof RefusedError) return error.refusal;
      throw error;
    }
  };
}

function rootTypes(schema: GraphQLSchema) {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => type != null);
}

function rootFields(schema: GraphQLSchema) {
  return rootTypes(schema).flatMap((type) => Object.values(type.getFields()));
}
