import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../database/test-database.ts';
import { startTuntas, type Credential, type TuntasServer } from './tuntas-server.ts';

let tuntas: TuntasServer;
let admin: Credential;

beforeAll(async () => {
  tuntas = await startTuntas(await testDatabase());
  admin = await tuntas.signIn('admin-sari');
});

const REFUSAL = '... on Refusal { code message(locale: EN) } ... on InvalidInput { fields { path code } }';
const FILE = `mutation ($input: FileReportInput!) {
  fileReport(input: $input) { ... on FiledReport { trackingId report { id version } } ${REFUSAL} } }`;
const ON_BEHALF = `mutation ($input: FileReportOnBehalfInput!) {
  fileReportOnBehalf(input: $input) { ... on FiledReport { trackingId receipt } ${REFUSAL} } }`;
const BY_TRACKING_ID = `query ($id: String!) { report(trackingId: $id) {
  kind title body category { code } eventDate area { code } place point { latitude longitude } facts { fact answer }
  anonymous confidential channel channelLabel(locale: ID) reporterDisplay } }`;

interface Filed {
  trackingId: string;
  receipt: string;
  report: { id: string; version: number };
}

async function categoryId(code: string): Promise<string> {
  const query = 'query ($code: String!) { category(code: $code) { id } }';
  return (await tuntas.query<{ category: { id: string } }>(null, query, { code })).category.id;
}

test('INT-2 a report has kind, title, text, category, day, place, point, facts and both flags', async () => {
  const maman = await tuntas.signIn('citizen-maman');
  const told = {
    kind: 'INFORMATION_REQUEST',
    title: 'Jadwal posyandu',
    body: 'Kapan posyandu bulan ini?',
    eventDate: '2026-03-01',
    place: 'Balai desa',
    point: { latitude: -6.35, longitude: 107.98 },
    facts: [{ fact: 'WHO', answer: 'Kader posyandu' }],
    anonymous: true,
    confidential: true,
  };
  const references = { categoryId: await categoryId('KESEHATAN'), areaCode: '32.12' };
  const input = { idempotencyKey: randomUUID(), ...told, ...references };
  const { fileReport } = await tuntas.query<{ fileReport: Filed }>(maman, FILE, { input });
  expect(await tuntas.query(maman, BY_TRACKING_ID, { id: fileReport.trackingId })).toMatchObject({
    report: {
      ...told,
      category: { code: 'KESEHATAN' },
      area: { code: '32.12' },
      channel: 'WEB',
      reporterDisplay: null,
    },
  });
});

test('INT-1 staff enter a letter for its writer, who gets the receipt; citizens cannot', async () => {
  const input = {
    idempotencyKey: randomUUID(),
    title: 'Jembatan rusak',
    body: 'Jembatan gantung rusak sejak Januari.',
    channel: 'LETTER',
    contact: { name: 'Karsih', address: 'Desa Patrol' },
  };
  const { fileReportOnBehalf: filed } = await tuntas.query<{ fileReportOnBehalf: Filed }>(admin, ON_BEHALF, { input });
  const asReporter = `Receipt ${filed.trackingId}.${filed.receipt}`;
  expect(await tuntas.query(asReporter, BY_TRACKING_ID, { id: filed.trackingId })).toMatchObject({
    report: { title: 'Jembatan rusak', channelLabel: 'Surat', reporterDisplay: 'Karsih' },
  });
  const citizen = await tuntas.signIn('citizen-siti');
  const refused = await tuntas.ask(citizen, ON_BEHALF, { input: { ...input, idempotencyKey: randomUUID() } });
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});

test('PUB-1 PUB-2 a verified report is in the public list and found by its tracking ID; a confidential one is not', async () => {
  const maman = await tuntas.signIn('citizen-maman');
  const category = await categoryId('PERHUBUNGAN');
  const file = async (title: string, confidential: boolean) => {
    const about = { categoryId: category, areaCode: '32.12' };
    const input = { idempotencyKey: randomUUID(), title, body: 'Halte roboh.', confidential, ...about };
    return (await tuntas.query<{ fileReport: Filed }>(maman, FILE, { input })).fileReport;
  };
  const [open, hidden] = [await file('Halte roboh', false), await file('Halte roboh, rahasia', true)];
  const list = async (areaCode: string) => {
    const query = `query ($categories: [ID!]!, $areaCode: String) {
      reports(categoryIds: $categories, areaCode: $areaCode, statuses: [VERIFIED]) { nodes { title } } }`;
    return tuntas.query(null, query, { categories: [category], areaCode });
  };
  const lookUp = async ({ trackingId }: Filed) => {
    const spoken = `${trackingId.slice(0, 5)}-${trackingId.slice(5)}`;
    return tuntas.query(null, 'query ($id: String!) { report(trackingId: $id) { title } }', { id: spoken });
  };
  expect(await lookUp(open)).toEqual({ report: null });

  const accept = `mutation ($input: ReportDecisionInput!) { acceptReport(input: $input) {
    ... on ReportPayload { report { status } } ${REFUSAL} } }`;
  for (const { report } of [open, hidden]) {
    const input = { reportId: report.id, expectedVersion: report.version };
    expect(await tuntas.query(admin, accept, { input })).toEqual({ acceptReport: { report: { status: 'VERIFIED' } } });
  }
  expect(await list('32')).toEqual({ reports: { nodes: [{ title: 'Halte roboh' }] } });
  expect(await list('31')).toEqual({ reports: { nodes: [] } });
  expect([await lookUp(open), await lookUp(hidden)]).toEqual([{ report: { title: 'Halte roboh' } }, { report: null }]);
});
