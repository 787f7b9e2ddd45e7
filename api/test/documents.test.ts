import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  return existsSync(join(ROOT, folder)) ? filesBelow(folder).filter((path) => path.endsWith('.md')) : [];
}

/** Paths from the root, without what was installed or built. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    return entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)];
  });
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

/** Files and folders named in prose, such as `casefile/settle.ts`; not patterns and placeholders. */
function filesNamedIn(text: string): string[] {
  const prose = text.replace(/^```.*?^```/gms, '');
  return [...prose.matchAll(/`([\w./-]+\.(?:ts|mjs|md|sql|graphql))`/g)].map(([, name]) => name!);
}

const FILES = ['api', 'docs', 'schema', 'scripts'].flatMap(filesBelow);

test.each(documents)('$path names files that exist', ({ text }) => {
  const unknown = filesNamedIn(text).filter((name) => !FILES.some((file) => `/${file}`.endsWith(`/${name}`)));
  expect(unknown).toEqual([]);
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

test('PUB-7 the changelog of the schema tells of every root field', () => {
  const changelog = readFileSync(join(ROOT, 'schema/CHANGELOG.md'), 'utf8');
  const roots = [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!];
  const fields = roots.flatMap((type) => Object.keys(type.getFields()));
  expect(fields.filter((field) => !changelog.includes(`\`${field}\``))).toEqual([]);
});

test('every folder of the server says what it is', () => {
  const below = (folder: string) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name));
  const folders = below('api/src').flatMap((folder) => (folder === 'api/src/platform' ? below(folder) : [folder]));
  expect(folders.filter((folder) => !existsSync(join(ROOT, folder, 'README.md')))).toEqual([]);
});
