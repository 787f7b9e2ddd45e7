import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const schema = buildSchema(readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8'));

/** Every document people read, by its path from the root. */
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']
  .filter((file) => existsSync(join(ROOT, file)))
  .concat(['api', 'docs', 'schema', 'console', 'packages'].flatMap(markdownBelow))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

function markdownBelow(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.md'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes('node_modules'));
}

/** Targets of links and pictures within the repository, without their anchors. */
function linksOf(text: string): string[] {
  const prose = text.replace(/^```.*?^```/gms, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

function graphqlBlocksOf(text: string): string[] {
  return [...text.matchAll(/^```graphql\n(.*?)^```/gms)].map(([, block]) => block!);
}

test('documents are found wherever they are', () => {
  expect(documents.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['README.md', 'docs/life-of-a-report.md', 'schema/README.md', 'api/src/people/README.md']),
  );
});

test.each(documents)('$path links to what exists', ({ path, text }) => {
  const dead = linksOf(text).filter((target) => !existsSync(join(ROOT, dirname(path), target)));
  expect(dead).toEqual([]);
});

describe('PUB-7 the examples in documents are valid against the schema', () => {
  const withExamples = documents.filter(({ text }) => graphqlBlocksOf(text).length > 0);

  test.each(withExamples)('$path', ({ text }) => {
    for (const block of graphqlBlocksOf(text)) {
      const problems = validate(schema, parse(block)).map(({ message }) => message);
      expect(problems, block).toEqual([]);
    }
  });
});

test('every folder of the server says what it is', () => {
  const below = (folder: string) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name));
  const folders = below('api/src').flatMap((folder) => (folder === 'api/src/platform' ? below(folder) : [folder]));
  expect(folders.filter((folder) => !existsSync(join(ROOT, folder, 'README.md')))).toEqual([]);
});
