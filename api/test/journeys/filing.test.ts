import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { testDatabase } from '../database/test-database.ts';
import { startTuntas, type TuntasServer } from './tuntas-server.ts';

let tuntas: TuntasServer;

beforeAll(async () => {
  tuntas = await startTuntas(await testDatabase());
});

const FILE = `mutation ($input: FileReportInput!) { fileReport(input: $input) {
  __typename
  ... on FiledReport { trackingId receipt verifyDueAt report { id } }
  ... on Refusal { code message(locale: EN) }
  ... on InvalidInput { fields { path code } }
} }`;
const BY_TRACKING_ID = 'query ($id: String!) { report(trackingId: $id) { title statusLabel(locale: EN) } }';

interface Filed {
  fileReport: { __typename: string; trackingId: string; receipt: string | null; report: { id: string } | null };
}

test('INT-4 the receipt of a report without an account opens that report, and nothing else does', async () => {
  const input = { idempotencyKey: randomUUID(), title: 'PJU', body: 'Gelap pada malam hari.' };
  const { fileReport: filed } = await tuntas.query<Filed>(null, FILE, { input });
  expect(filed).toMatchObject({ __typename: 'FiledReport', verifyDueAt: '2026-03-05T17:00:00.000Z', report: null });

  const follow = (as: string | null) => tuntas.query(as, BY_TRACKING_ID, { id: filed.trackingId });
  expect(await follow(null)).toEqual({ report: null });
  expect(await follow(`Receipt ${filed.trackingId}.${filed.receipt}`)).toEqual({
    report: { title: 'PJU', statusLabel: 'Waiting for verification' },
  });
  const wrong = await tuntas.ask(`Receipt ${filed.trackingId}.00000-00000-00000-00000`, BY_TRACKING_ID, {
    id: filed.trackingId,
  });
  expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'RECEIPT_UNKNOWN' });
});

test('INT-4 a signed-in citizen follows the report in the account and gets no receipt', async () => {
  const citizen = await tuntas.signIn('citizen-maman');
  const input = { idempotencyKey: randomUUID(), title: 'PJU', body: 'Gelap pada malam hari.', confidential: true };
  const { fileReport: filed } = await tuntas.query<Filed>(citizen, FILE, { input });
  expect(filed.receipt).toBeNull();
  expect(filed.report).not.toBeNull();
  const own = '{ myReports(first: 5) { nodes { trackingId reporterDisplay } count { value precision } } }';
  expect(await tuntas.query(citizen, own)).toEqual({
    myReports: {
      nodes: [{ trackingId: filed.trackingId, reporterDisplay: 'Maman Riyanto' }],
      count: { value: 1, precision: 'EXACT' },
    },
  });
  const other = await tuntas.signIn('citizen-siti');
  expect(await tuntas.query(other, BY_TRACKING_ID, { id: filed.trackingId })).toEqual({ report: null });
});

test('input that will not do is answered field by field, and nothing is filed', async () => {
  const input = { idempotencyKey: 'no uuid', title: '', body: 'Gelap', areaCode: '99.99' };
  const { fileReport: refused } = await tuntas.query<Filed>(null, FILE, { input });
  expect(refused).toMatchObject({
    __typename: 'InvalidInput',
    fields: [
      { path: 'idempotencyKey', code: 'MALFORMED' },
      { path: 'title', code: 'REQUIRED' },
    ],
  });
});

test('a title is one line, and neither it nor the body may show nothing', async () => {
  const blank = { idempotencyKey: randomUUID(), title: '\u200b\u2060 \u3164', body: ' \n ' };
  const { fileReport: refused } = await tuntas.query<Filed>(null, FILE, { input: blank });
  const fields = ['title', 'body'].map((path) => ({ path, code: 'REQUIRED' }));
  expect(refused).toMatchObject({ __typename: 'InvalidInput', fields });
  const citizen = await tuntas.signIn('citizen-siti');
  const broken = { idempotencyKey: randomUUID(), title: ' PJU\n\npadam ', body: 'Gelap' };
  const { fileReport: filed } = await tuntas.query<Filed>(citizen, FILE, { input: broken });
  const { report } = await tuntas.query<{ report: object }>(citizen, BY_TRACKING_ID, { id: filed.trackingId });
  expect(report).toMatchObject({ title: 'PJU padam' });
});

test.each([
  [{ facts: ['Kami', 'Mereka'].map((answer) => ({ fact: 'WHO', answer })) }, 'facts', 'NAMED_TWICE'],
  [{ eventDate: '0001-01-01' }, 'eventDate', 'EVENT_TOO_LONG_AGO'],
  [{ eventDate: '2999-01-01' }, 'eventDate', 'EVENT_IN_FUTURE'],
  [{ contact: { phone: 'rumah' } }, 'contact.phone', 'MALFORMED'],
])(
  'nothing that was sent is silently left out or taken as it cannot be, with an account or without: %j',
  async (also, path, code) => {
    for (const as of [null, await tuntas.signIn('citizen-siti')]) {
      const input = { idempotencyKey: randomUUID(), title: 'PJU', body: 'Gelap', ...also };
      const { fileReport: refused } = await tuntas.query<Filed>(as, FILE, { input });
      expect(refused).toMatchObject({ __typename: 'InvalidInput', fields: [{ path, code }] });
    }
  },
);

test('what a report refers to must be there: the very field is named otherwise', async () => {
  const nobodys = toGlobalId('Attachment', '018f3f3f-0000-7000-8000-000000000000');
  for (const [also, path, code] of [
    [{ categoryId: 'x' }, 'categoryId', 'CATEGORY_UNKNOWN'],
    [{ categoryId: nobodys }, 'categoryId', 'CATEGORY_UNKNOWN'],
    [{ categoryId: toGlobalId('Category', randomUUID()) }, 'categoryId', 'CATEGORY_UNKNOWN'],
    [{ areaCode: '99.99' }, 'areaCode', 'AREA_UNKNOWN'],
    [{ attachments: [{ id: 'x' }] }, 'attachments.0.id', 'ATTACHMENT_UNKNOWN'],
    [{ attachments: [{ id: nobodys }] }, 'attachments.0.id', 'ATTACHMENT_UNKNOWN'],
  ] as const) {
    const input = { idempotencyKey: randomUUID(), title: 'PJU', body: 'Gelap', ...also };
    const { fileReport: refused } = await tuntas.query<Filed>(null, FILE, { input });
    expect(refused).toMatchObject({ __typename: 'InvalidInput', fields: [{ path, code }] });
  }
});

test('text that cannot be stored is refused wherever it is sent, and never an internal error', async () => {
  const input = { idempotencyKey: randomUUID(), title: 'P\0JU', body: 'Gelap', contact: { name: '\0' } };
  const { fileReport: refused } = await tuntas.query<Filed>(null, FILE, { input });
  const fields = ['title', 'contact.name'].map((path) => ({ path, code: 'MALFORMED' }));
  expect(refused).toMatchObject({ __typename: 'InvalidInput', fields });
  for (const lookUp of ['area(code: $text) { code }', 'reports(areaCode: $text) { nodes { id } }']) {
    const { errors } = await tuntas.ask(null, `query ($text: String!) { ${lookUp} }`, { text: '\0' });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', fields: [{ code: 'MALFORMED' }] } }]);
  }
});

test('what is nested in an input is checked like the rest, and named by its path', async () => {
  const input = {
    idempotencyKey: randomUUID(),
    title: 'PJU',
    body: 'Gelap',
    point: { latitude: 91, longitude: 107.6 },
    facts: [
      { fact: 'WHO', answer: 'Kami' },
      { fact: 'WHERE', answer: 'x'.repeat(1_001) },
    ],
    contact: { name: 'x'.repeat(201) },
  };
  const { fileReport: refused } = await tuntas.query<Filed>(null, FILE, { input });
  expect(refused).toMatchObject({
    __typename: 'InvalidInput',
    fields: expect.arrayContaining([
      { path: 'point.latitude', code: 'TOO_LARGE' },
      { path: 'facts.1.answer', code: 'TOO_LONG' },
      { path: 'contact.name', code: 'TOO_LONG' },
    ]) as unknown,
  });
});

test('an admin sees a new report arrive on the verification stream as it happens', async () => {
  const admin = await tuntas.signIn('admin-sari');
  const socket = tuntas.socket(admin);
  const stream = socket.iterate({
    query: `subscription { verificationQueueChanged { __typename
      ... on LiveChange { cursor type report { title status } } } }`,
  });
  const first = stream.next();
  await new Promise((resolve) => socket.on('connected', resolve));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const input = { idempotencyKey: randomUUID(), title: 'Baru masuk', body: 'Isi.' };
  await tuntas.query(null, FILE, { input });
  expect((await first).value).toMatchObject({
    data: { verificationQueueChanged: { type: 'REPORT_FILED', report: { title: 'Baru masuk', status: 'RECEIVED' } } },
  });
});
