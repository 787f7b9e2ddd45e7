import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { refusal } from './gate.errors.ts';
import type { GateLimits } from './limits.ts';

/**
 * What an operation costs: a root field costs `rootFieldCost`, any other object 1, a scalar nothing; a list multiplies
 * what stands below it by its size. Aliases and fragments count at every use. Expects a validated document and coerced
 * variables, so `first: $n` weighs what the literal weighs.
 *
 * A field says otherwise through its extensions: `@Extensions({ cost: 100 })` is the field's own cost,
 * `@Extensions({ listSize: 3 })` the size of a list that takes no `first` or `last`.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  limits: GateLimits,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const fragmentCosts = new Map<string, number>();
  const root = schema.getRootType(operation.operation)!;
  return selectionSetCost(root, operation.selectionSet);

  function selectionSetCost(parent: GraphQLNamedType, selectionSet: SelectionSetNode): number {
    return selectionSet.selections
      .filter(isIncluded)
      .reduce((total, selection) => total + selectionCost(parent, selection), 0);
  }

  function selectionCost(parent: GraphQLNamedType, selection: SelectionNode): number {
    if (selection.kind === Kind.FIELD) return fieldCost(parent, selection);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return fragmentCost(selection.name.value);
    const narrowed = selection.typeCondition ? schema.getType(selection.typeCondition.name.value)! : parent;
    return selectionSetCost(narrowed, selection.selectionSet);
  }

  function fragmentCost(name: string): number {
    let cost = fragmentCosts.get(name);
    if (cost === undefined) {
      const fragment = fragments.get(name)!;
      cost = selectionSetCost(schema.getType(fragment.typeCondition.name.value)!, fragment.selectionSet);
      fragmentCosts.set(name, cost);
    }
    return cost;
  }

  function fieldCost(parent: GraphQLNamedType, node: FieldNode): number {
    const name = node.name.value;
    if (name === '__schema' || name === '__type') return limits.introspectionCost;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!field) return 0;
    const type = getNamedType(field.type);
    const below = node.selectionSet ? selectionSetCost(type, node.selectionSet) : 0;
    return ownCost(parent, field) + listSize(parent, field, node) * below;
  }

  function ownCost(parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>): number {
    if (typeof field.extensions.cost === 'number') return field.extensions.cost;
    if (parent === root) return limits.rootFieldCost;
    return isCompositeType(getNamedType(field.type)) ? 1 : 0;
  }

  function listSize(parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>, node: FieldNode): number {
    const args = getArgumentValues(field, node, variables);
    if (field.args.some((arg) => arg.name === 'first' || arg.name === 'last')) {
      const asked = [args.first, args.last].filter((size) => typeof size === 'number');
      return asked.length === 0 ? limits.defaultPageSize : Math.max(...asked.map((size) => pageSize(size, node)));
    }
    if (!isListType(getNullableType(field.type))) return 1;
    // The connection has been multiplied by its page size already.
    if (parent.name.endsWith('Connection')) return 1;
    if (Array.isArray(args.ids)) return pageSize(args.ids.length, node);
    return typeof field.extensions.listSize === 'number' ? field.extensions.listSize : limits.listSize;
  }

  function pageSize(size: number, node: FieldNode): number {
    if (size < 0) throw refusal('BAD_USER_INPUT', 'A page cannot have a negative size.', undefined, [node]);
    if (size <= limits.pageSize) return size;
    const facts = { limit: limits.pageSize, measured: size };
    throw refusal('PAGE_TOO_LARGE', 'The page asked for is too large.', facts, [node]);
  }

  function isIncluded(selection: SelectionNode): boolean {
    if (!selection.directives?.length) return true;
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables);
    return skip?.if !== true && include?.if !== false;
  }
}
