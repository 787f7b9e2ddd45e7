import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/database/test-database.ts';
import { graphqlReader, type GraphqlReader } from '../../test/office/graphql-reader.ts';
import { testOffice, type TestOffice } from '../../test/office/test-office.ts';
import { AreaResolver } from '../areas/area.resolver.ts';
import { CategoryResolver } from '../categories/category.resolver.ts';
import { NodeResolver } from '../platform/graphql/node.resolver.ts';
import { ReportPlacesResolver } from './report.places.resolver.ts';
import { ReportResolver } from './report.resolver.ts';

let office: TestOffice;
let reader: GraphqlReader;

beforeAll(async () => {
  const db = await testDatabase();
  office = await testOffice(db);
  reader = graphqlReader(db, [NodeResolver, ReportResolver, ReportPlacesResolver, CategoryResolver, AreaResolver]);
  const health = await office.categoryId('KESEHATAN');
  const insurance = await office.categoryId('KESEHATAN.BPJS-KESEHATAN');
  for (let nth = 0; nth < 6; nth += 1) {
    await office.file({ categoryId: nth % 2 ? health : insurance, areaCode: nth % 3 ? '32.73.02' : '32.73' });
  }
  await office.file({ title: 'Neither' });
  await db.ownerPool.query('update report set published_at = received_at');
});

interface Listed {
  reports: { nodes: { title: string }[] };
}

const LIST = `query ($first: Int!) { reports(first: $first) { nodes { title
  category { name parent { name } } area { name path } missingCategoryFacts } } }`;

test('INT-6 everybody sees what a report is about, where, and which facts it misses', async () => {
  const { reportId, reporter } = await office.file({
    categoryId: await office.categoryId('NETRALITAS-ASN'),
    areaCode: '32.73.02',
  });
  expect(reportId).toBeTruthy();
  const { data } = await reader.ask(
    '{ receiptReport { category { code } area { path } missingCategoryFacts } }',
    {},
    reporter,
  );
  expect(data).toEqual({
    receiptReport: {
      category: { code: 'NETRALITAS-ASN' },
      area: { path: 'Coblong, Kota Bandung, Jawa Barat' },
      missingCategoryFacts: ['WHO', 'WHEN'],
    },
  });
});

test('a report without category and area misses nothing', async () => {
  const { data } = await reader.ask<Listed>(LIST, { first: 20 });
  expect(data.reports.nodes.find(({ title }) => title === 'Neither')).toEqual({
    title: 'Neither',
    category: null,
    area: null,
    missingCategoryFacts: [],
  });
});

test('the places of a page of reports take as many statements as those of one', async () => {
  const { statements, data } = await reader.ask<Listed>(LIST, { first: 20 });
  expect(data.reports.nodes).toHaveLength(7);
  // The page, categories, their parents, areas, and the areas above.
  expect(statements.length).toBeLessThanOrEqual(5);
  expect((await reader.ask(LIST, { first: 2 })).statements.length).toBeGreaterThanOrEqual(statements.length - 1);
});
