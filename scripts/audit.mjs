// `node scripts/audit.mjs verify`: is the audit log as it was written? --help says more.
// Node cannot run the TypeScript as it is, so the code is bundled first and the bundle run from a temporary file in
// api/, where its packages are found.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = `${root}api/node_modules/.audit-${process.pid}.mjs`;

const bundle = await rolldown({
  cwd: root,
  input: 'api/src/audit/audit.command.ts',
  platform: 'node',
  tsconfig: 'tsconfig.json',
  // Packages stay outside; what the compiler itself adds does not.
  external: /^(?!@oxc-project\/)[@a-z]/,
});
try {
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  const { runAudit } = await import(file);
  process.exitCode = await runAudit(process.argv.slice(2), process.env, console.log);
} finally {
  await bundle.close();
  await rm(file, { force: true });
}
