import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/database/test-database.ts';
import { graphqlReader, type GraphqlReader } from '../../test/office/graphql-reader.ts';
import { NodeResolver } from '../platform/graphql/node.resolver.ts';
import { CategoryResolver } from './category.resolver.ts';

let reader: GraphqlReader;

beforeAll(async () => {
  reader = graphqlReader(await testDatabase(), [NodeResolver, CategoryResolver]);
});

interface Tree {
  categories: { name: string; children: { name: string; requiredFacts: string[]; parent: { name: string } }[] }[];
}

test('INT-6 the whole tree of categories with required facts takes three statements', async () => {
  const { data, statements } = await reader.ask<Tree>(
    '{ categories { id name requiredFacts children { name requiredFacts parent { name } } } }',
  );
  expect(data.categories).toHaveLength(22);
  expect(data.categories[0]!.name).toBe('Agama');
  const levy = data.categories.flatMap(({ children }) => children).find(({ name }) => name.includes('Pungutan Liar'));
  expect(levy?.requiredFacts).toEqual(expect.arrayContaining(['WHO', 'WHEN', 'WHERE', 'HOW']));
  expect(statements).toHaveLength(3);
});

test('a category is found by its code, with its name in both languages and its class, and again by its id', async () => {
  const { data } = await reader.ask<{ category: { id: string } }>(
    `{ category(code: "KESEHATAN.BPJS-KESEHATAN") {
      id name en: name(locale: EN) parent { code } serviceClass serviceClassLabel sensitive children { code }
    } none: category(code: "NO-SUCH") { id } }`,
  );
  expect(data).toEqual({
    category: {
      id: expect.any(String) as string,
      name: 'BPJS Kesehatan',
      en: 'Health Insurance (BPJS)',
      parent: { code: 'KESEHATAN' },
      serviceClass: 'ORDINARY',
      serviceClassLabel: 'Biasa',
      sensitive: false,
      children: [],
    },
    none: null,
  });
  const again = await reader.ask('query ($id: ID!) { node(id: $id) { ... on Category { code } } }', data.category);
  expect(again.data).toEqual({ node: { code: 'KESEHATAN.BPJS-KESEHATAN' } });
});
