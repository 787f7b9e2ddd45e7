import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { allowed, dispositionDesk, type DispositionDesk } from '../../test/office/disposition-desk.ts';
import { PUBLIC_VIEWER, type Viewer } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';

const LIST = `query ($first: Int, $after: String, $statuses: [ReportStatus!], $heldForAgencyId: ID, $confidential: Boolean,
    $kind: ReportKind, $channel: Channel, $areaCode: String, $categoryIds: [ID!]) {
  allReports(first: $first, after: $after, statuses: $statuses, heldForAgencyId: $heldForAgencyId,
    confidential: $confidential, kind: $kind, channel: $channel, areaCode: $areaCode, categoryIds: $categoryIds) {
    nodes { id } pageInfo { endCursor hasNextPage } count { value } } }`;

interface Listed {
  allReports: {
    nodes: { id: string }[];
    pageInfo: { endCursor: string; hasNextPage: boolean };
    count: { value: number };
  };
}

let db: TestDatabase;
let desk: DispositionDesk;
let categoryId: string;
let unconnectedId: string;
/** The reports by what is particular about them, oldest first. */
const reports = new Map<string, string>();

beforeAll(async () => {
  db = await testDatabase();
  desk = await dispositionDesk(db);
  categoryId = await desk.categoryId('KESEHATAN');
  const { rows } = await db.ownerPool.query<{ id: string }>('select id from agency where connected_at is null limit 1');
  unconnectedId = rows[0]!.id;
  const add = (name: string, reportId: string) => {
    reports.set(name, reportId);
    desk.clock.advanceTo(new Date(desk.clock.now().getTime() + 1000));
  };
  add('received', (await desk.file({ kind: 'ASPIRATION', channel: 'MOBILE' })).reportId);
  add('confidential', (await desk.file({ confidential: true, areaCode: '32.12' })).reportId);
  add('in progress', await desk.disposed(['KEMENSOS'], { areaCode: '32.73', categoryId }));
  add('held', (await desk.file({ categoryId })).reportId);
  const reportId = reports.get('held')!;
  allowed(
    await desk.casework.onReport(
      desk.admin,
      { reportId, expectedVersion: null, agencyIds: [unconnectedId] },
      async (work) => (await work.advance({ action: 'HOLD', agencyId: unconnectedId })) ?? {},
    ),
  );
});

async function list(viewer: Viewer, variables: Record<string, unknown> = {}): Promise<Listed['allReports']> {
  const answer = await desk.ask<Listed>(viewer, LIST, variables);
  expect(answer.codes).toEqual([]);
  return answer.data.allReports;
}

/** What is particular about the reports that a viewer finds. */
async function found(viewer: Viewer, variables: Record<string, unknown> = {}): Promise<string[]> {
  const names = new Map([...reports].map(([name, id]) => [toGlobalId('Report', id), name]));
  return (await list(viewer, variables)).nodes.map(({ id }) => names.get(id)!);
}

test('VER-1 admins and overseers find every report, newest first; interns all but confidential ones', async () => {
  const everything = ['held', 'in progress', 'confidential', 'received'];
  expect(await found(desk.admin)).toEqual(everything);
  expect(await found(await desk.person('OVERSEER'))).toEqual(everything);
  const intern = await desk.person('INTERN');
  expect(await found(intern)).toEqual(['held', 'in progress', 'received']);
  expect(await found(intern, { confidential: true })).toEqual([]);
  expect((await list(intern)).count.value).toBe(3);
});

test('nobody else is given the list', async () => {
  for (const role of ['CITIZEN', 'LIAISON_OFFICER', 'EXECUTIVE'] as const) {
    expect((await desk.ask(await desk.person(role, 'KEMENSOS'), LIST)).codes).toEqual(['FORBIDDEN']);
  }
  expect((await desk.ask(PUBLIC_VIEWER, LIST)).codes).toEqual(['UNAUTHENTICATED']);
});

test('VER-6 the reports held for an agency are found by it', async () => {
  expect(await found(desk.admin, { heldForAgencyId: toGlobalId('Agency', unconnectedId) })).toEqual(['held']);
  expect(await found(desk.admin, { statuses: ['HELD', 'RETURNED'] })).toEqual(['held']);
});

test('the list is narrowed by each of its filters, and by several at once', async () => {
  const category = toGlobalId('Category', categoryId);
  expect(await found(desk.admin, { statuses: ['RECEIVED'] })).toEqual(['confidential', 'received']);
  expect(await found(desk.admin, { confidential: true })).toEqual(['confidential']);
  expect(await found(desk.admin, { kind: 'ASPIRATION' })).toEqual(['received']);
  expect(await found(desk.admin, { channel: 'MOBILE' })).toEqual(['received']);
  expect(await found(desk.admin, { areaCode: '32' })).toEqual(['in progress', 'confidential']);
  expect(await found(desk.admin, { categoryIds: [category] })).toEqual(['held', 'in progress']);
  expect(await found(desk.admin, { categoryIds: [category], statuses: ['IN_PROGRESS'] })).toEqual(['in progress']);
  expect((await list(desk.admin, { statuses: ['RECEIVED'] })).count.value).toBe(2);
});

test('its pages follow one another without gap or repetition', async () => {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const page: Listed['allReports'] = await list(desk.admin, { first: 1, after });
    ids.push(...page.nodes.map(({ id }) => id));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(ids).toEqual((await list(desk.admin)).nodes.map(({ id }) => id));
  expect(ids).toHaveLength(4);
});
