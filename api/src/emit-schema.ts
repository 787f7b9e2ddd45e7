import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildTuntasSchema } from './platform/graphql/build-schema.ts';
import { firstDifference, schemaText, unannouncedBreakingChanges } from './platform/graphql/schema-file.ts';
import { resolvers } from './resolvers.ts';

/**
 * Writes schema/schema.graphql, or with `check` only compares it. Returns what stands in the way, null when nothing does.
 * Needs no database. `root` is the root of the repository.
 */
export function emitSchema(root: string, check: boolean): string | null {
  const file = join(root, 'schema/schema.graphql');
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const schema = buildTuntasSchema(resolvers);
  const breaking = unannouncedBreakingChanges(
    committed,
    schema,
    readFileSync(join(root, 'schema/CHANGELOG.md'), 'utf8'),
  );
  if (breaking.length > 0) {
    const lines = breaking.map((change) => `- ${change}`).join('\n');
    return `These changes break clients. Add them to "Unreleased" in schema/CHANGELOG.md if they are meant:\n${lines}`;
  }
  const difference = firstDifference(committed, schemaText(schema));
  if (!check) writeFileSync(file, schemaText(schema));
  if (!check || difference === null) return null;
  return `schema/schema.graphql is not what the code says; run \`node scripts/emit-schema.mjs\`.\n${difference}`;
}
