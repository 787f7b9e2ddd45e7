import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../database/test-database.ts';
import { startTuntas, type TuntasServer } from './tuntas-server.ts';

let db: TestDatabase;
let tuntas: TuntasServer;

beforeAll(async () => {
  db = await testDatabase();
  tuntas = await startTuntas(db);
});

test('the form of a new report gets all it needs in one public request: categories, provinces, limits, calendar', async () => {
  const form = await tuntas.query<{ categories: unknown[]; areas: { nodes: unknown[] }; timeLimits: unknown[] }>(
    null,
    `{ categories { id name requiredFacts children { id name requiredFacts } }
       areas(first: 50) { nodes { code name } }
       timeLimits { kindLabel workingDays }
       holidays(year: 2026) { date name } }`,
  );
  expect([form.categories.length, form.areas.nodes.length, form.timeLimits.length]).toEqual([22, 38, 7]);
});

test('VER-6 a report held for an agency is counted, and disposed the moment the agency is connected', async () => {
  const [admin, citizen] = [await tuntas.signIn('admin-sari'), await tuntas.signIn('citizen-maman')];
  const { agencies } = await tuntas.query<{ agencies: { nodes: { id: string; name: string }[] } }>(
    null,
    '{ agencies(first: 1, connected: false, type: REGENCY) { nodes { id name } } }',
  );
  const agency = agencies.nodes[0]!;
  const { category } = await tuntas.query<{ category: { id: string } }>(null, '{ category(code: "KESEHATAN") { id } }');
  const { fileReport } = await tuntas.query<{ fileReport: { report: { id: string; version: number } } }>(
    citizen,
    `mutation ($input: FileReportInput!) { fileReport(input: $input) { ... on FiledReport { report { id version } } } }`,
    {
      input: {
        idempotencyKey: randomUUID(),
        title: 'Puskesmas tutup',
        body: 'Puskesmas tutup setiap hari Jumat.',
        categoryId: category.id,
      },
    },
  );
  const { id, version } = fileReport.report;
  await tuntas.query(
    admin,
    `mutation ($input: HoldReportInput!) { holdReport(input: $input) { __typename ... on Refusal { code } } }`,
    { input: { reportId: id, expectedVersion: version, agencyId: agency.id } },
  );
  const COUNTS = '{ heldReportCounts { nodes { reports agency { id } } } }';
  expect(await tuntas.query(admin, COUNTS)).toEqual({
    heldReportCounts: { nodes: [{ reports: 1, agency: { id: agency.id } }] },
  });

  const CONNECT = `mutation ($id: ID!) { connectAgency(id: $id) {
    ... on AgencyConnected { agency { connected } releasedReports } ... on Refusal { code } } }`;
  const refused = await tuntas.ask(citizen, CONNECT, { id: agency.id });
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  expect(await tuntas.query(admin, CONNECT, { id: agency.id })).toEqual({
    connectAgency: { agency: { connected: true }, releasedReports: 1 },
  });
  expect(await tuntas.query(admin, COUNTS)).toEqual({ heldReportCounts: { nodes: [] } });
  expect(
    await tuntas.query(citizen, 'query ($id: ID!) { node(id: $id) { ... on Report { status } } }', { id }),
  ).toEqual({ node: { status: 'IN_PROGRESS' } });
});
