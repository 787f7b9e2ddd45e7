import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { isRefusal } from '../../casework/casework.ts';
import { allowed, refusalOf } from '../../../test/office/disposition-desk.ts';
import { PUBLIC_VIEWER } from '../../people/viewer.ts';
import { EVIDENCE, followUpOffice, LEAD, type FollowUpOffice } from '../follow-ups.fixture.ts';
import { publishFollowUp } from './publish-follow-up.ts';
import { resolveDisposition } from './resolve-disposition.ts';

let db: TestDatabase;
let office: FollowUpOffice;

beforeAll(async () => {
  db = await testDatabase();
  office = await followUpOffice(db);
});

const CLOCK = 'select due_at, stopped_at, fired_at, paused_at from clock where report_id = $1 and kind = $2';

function problemsOf(outcome: unknown): string[] {
  return isRefusal(outcome) && 'fields' in outcome ? outcome.fields.map(({ path, code }) => `${path} ${code}`) : [];
}

test('DIS-5 an initial response within five working days counts and stops the clock', async () => {
  const reportId = await office.underway();
  expect((await office.row(CLOCK, reportId, 'RESPOND')).due_at).toEqual(new Date('2026-03-09T17:00:00Z'));
  const followUpId = await office.respond(reportId);
  expect(await office.row(CLOCK, reportId, 'RESPOND')).toMatchObject({
    stopped_at: office.clock.now(),
    fired_at: null,
  });
  expect(await office.legs(reportId)).toMatchObject([{ code: LEAD, status: 'ACCEPTED' }]);
  expect(await office.row('select kind, evidence, agency_id from follow_up where id = $1', followUpId)).toEqual({
    kind: 'INITIAL_RESPONSE',
    evidence: null,
    agency_id: await office.agencyId(LEAD),
  });
});

test('DIS-5 an initial response is the first that an agency says about its leg; whatever follows is progress', async () => {
  const initial = async (reportId: string) =>
    publishFollowUp(office, office.officer, {
      ...(await office.onLeg(reportId)),
      kind: 'INITIAL_RESPONSE',
      text: 'Kami terima.',
    });
  const reportId = await office.underway();
  allowed(await initial(reportId));
  expect(refusalOf(await initial(reportId))).toBe('ALREADY_RESPONDED');
  const progressing = await office.underway();
  const progress = { ...(await office.onLeg(progressing)), kind: 'PROGRESS' as const, text: 'Kabel dipasang.' };
  allowed(await publishFollowUp(office, office.officer, progress));
  expect(refusalOf(await initial(progressing))).toBe('ALREADY_RESPONDED');
  expect(await office.rows('select id from follow_up where report_id = $1', progressing)).toHaveLength(1);
});

test('VER-4 each follow-up makes a new version of its leg, so two officers do not say the same thing unknowingly', async () => {
  const reportId = await office.underway({}, ['KEMENDAGRI']);
  await office.respond(reportId);
  const [mine, theirs] = [await office.onLeg(reportId), await office.onLeg(reportId, 'KEMENDAGRI')];
  const progress = (text: string) =>
    publishFollowUp(office, office.officer, { ...mine, idempotencyKey: randomUUID(), kind: 'PROGRESS', text });
  allowed(await progress('Kabel dipasang.'));
  expect(refusalOf(await progress('Kabel sudah dipasang.'))).toBe('VERSION_CONFLICT');
  expect((await office.onLeg(reportId)).expectedVersion).toBeGreaterThan(mine.expectedVersion);
  expect((await office.onLeg(reportId, 'KEMENDAGRI')).expectedVersion).toBe(theirs.expectedVersion);
});

test('FUP-1 progress may follow while the agency works, and also after it has resolved', async () => {
  const reportId = await office.underway();
  const progress = async () =>
    allowed(
      await publishFollowUp(office, office.officer, {
        ...(await office.onLeg(reportId)),
        kind: 'PROGRESS',
        text: 'Kabel dipasang.',
      }),
    );
  await progress();
  await office.resolveIt(reportId);
  await progress();
  expect(await office.legs(reportId)).toMatchObject([{ status: 'RESOLVED' }]);
  expect(await office.status(reportId)).toBe('AWAITING_FEEDBACK');
});

test('FUP-1 a resolution without evidence is refused, and white space is no evidence', async () => {
  const reportId = await office.underway();
  for (const [evidence, problem] of [
    ['', 'REQUIRED'],
    [' '.repeat(40), 'REQUIRED'],
    ['selesai  ', 'TOO_SHORT'],
    ['x'.repeat(10_001), 'TOO_LONG'],
  ] as const) {
    const resolution = { ...(await office.onLeg(reportId)), text: 'Selesai.', evidence };
    const outcome = await resolveDisposition(office, office.officer, resolution);
    expect(problemsOf(outcome)).toEqual([`evidence ${problem}`]);
  }
  expect(await office.status(reportId)).toBe('IN_PROGRESS');
  expect(await office.rows('select id from follow_up where report_id = $1', reportId)).toEqual([]);
});

test('FUP-1 a resolution is published with its evidence and gives the reporter the word for ten working days', async () => {
  const { reportId } = await office.awaiting();
  expect(await office.row('select kind, evidence from follow_up where report_id = $1', reportId)).toEqual({
    kind: 'RESOLUTION',
    evidence: EVIDENCE,
  });
  expect(await office.events(reportId)).toEqual([
    'REPORT_FILED',
    'REPORT_ACCEPTED',
    'REPORT_DISPOSED',
    'DISPOSITION_RESOLVED',
    'FEEDBACK_ASKED',
  ]);
  expect((await office.row(CLOCK, reportId, 'FEEDBACK')).due_at).toEqual(new Date('2026-03-16T17:00:00Z'));
  expect((await office.row(CLOCK, reportId, 'RESOLVE')).paused_at).toEqual(office.clock.now());
});

test('DIS-4 the reporter has the word only when every required agency has resolved', async () => {
  const reportId = await office.underway({}, ['KEMENDAGRI']);
  await office.resolveIt(reportId);
  expect(await office.status(reportId)).toBe('IN_PROGRESS');
  const supporter = await office.person('LIAISON_OFFICER', 'KEMENDAGRI');
  const resolution = { ...(await office.onLeg(reportId, 'KEMENDAGRI')), text: 'Selesai.', evidence: EVIDENCE };
  allowed(await resolveDisposition(office, supporter, resolution));
  expect(await office.status(reportId)).toBe('AWAITING_FEEDBACK');
});

test('one key sent ten times in parallel publishes one follow-up and gets one answer', async () => {
  const reportId = await office.underway();
  const response = { ...(await office.onLeg(reportId)), kind: 'INITIAL_RESPONSE' as const, text: 'Kami terima.' };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => publishFollowUp(office, office.officer, response)),
  );
  expect(new Set(answers.map((answer) => allowed(answer).followUpId)).size).toBe(1);
  expect(await office.rows('select id from follow_up where report_id = $1', reportId)).toHaveLength(1);
  const other = await publishFollowUp(office, office.officer, { ...response, text: 'Lain.' });
  expect(refusalOf(other)).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('VER-4 a follow-up on a leg that has changed since is refused, and the draft comes back', async () => {
  const reportId = await office.underway();
  const stale = {
    ...(await office.onLeg(reportId)),
    kind: 'PROGRESS' as const,
    text: 'Isian yang tidak boleh hilang.',
  };
  await office.respond(reportId);
  const outcome = await publishFollowUp(office, office.officer, {
    ...stale,
    idempotencyKey: randomUUID(),
    submitted: { text: stale.text },
  });
  expect(outcome).toMatchObject({
    code: 'VERSION_CONFLICT',
    submitted: { text: stale.text },
    changes: [{ type: 'DISPOSITION_RESPONDED', actor: 'AGENCY' }],
  });
});

test('FUP-1 only officers of the agency that holds the leg, or of one above it, may follow up', async () => {
  const reportId = await office.underway();
  const response = { ...(await office.onLeg(reportId)), kind: 'PROGRESS' as const, text: 'Kami periksa.' };
  const strangers = [
    await office.person('LIAISON_OFFICER', 'KEMENDAGRI'),
    await office.person('EXECUTIVE', LEAD),
    await office.person('CITIZEN'),
    PUBLIC_VIEWER,
  ];
  for (const stranger of [...strangers, office.admin]) {
    expect(refusalOf(await publishFollowUp(office, stranger, response))).toBe('NOT_PERMITTED');
  }
  const secret = await office.underway({ confidential: true });
  const onSecret = { ...(await office.onLeg(secret)), kind: 'PROGRESS' as const, text: 'Kami periksa.' };
  for (const stranger of strangers.filter((viewer) => viewer.role !== 'EXECUTIVE')) {
    expect(refusalOf(await publishFollowUp(office, stranger, onSecret))).toBe('NOT_FOUND');
  }
});

test('INT-7 files come with the follow-up or the follow-up does not come at all', async () => {
  const reportId = await office.underway();
  const [own, foreign] = [await office.upload(office.officer), await office.upload(office.admin)];
  const response = { ...(await office.onLeg(reportId)), kind: 'PROGRESS' as const, text: 'Lihat foto.' };
  const attempt = (attachmentIds: string[]) =>
    publishFollowUp(office, office.officer, { ...response, idempotencyKey: randomUUID(), attachmentIds });
  expect(problemsOf(await attempt([own, foreign]))).toEqual(['attachments.1.id ATTACHMENT_UNKNOWN']);
  expect(refusalOf(await attempt(Array.from({ length: 11 }, () => randomUUID())))).toBe('TOO_MANY_ATTACHMENTS');
  expect(await office.rows('select id from follow_up where report_id = $1', reportId)).toEqual([]);
  const { followUpId } = allowed(await attempt([own]));
  expect(await office.row('select report_id, follow_up_id from attachment where id = $1', own)).toEqual({
    report_id: reportId,
    follow_up_id: followUpId,
  });
});

test('DIS-4 an officer of the parent agency speaks for the parent on the leg of its unit', async () => {
  const reportId = await office.disposed(['JABAR.DISHUB']);
  const parent = await office.person('LIAISON_OFFICER', 'JABAR');
  const response = {
    ...(await office.onLeg(reportId, 'JABAR.DISHUB')),
    kind: 'PROGRESS' as const,
    text: 'Kami kawal.',
  };
  const { followUpId } = allowed(await publishFollowUp(office, parent, response));
  expect(await office.row('select agency_id from follow_up where id = $1', followUpId)).toEqual({
    agency_id: await office.agencyId('JABAR'),
  });
});

test('FUP-1 what an agency may publish while it works has labels in both languages', async () => {
  const { data } = await office.ask(
    PUBLIC_VIEWER,
    '{ vocabulary(name: "ResponseKind") { values { value label(locale: ID) english: label(locale: EN) } } }',
  );
  expect(data).toEqual({
    vocabulary: {
      values: [
        { value: 'INITIAL_RESPONSE', label: 'Tanggapan awal', english: 'Initial response' },
        { value: 'PROGRESS', label: 'Perkembangan', english: 'Progress' },
      ],
    },
  });
});
