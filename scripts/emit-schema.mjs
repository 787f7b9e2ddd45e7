// Writes schema/schema.graphql from the code; with --check only says whether it is current. Needs no database.
// Node cannot strip types from files with decorators, so the code is bundled first and the bundle run from a
// temporary file in api/, where its packages are found.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = `${root}api/node_modules/.emit-schema-${process.pid}.mjs`;

const bundle = await rolldown({
  cwd: root,
  input: 'api/src/emit-schema.ts',
  platform: 'node',
  tsconfig: 'tsconfig.json',
  // Packages stay outside; what the compiler itself adds does not.
  external: /^(?!@oxc-project\/)[@a-z]/,
});
try {
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  const { emitSchema } = await import(file);
  const obstacle = emitSchema(root, process.argv.includes('--check'));
  if (obstacle !== null) {
    console.error(obstacle);
    process.exitCode = 1;
  }
} finally {
  await bundle.close();
  await rm(file, { force: true });
}
