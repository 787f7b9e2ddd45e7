import { readdirSync } from 'node:fs';
import { pureUse, zones } from './scripts/zones.mjs';

const source = '^api/src/';
const anyOf = (folders) => `${source}(${folders.join('|')})/`;
/** Tests and what only they use. */
const tests = '\\.(test|fixture)\\.ts$|/test/';

const known = new Set(zones.flatMap((zone) => zone.folders));
for (const entry of readdirSync(new URL('./api/src/', import.meta.url), { withFileTypes: true })) {
  if (entry.isDirectory() && !known.has(entry.name)) {
    throw new Error(`api/src/${entry.name} has no zone: give it its place in scripts/zones.mjs.`);
  }
}

const oneWay = zones.slice(0, -1).map((zone, place) => ({
  name: `${zone.folders[0]}-imports-downwards`,
  severity: 'error',
  comment: 'A zone imports itself and the zones before it (scripts/zones.mjs).',
  from: { path: anyOf(zone.folders), pathNot: tests },
  to: { path: anyOf(zones.slice(place + 1).flatMap((later) => later.folders)) },
}));

const pure = zones
  .filter((zone) => zone.pure)
  .map((zone) => ({
    name: `${zone.folders[0]}-is-pure`,
    severity: 'error',
    comment: `No input or output: only its own files and ${pureUse.join(', ')}.`,
    from: { path: anyOf(zone.folders), pathNot: tests },
    to: { pathNot: [anyOf(zone.folders), anyOf(pureUse)] },
  }));

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...oneWay,
    ...pure,
    {
      name: 'features-do-not-know-the-assembly',
      severity: 'error',
      comment: 'main.ts, app.ts and the other files at the top assemble the features, never the other way round.',
      from: { path: `${source}[^/]+/` },
      to: { path: `${source}[^/]+\\.ts$`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { path: '^api/(src|migrations|seeds)/', pathNot: tests },
      to: { path: tests },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '(^|/)dist/' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
