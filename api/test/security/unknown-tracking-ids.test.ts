import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { newTrackingId } from '../../src/reports/tracking-id.ts';
import { testDatabase, type TestDatabase } from '../database/test-database.ts';
import { startTuntas, type Credential, type TuntasServer } from '../journeys/tuntas-server.ts';

const FILE = `mutation ($input: FileReportInput!) { fileReport(input: $input) {
  ... on FiledReport { trackingId receipt } ... on Refusal { code } } }`;
const BY_TRACKING_ID = `query ($id: String!) { report(trackingId: $id) { id trackingId title body statusLabel
  disclosures { id } identityReads { at } } }`;
const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';

interface Hidden {
  readonly trackingId: string;
  readonly id: string;
}

let db: TestDatabase;
let tuntas: TuntasServer;
let strangers: Record<string, Credential>;
let confidential: Hidden;
let unpublished: Hidden;

beforeAll(async () => {
  db = await testDatabase();
  tuntas = await startTuntas(db);
  confidential = await file({ confidential: true });
  unpublished = await file({});
  await db.ownerPool.query(`update report set published_at = now() where id = $1`, [confidential.id]);
  strangers = {
    public: null,
    citizen: await tuntas.signIn('citizen-maman'),
    officer: await tuntas.signIn('officer-kemensos'),
    executive: await tuntas.signIn('executive-jabar'),
    receipt: await receiptOfAnotherReport(),
  };
});

async function file(flags: object): Promise<Hidden> {
  const input = { idempotencyKey: randomUUID(), title: 'Rahasia', body: 'Isi yang rahasia.', ...flags };
  const { fileReport } = await tuntas.query<{ fileReport: { trackingId: string } }>(null, FILE, { input });
  const { rows } = await db.ownerPool.query<{ id: string }>('select id from report where tracking_id = $1', [
    fileReport.trackingId,
  ]);
  return { trackingId: fileReport.trackingId, id: rows[0]!.id };
}

async function receiptOfAnotherReport(): Promise<Credential> {
  const input = { idempotencyKey: randomUUID(), title: 'Lain', body: 'Laporan lain.' };
  type Filed = { fileReport: { trackingId: string; receipt: string } };
  const { fileReport } = await tuntas.query<Filed>(null, FILE, { input });
  return `Receipt ${fileReport.trackingId}.${fileReport.receipt}`;
}

/** Everything a client gets back, but for the moment and the name of the request. */
async function answer(as: Credential, query: string, variables: object): Promise<string> {
  const response = await fetch(`${tuntas.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(as ? { authorization: as } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const headers = [...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  return JSON.stringify([response.status, headers, await response.text()]);
}

describe.each(['public', 'citizen', 'officer', 'executive', 'receipt'])('IDN-4 to the %s', (name) => {
  test('unknown, confidential and unpublished tracking IDs are answered with the same bytes', async () => {
    const ask = (id: string) => answer(strangers[name]!, BY_TRACKING_ID, { id });
    const unknown = await ask(newTrackingId());
    expect(unknown).toContain('{\\"report\\":null}');
    expect(await ask(confidential.trackingId)).toBe(unknown);
    expect(await ask(unpublished.trackingId)).toBe(unknown);
    expect(await ask('not a tracking ID')).toBe(unknown);
  });

  test('so are their ids', async () => {
    const ask = (id: string) => answer(strangers[name]!, NODE, { id });
    const unknown = await ask(toGlobalId('Report', randomUUID()));
    expect(unknown).toContain('{\\"node\\":null}');
    expect(await ask(toGlobalId('Report', confidential.id))).toBe(unknown);
    expect(await ask(toGlobalId('Report', unpublished.id))).toBe(unknown);
  });
});

describe('IDN-4 commands on what one may not see', () => {
  const REQUEST = `mutation ($input: RequestDisclosureInput!) { requestDisclosure(input: $input) { __typename
    ... on Refusal { code message } } }`;
  const READ = `mutation ($input: ReadIdentityInput!) { readIdentity(input: $input) { __typename
    ... on Refusal { code message } } }`;

  test.each([
    ['asking for disclosure', REQUEST, { reason: 'Pelapor perlu dihubungi segera.', idempotencyKey: randomUUID() }],
    ['reading an identity', READ, { reason: 'Menghubungi pelapor.' }],
  ])('%s: the same bytes as for one that does not exist', async (_what, mutation, input) => {
    const ask = (id: string) =>
      answer(strangers.officer!, mutation, { input: { ...input, reportId: toGlobalId('Report', id) } });
    const unknown = await ask(randomUUID());
    expect(unknown).toContain('NOT_FOUND');
    expect(await ask(confidential.id)).toBe(unknown);
    expect(await ask(unpublished.id)).toBe(unknown);
  });
});

test('INT-4, IDN-4 a wrong receipt is answered with the same bytes whether its tracking ID exists or not', async () => {
  const ask = (trackingId: string) =>
    answer(`Receipt ${trackingId}.00000-00000-00000-00000`, '{ receiptReport { title } }', {});
  const unknown = await ask(newTrackingId());
  expect(unknown).toContain('RECEIPT_UNKNOWN');
  expect(await ask(confidential.trackingId)).toBe(unknown);
  expect(await ask(unpublished.trackingId)).toBe(unknown);
});
