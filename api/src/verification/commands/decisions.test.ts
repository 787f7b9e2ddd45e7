import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { VersionConflict } from '../../platform/graphql/refusals.ts';
import type { Decision } from '../decision.ts';
import { allowed, codesOf, verificationDesk, type VerificationDesk } from '../../../test/office/verification-desk.ts';
import { acceptReport } from './accept-report.ts';
import { archiveReport } from './archive-report.ts';
import { holdReport } from './hold-report.ts';
import { mergeReport, unmergeReport } from './merge-report.ts';
import { returnReport } from './return-report.ts';
import { reviseReport } from './revise-report.ts';

let db: TestDatabase;
let desk: VerificationDesk;
let unconnected: string;
let connected: string;
let primary: string;

beforeAll(async () => {
  db = await testDatabase();
  desk = await verificationDesk(db);
  unconnected = String((await desk.row('select id from agency where connected_at is null limit 1')).id);
  connected = String((await desk.row('select id from agency where connected_at is not null limit 1')).id);
  primary = (await desk.received()).reportId;
});

const COMMANDS: Record<string, { event: string; run: (viewer: Viewer, decision: Decision) => Promise<unknown> }> = {
  accept: { event: 'REPORT_ACCEPTED', run: (viewer, input) => acceptReport(desk.casework, viewer, input) },
  return: {
    event: 'REPORT_RETURNED',
    run: (viewer, input) =>
      returnReport(desk.casework, viewer, { ...input, missingFacts: ['WHERE', 'WHERE'], note: ' Di mana? ' }),
  },
  hold: {
    event: 'REPORT_HELD',
    run: (viewer, input) => holdReport(desk.casework, viewer, { ...input, agencyId: unconnected }),
  },
  archive: {
    event: 'REPORT_ARCHIVED',
    run: (viewer, input) => archiveReport(desk.casework, viewer, { ...input, reason: 'SPAM', note: null }),
  },
  merge: {
    event: 'REPORT_MERGED',
    run: (viewer, input) => mergeReport(desk.casework, viewer, { ...input, intoReportId: primary }),
  },
  revise: { event: 'REPORT_REVISED', run: (viewer, input) => reviseReport(desk, viewer, { ...input, title: 'Lampu' }) },
};

describe.each(Object.entries(COMMANDS))('%s', (command, { event, run }) => {
  test('VER-2 an admin may; the event says who', async () => {
    const { reportId } = await desk.received();
    expect(await run(desk.admin, await desk.now(reportId))).toEqual({ reportId });
    expect(await desk.event(reportId, event)).toMatchObject({
      actor_kind: 'ADMIN',
      actor_person_id: desk.admin.personId,
      topics: expect.arrayContaining(['verification', `report:${reportId}`]) as unknown,
    });
  });

  test('VER-2 nobody else may, whoever sees the report and whoever does not', async () => {
    const { reportId, reporter } = await desk.received();
    const decision = await desk.now(reportId);
    for (const viewer of [reporter, await desk.person('INTERN'), await desk.person('OVERSEER')]) {
      // To whom the report to merge into is invisible, that one is not there.
      const code = command === 'merge' && viewer === reporter ? 'NOT_FOUND' : 'NOT_PERMITTED';
      expect(codesOf(await run(viewer, decision))).toEqual([code]);
    }
    for (const viewer of [
      await desk.person('CITIZEN'),
      await desk.person('LIAISON_OFFICER', 'KEMENSOS'),
      await desk.person('EXECUTIVE', 'KEMENSOS'),
      await desk.person('THIRD_PARTY_APP'),
    ]) {
      expect(codesOf(await run(viewer, decision))).toEqual(['NOT_FOUND']);
    }
    expect(await desk.status(reportId)).toBe('RECEIVED');
    expect(await desk.events(reportId)).toEqual(['REPORT_FILED']);
  });

  test('VER-4 a stale decision is refused with what changed and with what was submitted', async () => {
    const { reportId } = await desk.received();
    const decision = await desk.now(reportId);
    allowed(await reviseReport(desk, desk.colleague, { ...decision, title: 'Yang lain' }));
    const outcome = (await run(desk.admin, { ...decision, submitted: { draft: 'kept' } })) as VersionConflict;
    expect(outcome).toMatchObject({ code: 'VERSION_CONFLICT', expectedVersion: 1, actualVersion: 2 });
    expect(outcome.changes).toMatchObject([{ type: 'REPORT_REVISED', actor: 'ADMIN', at: desk.clock.now() }]);
    expect(outcome.submitted).toEqual({ draft: 'kept' });
  });

  test('VER-4 two admins deciding in parallel: one decides, the other is told', async () => {
    const { reportId } = await desk.received();
    const decision = await desk.now(reportId);
    const outcomes = await Promise.all([run(desk.admin, decision), run(desk.colleague, decision)]);
    expect(outcomes.flatMap(codesOf)).toEqual(['VERSION_CONFLICT']);
  });

  test('a report there is not is not found', async () => {
    expect(codesOf(await run(desk.admin, { reportId: randomUUID(), expectedVersion: 1 }))).toEqual(['NOT_FOUND']);
  });
});

test('VER-2 accepting publishes a report, and is refused until it has a category', async () => {
  const { reportId } = await desk.received({ categoryId: null });
  expect(codesOf(await acceptReport(desk.casework, desk.admin, await desk.now(reportId)))).toEqual([
    'CATEGORY_MISSING',
  ]);
  allowed(await reviseReport(desk, desk.admin, { ...(await desk.now(reportId)), categoryId: desk.category }));
  allowed(await acceptReport(desk.casework, desk.admin, await desk.now(reportId)));
  expect(await desk.row('select status, published_at, verified_at from report where id = $1', reportId)).toEqual({
    status: 'VERIFIED',
    published_at: desk.clock.now(),
    verified_at: desk.clock.now(),
  });
});

test('VER-2 VER-6 holding is refused until the report has a category, too', async () => {
  const { reportId } = await desk.received({ categoryId: null });
  const decision = { ...(await desk.now(reportId)), agencyId: unconnected };
  expect(codesOf(await holdReport(desk.casework, desk.admin, decision))).toEqual(['CATEGORY_MISSING']);
  expect(await desk.status(reportId)).toBe('RECEIVED');
});

test('VER-2 returning names each missing fact once and pauses the clock; without a fact or a word it is refused', async () => {
  const { reportId } = await desk.received();
  const decision = { ...(await desk.now(reportId)), note: 'Di mana?' };
  const nothing = await returnReport(desk.casework, desk.admin, { ...decision, missingFacts: [] });
  expect(codesOf(nothing)).toEqual(['MISSING_FACTS_NOT_NAMED']);
  const wordless = await returnReport(desk.casework, desk.admin, { ...decision, missingFacts: ['WHEN'], note: ' ' });
  expect(wordless).toMatchObject({ fields: [{ path: 'note', code: 'REQUIRED' }] });
  allowed(await returnReport(desk.casework, desk.admin, { ...decision, missingFacts: ['WHEN', 'WHERE', 'WHEN'] }));
  expect(await desk.row('select missing_facts, return_note from report where id = $1', reportId)).toEqual({
    missing_facts: ['WHEN', 'WHERE'],
    return_note: 'Di mana?',
  });
  expect(
    await desk.row("select paused_at, days_left from clock where report_id = $1 and kind = 'VERIFY'", reportId),
  ).toEqual({ paused_at: desk.clock.now(), days_left: 3 });
});

test('VER-6 a report is held for an agency that is not connected, and for no other', async () => {
  const { reportId } = await desk.received();
  const decision = await desk.now(reportId);
  const hold = (agencyId: string) => holdReport(desk.casework, desk.admin, { ...decision, agencyId });
  expect(codesOf(await hold(connected))).toEqual(['AGENCY_IS_CONNECTED']);
  expect(codesOf(await hold(randomUUID()))).toEqual(['AGENCY_UNKNOWN']);
  allowed(await hold(unconnected));
  expect(await desk.row('select status, held_for_agency_id from report where id = $1', reportId)).toEqual({
    status: 'HELD',
    held_for_agency_id: unconnected,
  });
});

test('VER-2 archiving for another reason says which; the reason is published and all clocks stop', async () => {
  const { reportId } = await desk.received();
  const decision = { ...(await desk.now(reportId)), reason: 'OTHER' as const };
  expect(codesOf(await archiveReport(desk.casework, desk.admin, { ...decision, note: '  ' }))).toEqual([
    'note REQUIRED',
  ]);
  allowed(await archiveReport(desk.casework, desk.admin, { ...decision, note: ' Sudah selesai. ' }));
  expect(await desk.event(reportId, 'REPORT_ARCHIVED')).toMatchObject({
    visibility: 'PUBLIC',
    public_data: { reason: 'OTHER', note: 'Sudah selesai.' },
  });
  expect(
    await desk.row('select count(*)::int as n from clock where report_id = $1 and stopped_at is null', reportId),
  ).toEqual({ n: 0 });
  expect(codesOf(await acceptReport(desk.casework, desk.admin, await desk.now(reportId)))).toEqual([
    'ACTION_NOT_POSSIBLE',
  ]);
});

test('VER-2 unmerging what is not merged is not possible', async () => {
  const { reportId } = await desk.received();
  expect(codesOf(await unmergeReport(desk.casework, desk.admin, await desk.now(reportId)))).toEqual([
    'ACTION_NOT_POSSIBLE',
  ]);
});

test('IDN-2 a liaison officer whose agency has a leg sees the report and still cannot decide on it', async () => {
  const { reportId } = await desk.accepted();
  const agencyId = await desk.agencyId('KEMENSOS');
  allowed(
    await desk.casework.onReport(
      desk.admin,
      { reportId, expectedVersion: null, agencyIds: [agencyId] },
      async (work) => {
        const lead = { agencyId, required: true, resolveWithinDays: null };
        return (await work.advance({ action: 'DISPOSE', lead, supporting: [] })) ?? {};
      },
    ),
  );
  const officer = await desk.person('LIAISON_OFFICER', 'KEMENSOS');
  expect(codesOf(await reviseReport(desk, officer, { ...(await desk.now(reportId)), title: 'Ours' }))).toEqual([
    'NOT_PERMITTED',
  ]);
  expect(codesOf(await acceptReport(desk.casework, officer, await desk.now(reportId)))).toEqual([
    'ACTION_NOT_POSSIBLE',
  ]);
});

test('RLS below the commands, a citizen’s session updates no row and claims nothing', async () => {
  const { reportId } = await desk.received();
  const citizen = await desk.person('CITIZEN');
  const client = await db.pool.connect();
  try {
    await client.query('begin; set local role tuntas_app');
    await client.query(
      "select set_config('tuntas.viewer_person', $1, true), set_config('tuntas.viewer_role', $2, true)",
      [citizen.personId, 'CITIZEN'],
    );
    const update = await client.query("update report set status = 'VERIFIED' where id = $1", [reportId]);
    expect(update.rowCount).toBe(0);
    const clocks = await client.query('update clock set due_at = now() where report_id = $1', [reportId]);
    expect(clocks.rowCount).toBe(0);
    const claim = client.query('insert into report_claim values ($1, $2, now(), now())', [reportId, citizen.personId]);
    await expect(claim).rejects.toMatchObject({ code: '42501' });
  } finally {
    await client.query('rollback');
    client.release();
  }
});
