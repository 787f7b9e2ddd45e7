import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../database/test-database.ts';
import { dropAll, file, follow, leader, now, twoServers, type Follower, type Message } from './live.fixture.ts';
import type { Credential, TuntasServer } from './tuntas-server.ts';

let db: TestDatabase;
let a: TuntasServer;
let b: TuntasServer;
let admin: Credential;

beforeAll(async () => {
  db = await testDatabase();
  [a, b] = await twoServers(db);
  admin = await a.signIn('admin-sari');
});

afterEach(dropAll);

const titles = (messages: readonly Message[]) => messages.map(({ report }) => report?.title);
const numbered = (name: string, count: number) => Array.from({ length: count }, (_value, index) => `${name} ${index}`);

/** Files reports of these titles, eight at a time, by turns through the servers. */
async function fileAll(wanted: readonly string[], servers: readonly TuntasServer[]): Promise<void> {
  const waiting = [...wanted];
  const worker = async () => {
    for (let title = waiting.shift(); title; title = waiting.shift()) {
      await file(servers[waiting.length % servers.length]!, title);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

/** The titles of reports in the order in which the log has their filing. */
async function logged(name: string): Promise<string[]> {
  const { rows } = await db.ownerPool.query<{ title: string }>(
    `select r.title from event_log l join event e on e.id = l.event_id join report r on r.id = e.report_id
     where e.type = 'REPORT_FILED' and r.title like $1 || ' %' order by l.position`,
    [name],
  );
  return rows.map(({ title }) => title);
}

test('a subscriber who drops and reconnects at random misses none of 200 events, and gets none twice', async () => {
  let after = await now(a, db);
  const told: Message[] = [];
  let drops = 0;
  let filing = true;
  const wanted = numbered('Acak', 200);
  const done = fileAll(wanted, [a, b]).finally(() => (filing = false));
  while (told.length < 200) {
    const follower = follow(Math.random() < 0.5 ? a : b, admin, { field: 'verificationQueueChanged', after });
    // The last connection stays until it has the rest.
    if (filing) await sleep(Math.random() * 150);
    else
      await expect.poll(() => told.length + follower.messages.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(200);
    told.push(...follower.drop());
    drops += 1;
    after = told.at(-1)?.cursor ?? after;
  }
  await done;
  expect(drops).toBeGreaterThan(5);
  expect(titles(told).sort()).toEqual(wanted.toSorted());
  expect(titles(told)).toHaveLength(200);
  expect(new Set(told.map(({ cursor }) => cursor)).size).toBe(200);
});

test('all subscribers of all processes are told in the order of the log', async () => {
  const after = await now(a, db);
  const followers = [a, b, a, b].map((server) => follow(server, admin, { field: 'verificationQueueChanged', after }));
  await fileAll(numbered('Urut', 40), [a, b]);
  for (const follower of followers) {
    await expect.poll(() => follower.messages.length, { timeout: 10_000 }).toBe(40);
    expect(follower.titles()).toEqual(await logged('Urut'));
  }
});

test('a cursor of another history is answered with ResyncRequired, and the stream goes on from there', async () => {
  const beyond = Buffer.from('position:900000000').toString('base64url');
  const follower = follow(b, admin, { field: 'verificationQueueChanged', after: beyond });
  await expect.poll(() => follower.messages).toMatchObject([{ __typename: 'ResyncRequired' }]);
  await file(a, 'Sesudah');
  await follower.reaches('REPORT_FILED', 'Sesudah');
  expect(follower.messages).toHaveLength(2);
});

test('200 events with three subscribers leave no connection behind', async () => {
  const sessions = async () => {
    const { rows } = await db.ownerPool.query<{ sessions: number }>(
      `select count(*)::int as sessions from pg_stat_activity
       where datname = current_database() and application_name in ('tuntas hub', 'tuntas relay')`,
    );
    return rows[0]!.sessions;
  };
  const followers: Follower[] = [];
  for (const server of [a, b, b]) {
    followers.push(follow(server, admin, { field: 'verificationQueueChanged', after: await now(server, db) }));
  }
  await file(a, 'Hangat');
  for (const follower of followers) await follower.reaches('REPORT_FILED', 'Hangat');
  const before = await sessions();
  await fileAll(numbered('Banyak', 200), [a, b]);
  for (const follower of followers) await expect.poll(() => follower.messages.length, { timeout: 10_000 }).toBe(201);

  const pool = () => ({ waiting: db.pool.waitingCount, taken: db.pool.totalCount - db.pool.idleCount });
  await expect.poll(pool, { timeout: 5_000 }).toEqual({ waiting: 0, taken: 0 });
  expect(db.pool.totalCount).toBeLessThanOrEqual(10);
  expect(await sessions()).toBe(before);
  const inTransaction = `select query from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`;
  await expect.poll(async () => (await db.ownerPool.query(inTransaction)).rows).toEqual([]);
});

// Last: afterwards one server is left.
test('events keep flowing, each once, when the process whose relay leads stops', async () => {
  const led = await leader(db);
  const follower = follow(b, admin, { field: 'verificationQueueChanged', after: await now(b, db) });
  const filing = fileAll(numbered('Terus', 100), [b]);
  await expect.poll(() => follower.messages.length, { timeout: 10_000 }).toBeGreaterThan(20);
  await a.stop();
  await filing;
  await expect.poll(() => follower.messages.length, { timeout: 10_000 }).toBe(100);
  expect(follower.titles()).toEqual(await logged('Terus'));
  expect([null, led]).not.toContain(await leader(db));
});
