import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { declineDisposition } from '../forwarding/commands/decline-disposition.ts';
import { forwardDisposition } from '../forwarding/commands/forward-disposition.ts';
import type { Viewer } from '../people/viewer.ts';
import { claimReport } from '../verification/claim.ts';
import { disposeReport } from './commands/dispose-report.ts';
import { allowed, dispositionDesk, type DispositionDesk } from '../../test/office/disposition-desk.ts';

interface Seen {
  node: {
    leadAgency: { code: string } | null;
    dispositions: {
      agency: { code: string };
      heldMilliseconds: number;
      resolveDueAt: string;
      availableActions: { action: string; available: boolean; reasonCode: string | null; reason: string | null }[];
    }[];
    custody: {
      track: number;
      holder: string;
      agency: { code: string } | null;
      fromAt: string;
      untilAt: string | null;
      heldMilliseconds: number;
    }[];
  };
}

const REPORT = `query ($id: ID!) { node(id: $id) { ... on Report {
  leadAgency { code }
  dispositions { agency { code } heldMilliseconds resolveDueAt availableActions { action available reasonCode reason(locale: EN) } }
  custody { track holder agency { code } fromAt untilAt heldMilliseconds }
} } }`;

let db: TestDatabase;
let desk: DispositionDesk;
let first: Viewer;
let second: Viewer;

beforeAll(async () => {
  db = await testDatabase();
  desk = await dispositionDesk(db);
  first = await desk.person('LIAISON_OFFICER', 'KEMENSOS');
  second = await desk.person('LIAISON_OFFICER', 'JABAR');
});

async function see(viewer: Viewer, reportId: string): Promise<Seen['node']> {
  const id = Buffer.from(`Report:${reportId}`).toString('base64');
  const answer = await desk.ask<Seen>(viewer, REPORT, { id });
  expect(answer.codes).toEqual([]);
  return answer.data.node;
}

/** So that nothing falls on whole seconds. */
const pass = (milliseconds: number) => desk.clock.advanceTo(new Date(desk.clock.now().getTime() + milliseconds));

test('DIS-3 on every track the times held add up exactly to the time that passed', async () => {
  const filedAt = desk.clock.now().getTime();
  const reportId = await desk.verified();
  pass(86_400_123);
  const disposedAt = desk.clock.now().getTime();
  const [lead, support] = [await desk.leg('KEMENSOS'), await desk.leg('KEMENDAGRI')];
  const expectedVersion = await desk.version(reportId);
  allowed(await disposeReport(desk.casework, desk.admin, { reportId, expectedVersion, lead, supporting: [support] }));
  pass(3_600_001);
  const targetAgencyId = await desk.agencyId('JABAR');
  allowed(
    await forwardDisposition(desk.casework, first, {
      ...(await desk.open(reportId, 'KEMENSOS')),
      targetAgencyId,
      instruction: 'It lies in your province.',
    }),
  );
  pass(777);
  allowed(
    await declineDisposition(desk.casework, second, {
      ...(await desk.open(reportId, 'JABAR')),
      targetAgencyId: null,
      reason: 'It is a national road.',
    }),
  );
  pass(12_345_678);
  const now = desk.clock.now().getTime();

  const { custody, dispositions, leadAgency } = await see(desk.admin, reportId);
  const sum = (track: number) =>
    custody.filter((row) => row.track === track).reduce((total, row) => total + row.heldMilliseconds, 0);
  expect(sum(0)).toBe(now - filedAt);
  expect(sum(1)).toBe(now - disposedAt);
  expect(custody.map((row) => [row.track, row.holder, row.agency?.code ?? null, row.heldMilliseconds])).toEqual([
    [0, 'NATIONAL_QUEUE', null, 86_400_123],
    [0, 'AGENCY', 'KEMENSOS', 3_600_001],
    [0, 'AGENCY', 'JABAR', 777],
    [0, 'NATIONAL_QUEUE', null, 12_345_678],
    [1, 'AGENCY', 'KEMENDAGRI', now - disposedAt],
  ]);
  custody.forEach((row, index) => {
    const next = custody[index + 1];
    if (next?.track === row.track) expect(next.fromAt).toEqual(row.untilAt);
  });
  expect(dispositions.map((leg) => [leg.agency.code, leg.heldMilliseconds])).toEqual([
    ['KEMENSOS', 3_600_001],
    ['JABAR', 777],
    ['KEMENDAGRI', now - disposedAt],
  ]);
  expect(new Set(dispositions.slice(0, 2).map((leg) => leg.resolveDueAt)).size).toBe(1);
  expect(leadAgency).toBeNull();
});

test('the lead agency is the one that holds the main line now', async () => {
  const reportId = await desk.disposed(['KEMENSOS', 'KEMENDAGRI']);
  expect((await see(first, reportId)).leadAgency).toEqual({ code: 'KEMENSOS' });
  const targetAgencyId = await desk.agencyId('JABAR');
  const decision = { ...(await desk.open(reportId, 'KEMENSOS')), targetAgencyId, instruction: 'Please.' };
  allowed(await forwardDisposition(desk.casework, first, decision));
  expect((await see(first, reportId)).leadAgency).toEqual({ code: 'JABAR' });
});

test('what can be done to a leg follows the viewer and the state, with the reason where not', async () => {
  const reportId = await desk.disposed(['KEMENSOS', 'JABAR.DISHUB']);
  const actions = async (viewer: Viewer, index: number) => {
    const leg = (await see(viewer, reportId)).dispositions[index]!;
    return leg.availableActions.filter((it) => it.available).map((it) => it.action);
  };
  const agency = ['ACCEPT', 'RESPOND', 'RESOLVE', 'FORWARD', 'DECLINE'];
  expect(await actions(first, 0)).toEqual(agency);
  expect(await actions(first, 1)).toEqual([]);
  expect(await actions(second, 1)).toEqual(agency);
  expect(await actions(await desk.person('EXECUTIVE', 'KEMENSOS'), 0)).toEqual([]);
  expect(await actions(desk.admin, 1)).toEqual(['WITHDRAW']);
  const [lead] = (await see(first, reportId)).dispositions;
  expect(lead!.availableActions.find((it) => it.action === 'WITHDRAW')!.reason).toBe('You may not do this.');
  expect(lead!.availableActions.find((it) => it.action === 'ARBITRATE')!.reason).toBe(
    '“Arbitrate” is not possible in the state “Not yet accepted”.',
  );
});

test('VER-4 while another admin decides, what admins do to a leg is not offered; what its agency does is', async () => {
  const reportId = await desk.disposed(['KEMENSOS', 'JABAR']);
  allowed(await claimReport(desk.casework, await desk.person('ADMIN', 'KEMENPANRB', 'Budi'), reportId));
  const offered = async (viewer: Viewer, action: string) =>
    (await see(viewer, reportId)).dispositions[1]!.availableActions.find((it) => it.action === action);
  expect(await offered(desk.admin, 'WITHDRAW')).toMatchObject({ available: false, reasonCode: 'CLAIMED_BY_OTHER' });
  expect(await offered(second, 'ACCEPT')).toMatchObject({ available: true, reasonCode: null });
});

test('DIS-4 the reporter is asked once every required leg is resolved, and not before', async () => {
  const reportId = await desk.disposed(['KEMENSOS', 'JABAR']);
  allowed(await desk.resolve(first, await desk.open(reportId, 'KEMENSOS')));
  expect(await desk.status(reportId)).toBe('IN_PROGRESS');
  allowed(await desk.resolve(second, await desk.open(reportId, 'JABAR')));
  expect(await desk.status(reportId)).toBe('AWAITING_FEEDBACK');
});

test('DIS-4 two agencies that resolve in the same moment ask the reporter exactly once, twenty times over', async () => {
  const resolveInParallel = async (reportId: string) => {
    const [one, two] = [await desk.open(reportId, 'KEMENSOS'), await desk.open(reportId, 'JABAR')];
    (await Promise.all([desk.resolve(first, one), desk.resolve(second, two)])).forEach(allowed);
    const { rows } = await db.ownerPool.query<{ asked: number }>(
      `select count(*)::int as asked from event where report_id = $1 and type = 'FEEDBACK_ASKED'`,
      [reportId],
    );
    return [await desk.status(reportId), rows[0]!.asked];
  };
  for (let run = 0; run < 20; run += 1) {
    expect(await resolveInParallel(await desk.disposed(['KEMENSOS', 'JABAR']))).toEqual(['AWAITING_FEEDBACK', 1]);
    const withThird = await desk.disposed(['KEMENSOS', 'JABAR', 'KEMENDAGRI']);
    expect(await resolveInParallel(withThird)).toEqual(['IN_PROGRESS', 0]);
  }
}, 60_000);
