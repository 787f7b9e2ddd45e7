import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { refusal } from './gate.errors.ts';
import type { GateLimits } from './limits.ts';

interface Shape {
  /** Levels of fields below here. */
  depth: number;
  /** Fields below here, a fragment counted at every use. */
  selections: number;
  /** How often each field stands in this very selection set, under whatever alias. */
  fields: Map<string, number>;
}

/**
 * Refuses documents by their shape alone, before validation: some validation rules take quadratic time, and these limits
 * are what bounds it. A fragment is measured once and its numbers are added at every use, so a fragment bomb costs no
 * more to refuse than to read.
 */
export function refuseMonsters(document: DocumentNode, limits: GateLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Shape | 'MEASURING'>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragmentShape(definition.name.value);
    if (definition.kind === Kind.OPERATION_DEFINITION) refuseExcess(selectionSetShape(definition.selectionSet));
  }

  function fragmentShape(name: string): Shape {
    const known = measured.get(name);
    if (known === 'MEASURING') {
      throw refusal('GRAPHQL_VALIDATION_FAILED', `Cannot spread fragment "${name}" within itself.`);
    }
    if (known) return known;
    const fragment = fragments.get(name);
    // An unknown fragment weighs nothing here; validation names it.
    if (!fragment) return { depth: 0, selections: 0, fields: new Map() };
    measured.set(name, 'MEASURING');
    const shape = selectionSetShape(fragment.selectionSet);
    measured.set(name, shape);
    return shape;
  }

  function selectionSetShape(selectionSet: SelectionSetNode): Shape {
    const shape: Shape = { depth: 0, selections: 0, fields: new Map() };
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        shape.selections += 1;
        count(shape.fields, name, 1);
        const below = selection.selectionSet ? selectionSetShape(selection.selectionSet) : null;
        const introspection = name === '__schema' || name === '__type';
        shape.depth = Math.max(shape.depth, 1 + (introspection ? 0 : (below?.depth ?? 0)));
        shape.selections += below?.selections ?? 0;
      } else {
        const spread =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selectionSetShape(selection.selectionSet)
            : fragmentShape(selection.name.value);
        shape.depth = Math.max(shape.depth, spread.depth);
        shape.selections += spread.selections;
        for (const [name, times] of spread.fields) count(shape.fields, name, times);
      }
    }
    return shape;
  }

  function count(fields: Map<string, number>, name: string, times: number): void {
    const total = (fields.get(name) ?? 0) + times;
    if (total > limits.repetitions) {
      throw refusal('FIELD_REPEATED_TOO_OFTEN', `The field "${name}" is selected too often in one place.`, {
        limit: limits.repetitions,
        measured: total,
      });
    }
    fields.set(name, total);
  }

  function refuseExcess(shape: Shape): void {
    if (shape.depth > limits.depth) {
      const facts = { limit: limits.depth, measured: shape.depth };
      throw refusal('OPERATION_TOO_DEEP', 'The operation nests too many levels of fields.', facts);
    }
    if (shape.selections > limits.selections) {
      const facts = { limit: limits.selections, measured: shape.selections };
      throw refusal('OPERATION_TOO_LARGE', 'The operation selects too many fields.', facts);
    }
  }
}
