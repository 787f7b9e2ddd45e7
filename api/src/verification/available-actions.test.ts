import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import type { Viewer } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { claimReport } from './claim.ts';
import { acceptReport } from './commands/accept-report.ts';
import { returnReport } from './commands/return-report.ts';
import { allowed, verificationDesk, type VerificationDesk } from '../../test/office/verification-desk.ts';

interface Action {
  action: string;
  available: boolean;
  reasonCode: string | null;
  reason: string | null;
  requirement: string;
}

let db: TestDatabase;
let desk: VerificationDesk;

beforeAll(async () => {
  db = await testDatabase();
  desk = await verificationDesk(db);
});

async function actions(reportId: string, viewer: Viewer = desk.admin): Promise<Action[]> {
  const document = `query ($id: ID!) { node(id: $id) { ... on Report { availableActions {
    action available reasonCode reason(locale: EN) requirement } } } }`;
  const answer = await desk.ask(viewer, document, { id: toGlobalId('Report', reportId) });
  expect(answer.codes).toEqual([]);
  return (answer.data as unknown as { node: { availableActions: Action[] } }).node.availableActions;
}
const available = (found: readonly Action[]) => found.filter((it) => it.available).map((it) => it.action);
const named = (found: readonly Action[], action: string) => found.find((it) => it.action === action);

test('VER-2 says what an admin can do with a new report, and why not the rest', async () => {
  const { reportId } = await desk.received({ categoryId: null });
  const found = await actions(reportId);
  expect(available(found)).toEqual(['RETURN', 'ARCHIVE', 'MERGE', 'REVISE']);
  expect(named(found, 'ACCEPT')).toEqual({
    action: 'ACCEPT',
    available: false,
    reasonCode: 'CATEGORY_MISSING',
    reason: 'Set the category of the report first.',
    requirement: 'VER-2',
  });
  expect(named(found, 'DISPOSE')).toMatchObject({
    reasonCode: 'ACTION_NOT_POSSIBLE',
    reason: '“Dispose” is not possible in the state “Waiting for verification”.',
  });
});

test('VER-4 another admin’s claim makes decisions unavailable; to its holder nothing changes', async () => {
  const { reportId } = await desk.received();
  const before = available(await actions(reportId));
  allowed(await claimReport(desk.casework, desk.colleague, reportId));
  const found = await actions(reportId);
  expect(available(found)).toEqual([]);
  expect(named(found, 'ACCEPT')).toMatchObject({ reasonCode: 'CLAIMED_BY_OTHER', requirement: 'VER-4' });
  expect(named(found, 'ACCEPT')?.reason).toMatch(/^Budi is deciding on this report until .* WIB\.$/);
  expect(available(await actions(reportId, desk.colleague))).toEqual(before);
});

test('VER-2 a claim does not keep the reporter from answering', async () => {
  const { reportId, reporter } = await desk.received();
  const question = { ...(await desk.now(reportId)), missingFacts: ['WHERE' as const], note: 'Di mana?' };
  allowed(await returnReport(desk.casework, desk.admin, question));
  allowed(await claimReport(desk.casework, desk.colleague, reportId));
  const found = await actions(reportId, reporter);
  expect(available(found)).toEqual(['SUPPLY_FACTS']);
  expect(named(found, 'ARCHIVE')).toMatchObject({ reasonCode: 'NOT_PERMITTED', reason: 'You may not do this.' });
});

test('VER-2 interns, overseers and the public are offered nothing', async () => {
  const { reportId } = await desk.accepted();
  for (const role of ['INTERN', 'OVERSEER', 'CITIZEN'] as const) {
    expect(available(await actions(reportId, await desk.person(role)))).toEqual([]);
  }
});

test('CLK-4 what fell due counts as having happened, before anybody has written it down', async () => {
  const { reportId, reporter } = await desk.received();
  const question = { ...(await desk.now(reportId)), missingFacts: ['WHERE' as const], note: 'Di mana?' };
  allowed(await returnReport(desk.casework, desk.admin, question));
  expect(available(await actions(reportId))).toEqual(['ARCHIVE', 'REVISE']);
  desk.clock.advanceTo(new Date('2026-06-01T09:00:00+07:00'));
  expect(available(await actions(reportId))).toEqual(['ACCEPT', 'HOLD', 'ARCHIVE', 'MERGE', 'REVISE']);
  expect(named(await actions(reportId), 'RETURN')).toMatchObject({ reasonCode: 'PAUSE_USED_UP' });
  expect(available(await actions(reportId, reporter))).toEqual([]);
  expect(await desk.status(reportId)).toBe('RETURNED');
});

test('DIS-2 with every agency at work nothing waits to be disposed again, in words too', async () => {
  const { reportId } = await desk.accepted();
  const agencyId = await desk.agencyId('KEMENSOS');
  const lead = { agencyId, required: true, resolveWithinDays: null };
  allowed(
    await desk.casework.onReport<object>(
      desk.admin,
      { reportId, expectedVersion: null, agencyIds: [agencyId] },
      async (work) => {
        return (await work.advance({ action: 'DISPOSE', lead, supporting: [] })) ?? {};
      },
    ),
  );
  const found = await actions(reportId);
  expect(available(found)).toEqual(['REVISE', 'ADD_SUPPORT']);
  expect(named(found, 'REDISPOSE')?.reasonCode).toBe('TRACK_NOT_IN_QUEUE');
  expect(named(found, 'REDISPOSE')?.reason).toContain('waiting to be disposed again');
});

test('CLK-2 the public sees the clocks of a public report; a clock is overdue when it ran out before it was stopped or paused', async () => {
  const { reportId } = await desk.received();
  const document = `query ($id: ID!) { node(id: $id) { ... on Report { clocks {
    kind kindLabel(locale: EN) track epoch limitDays startedAt dueAt pausedAt daysLeft stoppedAt overdue } } } }`;
  const clocks = async (viewer: Viewer) => {
    const answer = await desk.ask(viewer, document, { id: toGlobalId('Report', reportId) });
    return (answer.data as unknown as { node: { clocks: Record<string, unknown>[] } | null }).node?.clocks;
  };
  const nobody = await desk.person('CITIZEN');
  expect(await clocks(nobody)).toBeUndefined();
  expect(await clocks(desk.admin)).toMatchObject([
    {
      kind: 'VERIFY',
      kindLabel: 'Verification',
      track: 0,
      epoch: 1,
      limitDays: 3,
      pausedAt: null,
      daysLeft: null,
      overdue: false,
    },
  ]);
  desk.clock.advanceTo(new Date('2026-06-04T17:00:00Z'));
  expect((await clocks(desk.admin))?.[0]?.overdue).toBe(true);
  // Lets what fell due be written down, as the sweeper does.
  await desk.casework.onReport(desk.admin, { reportId, expectedVersion: null }, () => Promise.resolve({}));
  allowed(await acceptReport(desk.casework, desk.admin, await desk.now(reportId)));
  expect(await clocks(nobody)).toMatchObject([{ kind: 'VERIFY', overdue: true }]);
});
