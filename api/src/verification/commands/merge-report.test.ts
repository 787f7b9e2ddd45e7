import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { PUBLIC_VIEWER, type Viewer } from '../../people/viewer.ts';
import { toGlobalId } from '../../platform/graphql/global-id.ts';
import type { FileReport } from '../../reports/commands/file-report.ts';
import { claimReport } from '../claim.ts';
import { allowed, codesOf, verificationDesk, type VerificationDesk } from '../../../test/office/verification-desk.ts';
import { acceptReport } from './accept-report.ts';
import { archiveReport } from './archive-report.ts';
import { mergeReport, unmergeReport } from './merge-report.ts';

let db: TestDatabase;
let desk: VerificationDesk;

beforeAll(async () => {
  db = await testDatabase();
  desk = await verificationDesk(db);
});

const file = async (change?: Partial<FileReport>) => (await desk.received(change)).reportId;
const merge = async (reportId: string, intoReportId: string, by = desk.admin) =>
  mergeReport(desk.casework, by, { ...(await desk.now(reportId)), intoReportId });
const unmerge = async (reportId: string) => unmergeReport(desk.casework, desk.admin, await desk.now(reportId));
const verifyClock = (reportId: string) =>
  desk.row("select due_at, paused_at, days_left from clock where report_id = $1 and kind = 'VERIFY'", reportId);

test('VER-7 a merge is told on both reports and changes the version of the one that was merged', async () => {
  const [duplicate, primary] = [await file(), await file()];
  allowed(await merge(duplicate, primary));
  expect(await desk.row('select status, merged_into_id, version from report where id = $1', duplicate)).toEqual({
    status: 'MERGED',
    merged_into_id: primary,
    version: 2,
  });
  expect(await desk.event(primary, 'DUPLICATE_MERGED')).toMatchObject({
    public_data: { duplicateId: duplicate },
    topics: ['verification', `report:${primary}`],
  });
  expect((await desk.now(primary)).expectedVersion).toBe(1);
});

test('VER-7 merging pauses the clock; taking it apart runs it on with the days it had left', async () => {
  desk.clock.advanceTo(new Date('2026-03-03T09:00:00+07:00'));
  const [duplicate, primary] = [await file(), await file()];
  expect(await verifyClock(duplicate)).toEqual({
    due_at: new Date('2026-03-06T17:00:00Z'),
    paused_at: null,
    days_left: null,
  });
  allowed(await merge(duplicate, primary));
  expect(await verifyClock(duplicate)).toMatchObject({ paused_at: desk.clock.now(), days_left: 3 });
  expect(
    await desk.row('select holder, track from custody where report_id = $1 and until_at is null', duplicate),
  ).toEqual({ holder: 'PRIMARY_REPORT', track: 0 });

  desk.clock.advanceTo(new Date('2026-03-10T09:00:00+07:00'));
  allowed(await unmerge(duplicate));
  expect(await desk.status(duplicate)).toBe('RECEIVED');
  expect(await verifyClock(duplicate)).toEqual({
    due_at: new Date('2026-03-13T17:00:00Z'),
    paused_at: null,
    days_left: null,
  });
  expect(await desk.event(primary, 'DUPLICATE_UNMERGED')).toMatchObject({ public_data: { duplicateId: duplicate } });
  const held = await desk.rows('select holder from custody where report_id = $1 order by position', duplicate);
  expect(held.map((row) => row.holder)).toEqual(['NATIONAL_QUEUE', 'PRIMARY_REPORT', 'NATIONAL_QUEUE']);
});

test('VER-7 what is merged can be merged elsewhere once it is apart', async () => {
  const [duplicate, first, second] = [await file(), await file(), await file()];
  allowed(await merge(duplicate, first));
  allowed(await unmerge(duplicate));
  allowed(await merge(duplicate, second));
});

test('VER-7 refuses a report into itself, into a merged or archived one, and chains from either end', async () => {
  const [one, two, three, archived] = [await file(), await file(), await file(), await file()];
  expect(codesOf(await merge(one, one))).toEqual(['MERGE_INTO_ITSELF']);
  allowed(
    await archiveReport(desk.casework, desk.admin, { ...(await desk.now(archived)), reason: 'SPAM', note: null }),
  );
  expect(codesOf(await merge(one, archived))).toEqual(['MERGE_INTO_MERGED']);
  allowed(await merge(one, two));
  expect(codesOf(await merge(two, one))).toEqual(['MERGE_INTO_MERGED']);
  expect(codesOf(await merge(three, one))).toEqual(['MERGE_INTO_MERGED']);
  expect(codesOf(await merge(two, three))).toEqual(['MERGE_HAS_DUPLICATES']);
  expect(codesOf(await merge(one, three))).toEqual(['ACTION_NOT_POSSIBLE']);
});

test('IDN-2 confidential reports are merged with each other, and with no others either way', async () => {
  const [secret, another, open] = [
    await file({ confidential: true }),
    await file({ confidential: true }),
    await file(),
  ];
  expect(codesOf(await merge(secret, open))).toEqual(['MERGE_MIXES_CONFIDENTIAL']);
  expect(codesOf(await merge(open, secret))).toEqual(['MERGE_MIXES_CONFIDENTIAL']);
  allowed(await merge(secret, another));
});

test('VER-4 a claim on the report to be merged is respected', async () => {
  const [duplicate, primary] = [await file(), await file()];
  allowed(await claimReport(desk.casework, desk.colleague, duplicate));
  expect(codesOf(await merge(duplicate, primary))).toEqual(['CLAIMED_BY_OTHER']);
  expect(await desk.events(primary)).toEqual(['REPORT_FILED']);
});

test('VER-7 the same pair merged in opposite directions in parallel, twenty times: one wins, nobody deadlocks', async () => {
  for (let round = 0; round < 20; round += 1) {
    const [one, two] = [await file(), await file()];
    const outcomes = await Promise.all([merge(one, two), merge(two, one, desk.colleague)]);
    expect(outcomes.flatMap(codesOf)).toHaveLength(1);
    expect(outcomes.flatMap(codesOf)[0]).toMatch(/^MERGE_(INTO_MERGED|HAS_DUPLICATES)$/);
  }
});

test('VER-7 a primary that was decided on meanwhile still takes its duplicate', async () => {
  const [duplicate, primary] = [await file(), await file()];
  allowed(await acceptReport(desk.casework, desk.colleague, await desk.now(primary)));
  allowed(await merge(duplicate, primary));
});

interface SeenMerge {
  readonly mergedInto: object | null;
  readonly mergedIntoTrackingId: string | null;
  readonly statusLine: string;
  readonly steps: readonly { kind: string; state: string }[];
}

async function seenMerge(viewer: Viewer, reportId: string): Promise<SeenMerge> {
  const document = `query ($id: ID!) { node(id: $id) { ... on Report {
    mergedInto { id } mergedIntoTrackingId statusLine(locale: EN) steps { kind state } } } }`;
  const answer = await desk.ask(viewer, document, { id: toGlobalId('Report', reportId) });
  expect(answer.codes).toEqual([]);
  return (answer.data as unknown as { node: SeenMerge }).node;
}

test('VER-7 the reporter of a merged report learns under which tracking ID it lives on, published or not', async () => {
  const [duplicate, primary] = [await desk.received(), await desk.received()];
  allowed(await merge(duplicate.reportId, primary.reportId));
  const seen = await seenMerge(duplicate.reporter, duplicate.reportId);
  expect(seen).toMatchObject({
    mergedInto: null,
    mergedIntoTrackingId: primary.trackingId,
    statusLine: `Merged into report ${primary.trackingId}`,
  });
  expect(seen.steps.map(({ state }) => state)).toEqual(['DONE', 'DONE', 'CURRENT', 'PENDING', 'PENDING']);
  expect(await seenMerge(primary.reporter, primary.reportId)).toMatchObject({ mergedIntoTrackingId: null });
});

test('IDN-2 nobody learns of a confidential report by a merge into it but those who may see it', async () => {
  const [duplicate, primary] = [
    await desk.received({ confidential: true }),
    await desk.received({ confidential: true }),
  ];
  allowed(await merge(duplicate.reportId, primary.reportId));
  expect(await seenMerge(duplicate.reporter, duplicate.reportId)).toMatchObject({
    mergedInto: null,
    mergedIntoTrackingId: null,
    statusLine: 'Merged',
  });
  expect((await seenMerge(desk.admin, duplicate.reportId)).mergedIntoTrackingId).toBe(primary.trackingId);
});

test('VER-7 the database names the primary of a merged report to nobody who may not see that one', async () => {
  const [duplicate, primary] = [await desk.received(), await desk.received()];
  allowed(await merge(duplicate.reportId, primary.reportId));
  const named = async (viewer: Viewer) =>
    desk.casework.transaction(viewer, async (em) => {
      const [row] = await em.execute<{ id: string | null }[]>('select merged_into_tracking_id(?::uuid) as id', [
        duplicate.reportId,
      ]);
      return row!.id;
    });
  expect(await named(PUBLIC_VIEWER)).toBeNull();
  expect(await named(primary.reporter)).toBeNull();
  expect(await named(await desk.person('LIAISON_OFFICER', 'KEMENSOS'))).toBeNull();
  expect(await named(duplicate.reporter)).toBe(primary.trackingId);
});
