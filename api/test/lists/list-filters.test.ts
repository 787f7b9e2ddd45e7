import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { resolvers } from '../../src/resolvers.ts';
import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { PUBLIC_VIEWER, type Viewer } from '../../src/people/viewer.ts';
import { testDatabase } from '../database/test-database.ts';
import { graphqlReader, type GraphqlReader } from '../office/graphql-reader.ts';
import { testOffice } from '../office/test-office.ts';

let reader: GraphqlReader;
let officer: Viewer;

beforeAll(async () => {
  const db = await testDatabase();
  officer = await (await testOffice(db)).person('LIAISON_OFFICER', 'KEMENSOS');
  reader = graphqlReader(db, resolvers);
});

const categories = (count: number) => Array.from({ length: count }, () => toGlobalId('Category', randomUUID()));

/** Every row would be compared with every word of a filter, at no cost that the gate can see. */
test.each([
  ['reports(categoryIds: $filter)', '[ID!]!', () => categories(101), 'categoryIds'],
  ['reports(statuses: $filter)', '[ReportStatus!]!', () => Array(100).fill('CLOSED'), 'statuses'],
  ['reports(areaCode: $filter)', 'String', () => '3'.repeat(21), 'areaCode'],
  ['agencyQueue(statuses: $filter)', '[DispositionStatus!]!', () => Array(100).fill('RECEIVED'), 'statuses'],
])('PUB-1 no filter of a list is endless: %s', async (field, type, filter, path) => {
  const document = `query ($filter: ${type}) { ${field} { nodes { id } } }`;
  const viewer = field.startsWith('agency') ? officer : PUBLIC_VIEWER;
  const refused = await reader
    .ask(document, { filter: filter() }, viewer)
    .catch((error: AggregateError) => error.errors);
  expect(refused).toMatchObject([{ extensions: { code: 'INVALID_INPUT', fields: [{ path }] } }]);
});

test('PUB-1 a filter may name a hundred categories', async () => {
  const document = 'query ($ids: [ID!]!) { reports(categoryIds: $ids) { nodes { id } } }';
  expect((await reader.ask(document, { ids: categories(100) })).data).toEqual({ reports: { nodes: [] } });
});
