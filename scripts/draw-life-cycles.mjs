// Writes docs/life-cycles.md from the tables of the two life cycles; with --check only says whether it is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = `${root}docs/life-cycles.md`;

const bundle = await rolldown({ cwd: root, input: 'api/src/casefile/life-cycles.page.ts', tsconfig: 'tsconfig.json' });
const { output } = await bundle.generate({ format: 'esm' });
await bundle.close();
const { lifeCyclesPage } = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);

if (!process.argv.includes('--check')) {
  writeFileSync(page, lifeCyclesPage());
} else if (readFileSync(page, 'utf8') !== lifeCyclesPage()) {
  console.error('docs/life-cycles.md is not what the tables say. Draw it again: node scripts/draw-life-cycles.mjs');
  process.exitCode = 1;
}
