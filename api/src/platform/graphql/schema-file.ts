import { buildSchema, findBreakingChanges, lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';

const HEADING = '# Written by scripts/emit-schema.mjs from the code in api/src. Do not edit.\n\n';

/** The schema as it is committed: sorted, so that a diff shows what changed and nothing else. */
export function schemaText(schema: GraphQLSchema): string {
  const text = printSchema(lexicographicSortSchema(schema));
  return `${HEADING}${text.replace(/[ \t]+$/gm, '')}\n`;
}

/** Where `committed` and `current` part, for a person to read; null when they are the same. */
export function firstDifference(committed: string, current: string): string | null {
  if (committed === current) return null;
  const before = committed.split('\n');
  const after = current.split('\n');
  const line = before.findIndex((text, index) => text !== after[index]);
  const at = line === -1 ? before.length : line;
  return [`line ${at + 1}`, `  committed: ${before[at] ?? '(ends)'}`, `  from code: ${after[at] ?? '(ends)'}`].join(
    '\n',
  );
}

/**
 * The breaking changes from the schema `committed` to `schema` that the changelog's section "Unreleased" does not mention
 * word for word. Before the first release there is nobody to break, so there are none.
 */
export function unannouncedBreakingChanges(committed: string, schema: GraphQLSchema, changelog: string): string[] {
  const [unreleased = '', ...released] = changelog.split(/^## /m).slice(1);
  if (committed === '' || released.length === 0) return [];
  const announced = unreleased.startsWith('Unreleased') ? unreleased : '';
  return findBreakingChanges(buildSchema(committed), schema)
    .map((change) => change.description)
    .filter((description) => !announced.includes(description));
}
