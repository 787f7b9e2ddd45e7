import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { fallbackNote } from './config.ts';
import { variables, type Variable } from './variables.ts';

const README = join(import.meta.dirname, '../../../../README.md');
const SECTION = /<!-- settings: .*? -->\n(.*?)<!-- \/settings -->/s;

test('the README lists every setting as --help does', async () => {
  const rows = Object.entries<Variable<unknown>>(variables).map(
    ([name, variable]) => `| \`${name}\` | ${variable.description} | ${fallbackNote(variable)} |`,
  );
  const table = ['| variable | meaning | default |', '| --- | --- | --- |', ...rows].join('\n');
  const options = await resolveConfig(README);
  const expected = await format(table, { ...options, parser: 'markdown' });
  const [, actual] = SECTION.exec(await readFile(README, 'utf8')) ?? [];
  expect(actual?.trim(), `Put this into README.md:\n\n${expected}`).toBe(expected.trim());
});
