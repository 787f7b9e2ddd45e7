import { beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import type { DispositionDeed, ReportDeed } from '../../casefile/action.ts';
import type { Viewer } from '../../people/viewer.ts';
import { toGlobalId } from '../../platform/graphql/global-id.ts';
import { claimReport } from '../claim.ts';
import { archiveReport } from '../commands/archive-report.ts';
import { mergeReport } from '../commands/merge-report.ts';
import { returnReport } from '../commands/return-report.ts';
import { allowed, verificationDesk, type VerificationDesk } from '../../../test/office/verification-desk.ts';

interface Item {
  report: { id: string; trackingId: string };
  stage: string;
  track: number;
  dueAt: Date;
  overdue: boolean;
}
interface Queue {
  nodes: Item[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  count: { value: number; precision: string };
}

const QUEUE = `query ($first: Int, $after: String, $stages: [VerificationStage!]! = [], $channel: Channel, $categoryId: ID,
    $areaCode: String, $overdue: Boolean) {
  verificationQueue(first: $first, after: $after, stages: $stages, channel: $channel, categoryId: $categoryId,
    areaCode: $areaCode, overdue: $overdue) {
    nodes { report { id trackingId } stage track dueAt overdue } pageInfo { hasNextPage endCursor } count { value precision }
  }
}`;

let db: TestDatabase;
let desk: VerificationDesk;

beforeAll(async () => {
  db = await testDatabase();
  desk = await verificationDesk(db);
});

beforeEach(async () => {
  await db.ownerPool.query("update clock set stopped_at = started_at where kind = 'VERIFY' and stopped_at is null");
});

async function queue(variables: Record<string, unknown> = {}, viewer: Viewer = desk.admin): Promise<Queue> {
  const answer = await desk.ask(viewer, QUEUE, variables);
  expect(answer.codes).toEqual([]);
  return (answer.data as unknown as { verificationQueue: Queue }).verificationQueue;
}
const idsOf = ({ nodes }: Queue) => nodes.map(({ report }) => report.id);
const global = (reportId: string) => toGlobalId('Report', reportId);

async function advance(reportId: string, deed: ReportDeed, ...agencyIds: string[]): Promise<void> {
  allowed(
    await desk.casework.onReport<object>(desk.admin, { reportId, expectedVersion: null, agencyIds }, async (work) => {
      return (await work.advance(deed)) ?? {};
    }),
  );
}

/** Disposes an accepted report and lets agencies decline it so often, naming each other; lastly nobody. */
async function bounced(times: number): Promise<string> {
  const { reportId } = await desk.accepted();
  const codes = ['KEMENSOS', 'KEMENPANRB', 'KEMENSOS'];
  const agencyIds = await Promise.all(codes.map((code) => desk.agencyId(code)));
  const lead = { agencyId: agencyIds[0]!, required: true, resolveWithinDays: null };
  await advance(reportId, { action: 'DISPOSE', lead, supporting: [] }, agencyIds[0]!);
  for (let bounce = 1; bounce <= times; bounce += 1) {
    const officer = await desk.person('LIAISON_OFFICER', codes[(bounce - 1) % 2]!);
    const targetId = bounce === times ? null : agencyIds[bounce % 2]!;
    const leg = await desk.row("select id from disposition where report_id = $1 and status = 'RECEIVED'", reportId);
    const deed: DispositionDeed = { action: 'DECLINE', dispositionId: String(leg.id), targetId };
    allowed(
      await desk.casework.onReport<object>(officer, { reportId, expectedVersion: null, agencyIds }, async (work) => {
        return (await work.advanceLeg(deed)) ?? {};
      }),
    );
  }
  return reportId;
}

test('VER-1 the queue holds all that waits for a national decision, oldest due first, and says what for', async () => {
  const received = await desk.received();
  desk.clock.advanceTo(new Date('2026-03-03T09:00:00+07:00'));
  const accepted = await desk.accepted();
  desk.clock.advanceTo(new Date('2026-03-04T09:00:00+07:00'));
  const sentBack = await bounced(1);
  desk.clock.advanceTo(new Date('2026-03-05T09:00:00+07:00'));
  const arbitrated = await bounced(3);
  const seen = await queue();
  expect(seen.nodes.map(({ report, stage, track, overdue }) => [report.id, stage, track, overdue])).toEqual([
    [global(received.reportId), 'RECEIVED', 0, false],
    [global(accepted.reportId), 'VERIFIED', 0, false],
    [global(sentBack), 'SENT_BACK', 0, false],
    [global(arbitrated), 'ARBITRATION', 0, false],
  ]);
  expect(seen.count).toEqual({ value: 4, precision: 'EXACT' });
  expect(idsOf(await queue({ stages: ['ARBITRATION', 'VERIFIED'] }))).toEqual([
    global(accepted.reportId),
    global(arbitrated),
  ]);
});

test('VER-1 what waits for somebody else is not in it: returned, merged, archived, with an agency', async () => {
  const [kept, returned, merged, archived] = [
    await desk.received(),
    await desk.received(),
    await desk.received(),
    await desk.received(),
  ];
  const { casework, admin } = desk;
  allowed(
    await returnReport(casework, admin, {
      ...(await desk.now(returned.reportId)),
      missingFacts: ['WHO'],
      note: 'Siapa?',
    }),
  );
  allowed(await mergeReport(casework, admin, { ...(await desk.now(merged.reportId)), intoReportId: kept.reportId }));
  allowed(await archiveReport(casework, admin, { ...(await desk.now(archived.reportId)), reason: 'SPAM', note: null }));
  const { reportId } = await desk.accepted();
  const agencyId = await desk.agencyId('KEMENSOS');
  const lead = { agencyId, required: true, resolveWithinDays: null };
  await advance(reportId, { action: 'DISPOSE', lead, supporting: [] }, agencyId);
  expect(idsOf(await queue())).toEqual([global(kept.reportId)]);
});

test('VER-1 it narrows to a channel, a category with those below it, an area with those below it, and to the overdue', async () => {
  const [parent, child] = [
    await desk.row('select parent_id as id from category where parent_id is not null order by code limit 1'),
    await desk.row('select id from category where parent_id is not null order by code limit 1'),
  ];
  const { code } = await desk.row("select code from area where level = 'REGENCY' order by code limit 1");
  const matching = await desk.received({ channel: 'SMS', categoryId: String(child.id), areaCode: String(code) });
  desk.clock.advanceTo(new Date(matching.verifyDueAt));
  const other = await desk.received();
  const only = [global(matching.reportId)];
  expect(idsOf(await queue())).toEqual([...only, global(other.reportId)]);
  expect(idsOf(await queue({ channel: 'SMS' }))).toEqual(only);
  expect(idsOf(await queue({ categoryId: toGlobalId('Category', String(parent.id)) }))).toEqual(only);
  expect(idsOf(await queue({ areaCode: String(code).split('.')[0] }))).toEqual(only);
  const overdue = await queue({ overdue: true });
  expect(idsOf(overdue)).toEqual(only);
  expect(overdue.nodes[0]?.overdue).toBe(true);
  expect(overdue.count.value).toBe(1);
  expect(idsOf(await queue({ overdue: false }))).toEqual([global(other.reportId)]);
});

test('VER-1 pages meet without a gap, also where many are due at the same instant', async () => {
  const filed = [];
  for (let n = 0; n < 7; n += 1) filed.push(global((await desk.received()).reportId));
  const found: string[] = [];
  let after: string | null = null;
  do {
    const page: Queue = await queue({ first: 3, after });
    found.push(...idsOf(page));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(found).toHaveLength(7);
  expect(new Set(found)).toEqual(new Set(filed));
});

test('IDN-2 interns do not meet confidential reports, admins and overseers do, and nobody else has a queue', async () => {
  const open = await desk.received();
  const secret = await desk.received({ confidential: true });
  const both = [global(open.reportId), global(secret.reportId)].sort();
  expect(idsOf(await queue()).sort()).toEqual(both);
  expect(idsOf(await queue({}, await desk.person('OVERSEER'))).sort()).toEqual(both);
  const interns = await queue({}, await desk.person('INTERN'));
  expect(idsOf(interns)).toEqual([global(open.reportId)]);
  expect(interns.count.value).toBe(1);
  for (const viewer of [await desk.person('CITIZEN'), await desk.person('LIAISON_OFFICER', 'KEMENSOS')]) {
    expect((await desk.ask(viewer, QUEUE)).codes).toEqual(['FORBIDDEN']);
  }
});

test('VER-1 a page with clocks, claims and actions takes as many statements for twenty reports as for one', async () => {
  const document = `query ($first: Int) { verificationQueue(first: $first) { nodes {
    stage stageLabel(locale: EN) dueAt claim { by { displayName } } report { title clocks { kind dueAt overdue } mergedInto { id }
      claim { until } availableActions { action available reasonCode reason(locale: ID) requirement } } } } }`;
  const filed = [];
  for (let n = 0; n < 20; n += 1) filed.push((await desk.received()).reportId);
  for (const reportId of filed) allowed(await claimReport(desk.casework, desk.colleague, reportId));
  const one = await desk.ask(desk.admin, document, { first: 1 });
  const twenty = await desk.ask(desk.admin, document, { first: 20 });
  expect(twenty.codes).toEqual([]);
  expect((twenty.data as unknown as { verificationQueue: Queue }).verificationQueue.nodes).toHaveLength(20);
  expect([one.statements, twenty.statements]).toEqual([8, 8]);
  const bare = await desk.ask(desk.admin, '{ verificationQueue { nodes { report { title } stage } } }');
  expect(bare.statements).toBe(1);
});
