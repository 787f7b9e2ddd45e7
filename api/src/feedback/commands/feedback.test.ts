import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { isRefusal } from '../../casework/casework.ts';
import { allowed, refusalOf } from '../../../test/office/disposition-desk.ts';
import { followUpOffice, LEAD, type FollowUpOffice } from '../../followups/follow-ups.fixture.ts';
import { PUBLIC_VIEWER, receiptViewer, SYSTEM_VIEWER, type Viewer } from '../../people/viewer.ts';
import { toGlobalId } from '../../platform/graphql/global-id.ts';
import { confirmResolution } from './confirm-resolution.ts';
import { disputeResolution } from './dispute-resolution.ts';
import { rateReport } from './rate-report.ts';

let db: TestDatabase;
let office: FollowUpOffice;

beforeAll(async () => {
  db = await testDatabase();
  office = await followUpOffice(db);
});

const REASON = 'Lampu masih padam di tiga titik.';

async function seen(reportId: string) {
  return { reportId, expectedVersion: await office.version(reportId), idempotencyKey: randomUUID() };
}

async function confirm(reportId: string, viewer: Viewer, change: { rating?: number; text?: string } = {}) {
  const answer = { ...(await seen(reportId)), text: null, rating: null, ...change };
  return confirmResolution(office, viewer, answer);
}

async function dispute(reportId: string, viewer: Viewer, text = REASON, attachmentIds: string[] = []) {
  return disputeResolution(office, viewer, { ...(await seen(reportId)), text, attachmentIds, claimTokens: [] });
}

function clocks(reportId: string) {
  return office.rows<Record<string, unknown>>(
    `select kind, epoch, started_at, due_at, paused_at, stopped_at, fired_at from clock
     where report_id = $1 and track = 0 order by kind, epoch`,
    reportId,
  );
}

test('FUP-2 a satisfied reporter closes the report, with a word and a rating', async () => {
  const { reportId, reporter } = await office.awaiting();
  allowed(await confirm(reportId, reporter, { rating: 5, text: 'Terima kasih.' }));
  expect(await office.row('select status, closed_by, closed_at, rating from report where id = $1', reportId)).toEqual({
    status: 'CLOSED',
    closed_by: 'REPORTER',
    closed_at: office.clock.now(),
    rating: 5,
  });
  expect(
    await office.row('select satisfied, text, rating, agency_id from feedback where report_id = $1', reportId),
  ).toEqual({ satisfied: true, text: 'Terima kasih.', rating: 5, agency_id: await office.agencyId(LEAD) });
  expect((await clocks(reportId)).every((clock) => clock.stopped_at !== null)).toBe(true);
});

test('FUP-2 a reporter with an account answers by the account, and nobody else’s account will do', async () => {
  const citizen = await office.person('CITIZEN');
  const categoryId = await office.categoryId((await office.row('select code from category limit 1')).code as string);
  const { reportId } = await office.file({ categoryId }, citizen);
  await office.casework.onReport(office.admin, { reportId, expectedVersion: null }, async (work) => {
    return (await work.advance({ action: 'ACCEPT' })) ?? {};
  });
  const agencyId = await office.agencyId(LEAD);
  await office.casework.onReport(
    office.admin,
    { reportId, expectedVersion: null, agencyIds: [agencyId] },
    async (work) => {
      const lead = { agencyId, required: true, resolveWithinDays: null };
      return (await work.advance({ action: 'DISPOSE', lead, supporting: [] })) ?? {};
    },
  );
  await office.resolveIt(reportId);
  expect(refusalOf(await confirm(reportId, await office.person('CITIZEN')))).toBe('NOT_PERMITTED');
  allowed(await confirm(reportId, citizen));
  expect(await office.status(reportId)).toBe('CLOSED');
});

test('FUP-2 a dispute returns the report to the lead agency and its parent, clock history intact', async () => {
  const reportId = await office.disposed(['JABAR.DISHUB']);
  const unit = await office.person('LIAISON_OFFICER', 'JABAR.DISHUB');
  const started = office.clock.now();
  office.clock.advanceTo(new Date('2026-03-04T10:00:00+07:00'));
  const leg = await office.open(reportId, 'JABAR.DISHUB');
  allowed(await office.resolve(unit, leg));
  const before = await clocks(reportId);
  office.clock.advanceTo(new Date('2026-03-06T10:00:00+07:00'));
  allowed(await dispute(reportId, receiptViewer(reportId)));

  expect(await office.status(reportId)).toBe('IN_PROGRESS');
  expect(await office.legs(reportId)).toMatchObject([{ code: 'JABAR.DISHUB', status: 'ACCEPTED' }]);
  const after = await clocks(reportId);
  const of = (list: typeof after, kind: string) => list.filter((clock) => clock.kind === kind);
  // The first response was in time, and stays so; another one is due now.
  expect(of(after, 'RESPOND')).toHaveLength(2);
  expect(of(after, 'RESPOND')[0]).toEqual(of(before, 'RESPOND')[0]);
  expect(of(after, 'RESPOND')[1]).toMatchObject({ epoch: 2, started_at: office.clock.now(), stopped_at: null });
  // The resolution's clock stood still for two working days, and is due two working days later.
  const [paused] = of(before, 'RESOLVE');
  const [running] = of(after, 'RESOLVE');
  expect(paused).toMatchObject({ started_at: started });
  expect(running).toMatchObject({ started_at: started, epoch: 1, paused_at: null, stopped_at: null });
  expect((running!.due_at as Date) > (paused!.due_at as Date)).toBe(true);
  expect(of(after, 'FEEDBACK')).toMatchObject([{ stopped_at: office.clock.now(), fired_at: null }]);

  const [event] = await office.rows<{ topics: string[]; public_data: object }>(
    "select topics, public_data from event where report_id = $1 and type = 'RESOLUTION_DISPUTED'",
    reportId,
  );
  const [child, parent] = [await office.agencyId('JABAR.DISHUB'), await office.agencyId('JABAR')];
  expect(event!.topics).toEqual(expect.arrayContaining([`agency:${child}`, `agency:${parent}`, `report:${reportId}`]));
  expect(event!.public_data).toMatchObject({ disputes: 1, agencyId: child });
});

test('FUP-2 a dispute says what is wrong; white space says nothing', async () => {
  const { reportId, reporter } = await office.awaiting();
  for (const text of ['', ' '.repeat(20), 'belum', 'x'.repeat(10_001)]) {
    const outcome = await dispute(reportId, reporter, text);
    expect(isRefusal(outcome) && 'fields' in outcome && outcome.fields[0]?.path).toBe('text');
  }
  expect(await office.status(reportId)).toBe('AWAITING_FEEDBACK');
});

test('FUP-2 a report may be disputed, resolved again and confirmed; each answer stays', async () => {
  const { reportId, reporter } = await office.awaiting();
  allowed(await dispute(reportId, reporter));
  await office.resolveIt(reportId);
  allowed(await confirm(reportId, reporter));
  expect(
    await office.rows('select satisfied, text from feedback where report_id = $1 order by given_at, id', reportId),
  ).toEqual([
    { satisfied: false, text: REASON },
    { satisfied: true, text: null },
  ]);
  expect(await office.row('select dispute_count from report where id = $1', reportId)).toEqual({ dispute_count: 1 });
});

test('FUP-2 one millisecond before the due instant the answer counts; at the due instant the window is over', async () => {
  const [inTime, late] = [await office.awaiting(), await office.awaiting()];
  const { due_at: due } = await office.row(
    "select due_at from clock where report_id = $1 and kind = 'FEEDBACK'",
    late.reportId,
  );
  office.clock.advanceTo(new Date((due as Date).getTime() - 1));
  allowed(await confirm(inTime.reportId, inTime.reporter));
  expect(await office.row('select closed_by from report where id = $1', inTime.reportId)).toEqual({
    closed_by: 'REPORTER',
  });

  office.clock.advanceTo(due as Date);
  for (const answer of [confirm(late.reportId, late.reporter), dispute(late.reportId, late.reporter)]) {
    expect(refusalOf(await answer)).toBe('FEEDBACK_WINDOW_OVER');
  }
  // Nobody had come to close it; whoever asks finds it closed as of the due instant.
  expect(await office.row('select status, closed_by, closed_at from report where id = $1', late.reportId)).toEqual({
    status: 'CLOSED',
    closed_by: 'SYSTEM',
    closed_at: due,
  });
  expect(await office.rows('select id from feedback where report_id = $1', late.reportId)).toEqual([]);
  expect((await office.events(late.reportId)).filter((type) => type === 'REPORT_CLOSED')).toHaveLength(1);
});

test('CLK-4 silence closes a report once, by the system, as of the due instant, however late it is looked at', async () => {
  const { reportId, reporter } = await office.awaiting();
  const { due_at: due } = await office.row(
    "select due_at from clock where report_id = $1 and kind = 'FEEDBACK'",
    reportId,
  );
  office.clock.advanceTo(new Date((due as Date).getTime() + 40 * 86_400_000));
  const look = () =>
    office.casework.onReport(SYSTEM_VIEWER, { reportId, expectedVersion: null }, () => Promise.resolve({}));
  await Promise.all([look(), look(), look()]);
  expect(await office.row('select status, closed_by, closed_at from report where id = $1', reportId)).toEqual({
    status: 'CLOSED',
    closed_by: 'SYSTEM',
    closed_at: due,
  });
  expect((await office.events(reportId)).filter((type) => type === 'REPORT_CLOSED')).toHaveLength(1);

  allowed(await rateReport(office.casework, reporter, { reportId, rating: 2 }));
  expect(refusalOf(await rateReport(office.casework, reporter, { reportId, rating: 5 }))).toBe('ALREADY_RATED');
  expect(await office.row('select rating from report where id = $1', reportId)).toEqual({ rating: 2 });
});

test('FUP-5 only the reporter rates, and only a closed report', async () => {
  const { reportId, reporter } = await office.awaiting();
  expect(refusalOf(await rateReport(office.casework, reporter, { reportId, rating: 3 }))).toBe('ACTION_NOT_POSSIBLE');
  allowed(await confirm(reportId, reporter));
  for (const other of [office.officer, office.admin, PUBLIC_VIEWER]) {
    expect(refusalOf(await rateReport(office.casework, other, { reportId, rating: 1 }))).toBe('NOT_PERMITTED');
  }
});

test('FUP-2 closing twice in parallel closes once; the other finds out what happened', async () => {
  const { reportId, reporter } = await office.awaiting();
  const expectedVersion = await office.version(reportId);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      confirmResolution(office, reporter, {
        reportId,
        expectedVersion,
        idempotencyKey: randomUUID(),
        text: null,
        rating: 4,
      }),
    ),
  );
  expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
  for (const answer of answers.filter(isRefusal)) {
    expect(answer).toMatchObject({
      code: 'VERSION_CONFLICT',
      changes: [{ type: 'RESOLUTION_CONFIRMED', actor: 'REPORTER' }, { type: 'REPORT_CLOSED' }],
    });
  }
  expect(await office.rows('select id from feedback where report_id = $1', reportId)).toHaveLength(1);
});

test('one key sent ten times in parallel gives one feedback and gets one answer', async () => {
  const { reportId, reporter } = await office.awaiting();
  const answer = { ...(await seen(reportId)), text: REASON, attachmentIds: [], claimTokens: [] };
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => disputeResolution(office, reporter, answer)));
  expect(new Set(outcomes.map((outcome) => allowed(outcome).feedbackId)).size).toBe(1);
  expect(await office.rows('select id from feedback where report_id = $1', reportId)).toHaveLength(1);
});

test('IDN-4 the receipt of one report does not answer another, and learns nothing of a confidential one', async () => {
  const [visible, secret, own] = [
    await office.awaiting(),
    await office.awaiting({ confidential: true }),
    await office.awaiting(),
  ];
  expect(refusalOf(await confirm(visible.reportId, own.reporter))).toBe('NOT_PERMITTED');
  const unknown = { ...(await seen(own.reportId)), reportId: randomUUID(), text: null, rating: null };
  const [onSecret, onUnknown] = [
    await confirm(secret.reportId, own.reporter),
    await confirmResolution(office, own.reporter, unknown),
  ];
  expect(refusalOf(onSecret)).toBe('NOT_FOUND');
  expect(JSON.stringify(onSecret)).toBe(JSON.stringify(onUnknown));
  allowed(await confirm(secret.reportId, secret.reporter));
});

test('FUP-2 agencies and admins do not answer in the place of the reporter', async () => {
  const { reportId } = await office.awaiting();
  for (const other of [office.officer, office.admin, PUBLIC_VIEWER]) {
    expect(refusalOf(await confirm(reportId, other))).toBe('NOT_PERMITTED');
    expect(refusalOf(await dispute(reportId, other))).toBe('NOT_PERMITTED');
  }
});

test('INT-7 without an account a claim attaches files to a dispute; the public sees them under a neutral name', async () => {
  const { reportId, reporter } = await office.awaiting();
  const claim = 'abcdefghijklmnopqrstuv';
  const id = await office.upload({ claim }, 'Maman Riyanto di depan rumah.jpg');
  const answer = { ...(await seen(reportId)), text: REASON, attachmentIds: [id], claimTokens: [claim] };
  const { feedbackId } = allowed(await disputeResolution(office, reporter, answer));
  const globalId = toGlobalId('Attachment', id);
  const { data } = await office.ask<{ node: object }>(
    PUBLIC_VIEWER,
    `{ node(id: "${toGlobalId('Feedback', feedbackId)}") { ... on Feedback { attachments { id fileName kindLabel url } } } }`,
  );
  expect(data.node).toEqual({
    attachments: [
      {
        id: globalId,
        fileName: `lampiran-${id.slice(-8)}.jpg`,
        kindLabel: 'Photo',
        url: `/attachments/${encodeURIComponent(globalId)}`,
      },
    ],
  });
});

test('INT-7 files of somebody else stop a dispute', async () => {
  const { reportId, reporter } = await office.awaiting();
  const foreign = await office.upload(office.officer);
  expect(await dispute(reportId, reporter, REASON, [foreign])).toMatchObject({
    fields: [{ path: 'attachments.0.id', code: 'ATTACHMENT_UNKNOWN' }],
  });
  expect(await office.status(reportId)).toBe('AWAITING_FEEDBACK');
});
