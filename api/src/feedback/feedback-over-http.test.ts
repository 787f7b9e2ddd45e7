import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { startTuntas, type Credential, type TuntasServer } from '../../test/journeys/tuntas-server.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';

let db: TestDatabase;
let tuntas: TuntasServer;
let admin: Credential;
let officer: Credential;

beforeAll(async () => {
  db = await testDatabase();
  tuntas = await startTuntas(db);
  [admin, officer] = [await tuntas.signIn('admin-sari'), await tuntas.signIn('officer-kemensos')];
});

const REFUSAL = '__typename ... on Refusal { code message(locale: EN) } ... on InvalidInput { fields { path code } }';
const REPORT = '... on ReportPayload { report { id version status statusLine(locale: ID) rating } }';
const LOOK = `query ($id: String!) { report(trackingId: $id) {
  id version statusLine(locale: ID) dispositions { id version }
  followUps(last: 5) { nodes { kind text agency { name } } } feedback { satisfied text } } }`;
const FOLLOW_UP = `... on FollowUpPayload { followUp { kind evidence agency { code } } report { statusLine(locale: ID) } }`;

interface Seen {
  report: { id: string; version: number; statusLine: string; dispositions: { id: string; version: number }[] };
}

async function change<Data = Record<string, unknown>>(
  as: Credential,
  name: string,
  type: string,
  input: object,
  shows = REPORT,
) {
  const document = `mutation ($input: ${type}!) { outcome: ${name}(input: $input) { ${REFUSAL} ${shows} } }`;
  return (await tuntas.query<{ outcome: Data & { __typename: string } }>(as, document, { input })).outcome;
}

async function look(as: Credential, trackingId: string) {
  return (await tuntas.query<Seen>(as, LOOK, { id: trackingId })).report;
}

/** A report without an account, disposed to the Ministry of Social Affairs. */
async function disposed(): Promise<{ trackingId: string; reporter: Credential }> {
  const { rows } = await db.ownerPool.query<{ id: string }>('select id from category limit 1');
  const agency = await db.ownerPool.query<{ id: string }>(`select id from agency where code = 'KEMENSOS'`);
  const content = { idempotencyKey: randomUUID(), title: 'PJU', body: 'Gelap pada malam hari.' };
  const filed = await change<{ trackingId: string; receipt: string }>(
    null,
    'fileReport',
    'FileReportInput',
    { ...content, categoryId: toGlobalId('Category', rows[0]!.id) },
    '... on FiledReport { trackingId receipt }',
  );
  const seen = async () => {
    const { id, version } = await look(admin, filed.trackingId);
    return { reportId: id, expectedVersion: version };
  };
  await change(admin, 'acceptReport', 'ReportDecisionInput', await seen());
  const lead = { agencyId: toGlobalId('Agency', agency.rows[0]!.id), instruction: 'Mohon ditindaklanjuti.' };
  await change(admin, 'disposeReport', 'DisposeReportInput', { ...(await seen()), lead });
  return { trackingId: filed.trackingId, reporter: `Receipt ${filed.trackingId}.${filed.receipt}` };
}

async function onLeg(trackingId: string) {
  const { dispositions } = await look(officer, trackingId);
  const [leg] = dispositions;
  return { dispositionId: leg!.id, expectedVersion: leg!.version, idempotencyKey: randomUUID() };
}

async function onReport(trackingId: string) {
  const { id, version } = await look(null, trackingId);
  return { reportId: id, expectedVersion: version, idempotencyKey: randomUUID() };
}

test('FUP-1 FUP-2 over GraphQL: answered, resolved, disputed, resolved again, confirmed with the receipt', async () => {
  const { trackingId, reporter } = await disposed();
  const line = async () => (await look(null, trackingId)).statusLine;
  expect(await line()).toBe('Menunggu tindak lanjut Instansi');

  const response = { ...(await onLeg(trackingId)), kind: 'INITIAL_RESPONSE', text: 'Kami terima.' };
  expect(await change(officer, 'publishFollowUp', 'PublishFollowUpInput', response, FOLLOW_UP)).toEqual({
    __typename: 'FollowUpPayload',
    followUp: { kind: 'INITIAL_RESPONSE', evidence: null, agency: { code: 'KEMENSOS' } },
    report: { statusLine: 'Ditindaklanjuti oleh Instansi' },
  });

  const resolve = async () => {
    const resolution = { ...(await onLeg(trackingId)), text: 'Lampu dipasang.', evidence: 'Berita acara 12/2026.' };
    return change(officer, 'resolveDisposition', 'ResolveDispositionInput', resolution, FOLLOW_UP);
  };
  expect(await resolve()).toMatchObject({ report: { statusLine: 'Selesai otomatis dalam 10 hari' } });

  const dispute = { ...(await onReport(trackingId)), text: 'Masih gelap di tiga titik.' };
  expect(await change(reporter, 'disputeResolution', 'DisputeResolutionInput', dispute)).toMatchObject({
    report: { status: 'IN_PROGRESS', statusLine: 'Ditanggapi oleh Pelapor' },
  });
  await resolve();
  const confirmation = { ...(await onReport(trackingId)), text: 'Terima kasih.' };
  expect(await change(reporter, 'confirmResolution', 'ConfirmResolutionInput', confirmation)).toMatchObject({
    report: { status: 'CLOSED', statusLine: 'Ditutup oleh Pelapor', rating: null },
  });
  const { reportId } = confirmation;
  expect(await change(reporter, 'rateReport', 'RateReportInput', { reportId, rating: 4 })).toMatchObject({
    report: { rating: 4 },
  });
  expect(await look(null, trackingId)).toMatchObject({
    followUps: { nodes: [{ kind: 'INITIAL_RESPONSE' }, { kind: 'RESOLUTION' }, { kind: 'RESOLUTION' }] },
    feedback: [
      { satisfied: false, text: 'Masih gelap di tiga titik.' },
      { satisfied: true, text: 'Terima kasih.' },
    ],
  });
});

test('CLK-4 the server closes a report by itself when its reporter is silent; an answer after that is refused', async () => {
  const { trackingId, reporter } = await disposed();
  const resolution = { ...(await onLeg(trackingId)), text: 'Selesai.', evidence: 'Berita acara 13/2026.' };
  await change(officer, 'resolveDisposition', 'ResolveDispositionInput', resolution, FOLLOW_UP);
  const answer = { ...(await onReport(trackingId)), text: 'Tidak benar, masih gelap.' };
  await tuntas.advanceTo('2026-03-17T00:00:00+07:00');
  expect((await look(null, trackingId)).statusLine).toBe('Ditutup oleh Sistem');
  expect(await change(reporter, 'disputeResolution', 'DisputeResolutionInput', answer)).toMatchObject({
    __typename: 'ActionRefused',
    code: 'FEEDBACK_WINDOW_OVER',
    message: 'The time for feedback ended on 17 March 2026 at 00:00 WIB; the system has closed the report.',
  });
});

test('VER-4 what was overtaken comes back as it was sent', async () => {
  const { trackingId, reporter } = await disposed();
  const leg = await onLeg(trackingId);
  const said = { ...leg, kind: 'PROGRESS', text: 'Kami terima.', attachments: [] };
  await change(officer, 'publishFollowUp', 'PublishFollowUpInput', said, FOLLOW_UP);
  const resolution = { ...leg, idempotencyKey: randomUUID(), text: 'Selesai.', evidence: 'Berita acara 14/2026.' };
  const overtaken = { ...resolution, attachments: [] };
  const conflict = '... on VersionConflict { submitted }';
  expect(await change(officer, 'resolveDisposition', 'ResolveDispositionInput', overtaken, conflict)).toMatchObject({
    __typename: 'VersionConflict',
    submitted: overtaken,
  });
  const answer = { ...(await onReport(trackingId)), expectedVersion: 1, text: 'Masih gelap.', attachments: [] };
  expect(await change(reporter, 'disputeResolution', 'DisputeResolutionInput', answer, conflict)).toMatchObject({
    __typename: 'VersionConflict',
    submitted: answer,
  });
});

test('VER-4 a version that never was is a mistake in the input, not a conflict', async () => {
  const { trackingId } = await disposed();
  for (const expectedVersion of [-1, 0, 99]) {
    const said = { ...(await onLeg(trackingId)), expectedVersion, kind: 'PROGRESS', text: 'Kami terima.' };
    expect(await change(officer, 'publishFollowUp', 'PublishFollowUpInput', said, FOLLOW_UP)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'expectedVersion', code: 'VERSION_UNKNOWN' }],
    });
  }
});

test('who may: follow-ups are for liaison officers, feedback is not for visitors', async () => {
  const { trackingId } = await disposed();
  const response = { ...(await onLeg(trackingId)), kind: 'PROGRESS', text: 'Kami terima.' };
  const publish = 'mutation ($input: PublishFollowUpInput!) { publishFollowUp(input: $input) { __typename } }';
  for (const [as, code] of [
    [null, 'UNAUTHENTICATED'],
    [admin, 'FORBIDDEN'],
  ] as const) {
    const answer = await tuntas.ask(as, publish, { input: response });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code });
  }
  const elsewhere = await tuntas.signIn('officer-dki');
  const refused = await change(elsewhere, 'publishFollowUp', 'PublishFollowUpInput', response, FOLLOW_UP);
  expect(refused).toMatchObject({ __typename: 'ActionRefused', code: 'NOT_PERMITTED' });
});

test('input that will not do is answered field by field', async () => {
  const { trackingId } = await disposed();
  const resolution = { ...(await onLeg(trackingId)), idempotencyKey: 'none', text: 'Selesai.', evidence: 'ok' };
  expect(await change(officer, 'resolveDisposition', 'ResolveDispositionInput', resolution, FOLLOW_UP)).toMatchObject({
    __typename: 'InvalidInput',
    fields: expect.arrayContaining([
      { path: 'idempotencyKey', code: 'MALFORMED' },
      { path: 'evidence', code: 'TOO_SHORT' },
    ]),
  });
});
