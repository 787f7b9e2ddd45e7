import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import type { Viewer } from '../../people/viewer.ts';
import { PUBLIC_VIEWER } from '../../people/viewer.ts';
import { allowed, dispositionDesk, type DispositionDesk } from '../../../test/office/disposition-desk.ts';

interface Leg {
  id: string;
  status: string;
  overdue: boolean;
  nextDueAt: string | null;
  agency: { code: string };
}
interface Queue {
  agencyQueue: {
    nodes: Leg[];
    pageInfo: { startCursor: string; endCursor: string; hasNextPage: boolean; hasPreviousPage: boolean };
    count: { value: number };
  };
}

const QUEUE = `query ($agencyId: ID, $first: Int, $after: String, $last: Int, $before: String, $includeUnits: Boolean,
    $statuses: [DispositionStatus!], $overdue: Boolean, $dueBefore: DateTime) {
  agencyQueue(agencyId: $agencyId, first: $first, after: $after, last: $last, before: $before,
    includeUnits: $includeUnits, statuses: $statuses, overdue: $overdue, dueBefore: $dueBefore) {
    nodes { id status overdue nextDueAt agency { code } }
    pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
    count { value }
  }
}`;

let db: TestDatabase;
let desk: DispositionDesk;
let parent: Viewer;
let unit: Viewer;

beforeAll(async () => {
  db = await testDatabase();
  desk = await dispositionDesk(db);
  parent = await desk.person('LIAISON_OFFICER', 'JABAR');
  unit = await desk.person('LIAISON_OFFICER', 'JABAR.DISHUB');
  // Three of the parent's on Monday, three of the unit's on Tuesday, and one each that waits for the reporter.
  for (const code of ['JABAR', 'JABAR', 'JABAR', 'KEMENSOS']) await desk.disposed([code]);
  const resolved = await desk.disposed(['JABAR']);
  allowed(await desk.resolve(parent, await desk.open(resolved, 'JABAR')));
  desk.clock.advanceTo(new Date('2026-03-03T09:00:00+07:00'));
  for (let n = 0; n < 3; n += 1) await desk.disposed(['JABAR.DISHUB'], { confidential: n === 1 });
  const another = await desk.disposed(['JABAR.DISHUB']);
  allowed(await desk.resolve(unit, await desk.open(another, 'JABAR.DISHUB')));
});

async function queue(viewer: Viewer, variables: Record<string, unknown> = {}): Promise<Queue['agencyQueue']> {
  const answer = await desk.ask<Queue>(viewer, QUEUE, variables);
  if (answer.codes.length > 0) throw new Error(String(answer.codes));
  return answer.data.agencyQueue;
}

const globalId = async (code: string) => Buffer.from(`Agency:${await desk.agencyId(code)}`).toString('base64');
const codes = (legs: Leg[]) => legs.map((leg) => leg.agency.code);

test('DIS-4 a parent agency’s queue has its own legs and those of its units, due first at the top', async () => {
  const { nodes, count } = await queue(parent);
  expect(codes(nodes).slice(0, 6)).toEqual([...Array(3).fill('JABAR'), ...Array(3).fill('JABAR.DISHUB')]);
  expect(nodes.map((leg) => leg.status)).toEqual([...Array(6).fill('RECEIVED'), 'RESOLVED', 'RESOLVED']);
  expect(nodes.slice(6).map((leg) => leg.nextDueAt)).toEqual([null, null]);
  expect(count.value).toBe(8);
  expect(codes((await queue(parent, { includeUnits: false })).nodes)).toEqual(Array(4).fill('JABAR'));
  expect(codes((await queue(unit)).nodes)).toEqual(Array(4).fill('JABAR.DISHUB'));
});

test('a queue is paged forwards and backwards without gap or repetition, also among legs without a due date', async () => {
  const whole = (await queue(parent)).nodes.map((leg) => leg.id);
  const forwards: string[] = [];
  for (let after: string | null = null; ;) {
    const page: Queue['agencyQueue'] = await queue(parent, { first: 1, after });
    forwards.push(...page.nodes.map((leg) => leg.id));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(forwards).toEqual(whole);
  const backwards: string[] = [];
  for (let before: string | null = null; ;) {
    const page: Queue['agencyQueue'] = await queue(parent, { last: 3, before });
    backwards.unshift(...page.nodes.map((leg) => leg.id));
    if (!page.pageInfo.hasPreviousPage) break;
    before = page.pageInfo.startCursor;
  }
  expect(backwards).toEqual(whole);
});

test('a queue is narrowed by status, by what is overdue, and by what is due soon', async () => {
  expect((await queue(parent, { statuses: ['RESOLVED'] })).count.value).toBe(2);
  expect((await queue(parent, { statuses: ['FORWARDED'] })).nodes).toEqual([]);
  expect(codes((await queue(parent, { dueBefore: '2026-03-09T17:00:00.001Z' })).nodes)).toEqual(Array(3).fill('JABAR'));
  desk.clock.advanceTo(new Date('2026-03-09T23:59:59.999+07:00'));
  expect((await queue(parent, { overdue: true })).nodes).toEqual([]);
  desk.clock.advanceTo(new Date('2026-03-10T00:00:00+07:00'));
  const late = await queue(parent, { overdue: true });
  expect(late.nodes.map((leg) => [leg.agency.code, leg.overdue])).toEqual(Array(3).fill(['JABAR', true]));
  expect(late.count.value).toBe(3);
  expect((await queue(parent, { overdue: false })).count.value).toBe(5);
});

test('IDN-4 an agency outside one’s own is answered like one that does not exist', async () => {
  const ask = async (viewer: Viewer, agencyId: string | null) => (await desk.ask(viewer, QUEUE, { agencyId })).codes;
  const unknown = Buffer.from('Agency:018f3f3f-0000-7000-8000-000000000000').toString('base64');
  for (const viewer of [unit, await desk.person('EXECUTIVE', 'JABAR.DISHUB')]) {
    for (const id of [await globalId('JABAR'), await globalId('KEMENSOS'), unknown, 'nonsense']) {
      expect(await ask(viewer, id)).toEqual(['NOT_FOUND']);
    }
  }
  expect(await ask(await desk.person('CITIZEN'), null)).toEqual(['FORBIDDEN']);
  expect(await ask(await desk.person('INTERN', 'KEMENPANRB'), null)).toEqual(['FORBIDDEN']);
  expect(await ask(PUBLIC_VIEWER, null)).toEqual(['UNAUTHENTICATED']);
});

test('officers and executives read the queues below their own agency; admins and overseers read every one', async () => {
  const agencyId = await globalId('JABAR.DISHUB');
  const overseer = await desk.person('OVERSEER', 'OMBUDSMAN');
  for (const viewer of [parent, await desk.person('EXECUTIVE', 'JABAR'), desk.admin, overseer]) {
    expect((await queue(viewer, { agencyId })).count.value).toBe(4);
  }
});

test('the database itself gives nobody a queue that is not theirs', async () => {
  const client = await db.pool.connect();
  try {
    const legsFor = async (viewer: Viewer, role: string | null) => {
      await client.query('begin; set local role tuntas_app');
      await client.query(
        `select set_config('tuntas.viewer_role', $1, true), set_config('tuntas.viewer_agency', $2, true)`,
        [role ?? '', viewer.agencyId ?? ''],
      );
      const { rows } = await client.query('select * from agency_queue($1, true)', [await desk.agencyId('JABAR')]);
      await client.query('rollback');
      return rows.length;
    };
    expect(await legsFor(parent, 'LIAISON_OFFICER')).toBe(8);
    expect(await legsFor(parent, 'CITIZEN')).toBe(0);
    expect(await legsFor(parent, null)).toBe(0);
    expect(await legsFor(unit, 'LIAISON_OFFICER')).toBe(0);
    expect(await legsFor(PUBLIC_VIEWER, 'EXECUTIVE')).toBe(0);
  } finally {
    client.release();
  }
});

test('a queue takes as many SQL statements for eight legs as for two, everything about them included', async () => {
  const everything = `query ($first: Int) { agencyQueue(first: $first) { nodes {
    partLabel statusLabel instruction overdue respondDueAt resolveDueAt heldMilliseconds
    report { title leadAgency { name } dispositions { id agency { name } } custody { holderLabel heldMilliseconds agency { name } } }
    agency { name } forwardedFrom { id } availableActions { actionLabel available reason }
  } } }`;
  const two = await desk.ask(parent, everything, { first: 2 });
  const eight = await desk.ask(parent, everything, { first: 8 });
  expect([two.codes, eight.codes]).toEqual([[], []]);
  expect(eight.statements).toBe(two.statements);
  expect((await desk.ask(parent, '{ agencyQueue { nodes { statusLabel nextDueAt } } }')).statements).toBe(1);
});
