import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../database/test-database.ts';
import { startTuntas, type Credential, type TuntasServer } from './tuntas-server.ts';

let tuntas: TuntasServer;
let sari: Credential;
let budi: Credential;

beforeAll(async () => {
  tuntas = await startTuntas(await testDatabase());
  [sari, budi] = await Promise.all([tuntas.signIn('admin-sari'), tuntas.signIn('admin-budi')]);
});

interface Filed {
  fileReport: { trackingId: string; receipt: string };
}
interface Queue {
  verificationQueue: { nodes: { stage: string; report: { id: string; trackingId: string; version: number } }[] };
}

const REFUSAL = `... on Refusal { code message(locale: EN) } ... on InvalidInput { fields { path code } }
  ... on VersionConflict { expectedVersion actualVersion changes { type actor } submitted }`;
const FILE = `mutation ($input: FileReportInput!) { fileReport(input: $input) { ... on FiledReport { trackingId receipt } ${REFUSAL} } }`;
const QUEUE = '{ verificationQueue { nodes { stage report { id trackingId version } } } }';

test('VER-7 what is not possible now is refused in words, with the requirement of that action', async () => {
  const { reportId } = await filed();
  const unmerge = `mutation ($input: ReportDecisionInput!) { unmergeReport(input: $input) { ... on Refusal { code message(locale: EN) }
    ... on ActionRefused { requirement } } }`;
  expect(await tuntas.query(sari, unmerge, { input: { reportId, expectedVersion: 1 } })).toEqual({
    unmergeReport: {
      code: 'ACTION_NOT_POSSIBLE',
      message: '“Take apart again” is not possible in the state “Waiting for verification”.',
      requirement: 'VER-7',
    },
  });
});

const mutation = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ... on ReportPayload { report { id version status body title facts { answer }
    claim { by { displayName } } } } ${REFUSAL} } }`;

async function filed() {
  const input = { idempotencyKey: randomUUID(), title: 'PJU', body: 'Gelap di depan rumah Siti.' };
  const { fileReport } = await tuntas.query<Filed>(null, FILE, { input });
  const { verificationQueue } = await tuntas.query<Queue>(sari, QUEUE);
  const item = verificationQueue.nodes.find(({ report }) => report.trackingId === fileReport.trackingId);
  return { receipt: `Receipt ${fileReport.trackingId}.${fileReport.receipt}`, reportId: item!.report.id };
}

test('VER-1 to VER-4 two admins, one report: claimed, corrected, returned, supplied by receipt, accepted', async () => {
  const { receipt, reportId } = await filed();
  const claim =
    'mutation ($id: ID!) { claimReport(reportId: $id) { ... on ReportPayload { report { version } } ... on Refusal { code message(locale: EN) } } }';
  expect(await tuntas.query(sari, claim, { id: reportId })).toEqual({ claimReport: { report: { version: 1 } } });
  expect(await tuntas.query(budi, claim, { id: reportId })).toEqual({
    claimReport: {
      code: 'CLAIMED_BY_OTHER',
      message: 'Sari Wulandari is deciding on this report until 2 March 2026 at 09:15 WIB.',
    },
  });

  const revise = { reportId, expectedVersion: 1, masks: ['siti'] };
  const revised = await tuntas.query(sari, mutation('reviseReport', 'ReviseReportInput'), { input: revise });
  expect(revised).toMatchObject({
    reviseReport: { report: { body: 'Gelap di depan rumah ▇▇▇▇▇.', claim: { by: { displayName: 'Sari Wulandari' } } } },
  });

  const stale = { reportId, expectedVersion: 1, missingFacts: ['WHERE'], note: 'Di mana?' };
  const conflict = await tuntas.query(sari, mutation('returnReport', 'ReturnReportInput'), { input: stale });
  expect(conflict).toEqual({
    returnReport: {
      code: 'VERSION_CONFLICT',
      message: 'This was changed since you opened it. What you entered is kept.',
      expectedVersion: 1,
      actualVersion: 3,
      changes: [{ type: 'REPORT_REVISED', actor: 'ADMIN' }],
      submitted: stale,
    },
  });
  const returned = { ...stale, expectedVersion: 3 };
  expect(await tuntas.query(sari, mutation('returnReport', 'ReturnReportInput'), { input: returned })).toMatchObject({
    returnReport: { report: { status: 'RETURNED', claim: null } },
  });

  const answer = { reportId, facts: [{ fact: 'WHERE', answer: 'Desa Pangkalanpari' }] };
  expect(await tuntas.query(receipt, mutation('supplyFacts', 'SupplyFactsInput'), { input: answer })).toMatchObject({
    supplyFacts: { report: { status: 'RECEIVED', facts: [{ answer: 'Desa Pangkalanpari' }], claim: null } },
  });
  const accept = { reportId, expectedVersion: 5 };
  expect(await tuntas.query(budi, mutation('acceptReport', 'ReportDecisionInput'), { input: accept })).toMatchObject({
    acceptReport: { code: 'CATEGORY_MISSING' },
  });
});

test('VER-2 what is wrong with a decision is named field by field, and who may not decide is told so', async () => {
  const { reportId, receipt } = await filed();
  const archive = { reportId, expectedVersion: 1, reason: 'OTHER' };
  const document = mutation('archiveReport', 'ArchiveReportInput');
  expect(await tuntas.query(sari, document, { input: archive })).toMatchObject({
    archiveReport: { code: 'INVALID_INPUT', fields: [{ path: 'note', code: 'REQUIRED' }] },
  });
  for (const [as, code] of [
    [null, 'UNAUTHENTICATED'],
    [receipt, 'FORBIDDEN'],
    [await tuntas.signIn('officer-kemensos'), 'FORBIDDEN'],
    [await tuntas.signIn('intern-dewi'), 'FORBIDDEN'],
  ] as const) {
    expect((await tuntas.ask(as, document, { input: archive })).errors?.[0]?.extensions?.code).toBe(code);
  }
  const published = '{ archiveReason archiveReasonLabel(locale: ID) archiveNote }';
  const done = await tuntas.query<{ archiveReport: { report: { id: string } } }>(sari, document, {
    input: { ...archive, note: 'Sudah diselesaikan.' },
  });
  expect(
    await tuntas.query(receipt, `query ($id: ID!) { node(id: $id) { ... on Report ${published} } }`, {
      id: done.archiveReport.report.id,
    }),
  ).toEqual({
    node: { archiveReason: 'OTHER', archiveReasonLabel: 'Alasan lain', archiveNote: 'Sudah diselesaikan.' },
  });
});

test('VER-4 a decision on what fell due meanwhile is judged by what its author saw', async () => {
  const { reportId } = await filed();
  await tuntas.advanceTo('2026-03-10T09:00:00+07:00');
  const archive = { reportId, expectedVersion: 1, reason: 'SPAM' };
  const document = mutation('archiveReport', 'ArchiveReportInput');
  const conflict = await tuntas.query(sari, document, { input: archive });
  expect(conflict).toMatchObject({ archiveReport: { changes: [{ type: 'CLOCK_OVERDUE', actor: 'SYSTEM' }] } });
  expect(await tuntas.query(sari, document, { input: { ...archive, expectedVersion: 2 } })).toMatchObject({
    archiveReport: { report: { status: 'ARCHIVED' } },
  });
});
