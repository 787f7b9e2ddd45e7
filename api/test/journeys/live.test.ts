import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { DEMO_ACCOUNTS } from '../../seeds/demo-accounts.ts';
import { testDatabase, type TestDatabase } from '../database/test-database.ts';
import { act, agency, decide, dispose, dropAll, file, follow, now, twoServers } from './live.fixture.ts';
import type { Credential, TuntasServer } from './tuntas-server.ts';

let db: TestDatabase;
let a: TuntasServer;
let b: TuntasServer;
let admin: Credential;
/** An ordinary category: without one a report cannot be accepted. */
let categoryId: string;

beforeAll(async () => {
  db = await testDatabase();
  [a, b] = await twoServers(db);
  admin = await a.signIn('admin-sari');
  const { rows } = await db.ownerPool.query(
    "select id from category where service_class = 'ORDINARY' order by code limit 1",
  );
  categoryId = Buffer.from(`Category:${rows[0].id}`).toString('base64');
});

afterEach(dropAll);

const filed = (server: TuntasServer, title: string, change: object = {}) =>
  file(server, title, { categoryId, ...change });

/** The disposition of a report at its lead agency, as its officer has it. */
async function legOf(
  reportId: string,
  officer: Credential,
): Promise<{ dispositionId: string; expectedVersion: number }> {
  const document = 'query ($id: ID!) { node(id: $id) { ... on Report { dispositions { id version } } } }';
  interface Legs {
    node: { dispositions: { id: string; version: number }[] };
  }
  const leg = (await a.query<Legs>(officer, document, { id: reportId })).node.dispositions[0]!;
  return { dispositionId: leg.id, expectedVersion: leg.version };
}

test('what is done through one process is told by the other, in order, with the leg it happened to', async () => {
  const after = await now(b, db);
  const officer = await b.signIn('officer-kemensos');
  const queue = follow(b, admin, { field: 'verificationQueueChanged', after });
  const agencyQueue = follow(b, officer, { field: 'agencyQueueChanged', after });
  const report = await filed(a, 'Lampu jalan');
  await dispose(a, admin, report.id, 'KEMENSOS');
  await act(a, officer, 'acceptDisposition', await legOf(report.id, officer));

  await agencyQueue.reaches('DISPOSITION_ACCEPTED');
  await queue.reaches('REPORT_DISPOSED');
  expect(queue.types()).toEqual(['REPORT_FILED', 'REPORT_ACCEPTED', 'REPORT_DISPOSED']);
  expect(agencyQueue.types()).toEqual(['REPORT_DISPOSED', 'DISPOSITION_ACCEPTED']);
  expect(agencyQueue.messages[1]).toMatchObject({
    report: { id: report.id, status: 'IN_PROGRESS' },
    disposition: { agency: { code: 'KEMENSOS' } },
  });
});

test('INT-4 the bearer of a receipt follows the own report, also what only those concerned may know', async () => {
  const report = await filed(a, 'Kurang jelas');
  const own = follow(b, report.receipt, { field: 'reportChanged', reportId: report.id, after: await now(b, db) });
  await decide(a, admin, 'returnReport', report.id, { missingFacts: ['WHERE'], note: 'Di mana?' });
  await own.reaches('REPORT_RETURNED');
  expect(own.types()).toEqual(['REPORT_RETURNED']);

  const foreign = follow(b, (await filed(a, 'Lain')).receipt, { field: 'reportChanged', reportId: report.id });
  await expect.poll(() => foreign.refusals).toEqual(['NOT_FOUND']);
});

test('IDN-2 the public hears what is public of a published report, and nothing from when it becomes confidential', async () => {
  const report = await filed(a, 'Jembatan');
  await decide(a, admin, 'acceptReport', report.id);
  const stream = { field: 'reportChanged', reportId: report.id, after: await now(b, db) } as const;
  const everybody = follow(b, null, stream);
  const reporter = follow(b, report.receipt, stream);
  const overseer = follow(b, await b.signIn('overseer-ombudsman'), stream);

  await a.query(admin, 'mutation ($id: ID!) { claimReport(reportId: $id) { __typename } }', { id: report.id });
  await decide(a, admin, 'reviseReport', report.id, { title: 'Jembatan gantung' });
  const lead = { agencyId: await agency(a, 'KEMENSOS'), instruction: 'Mohon ditindaklanjuti.' };
  await decide(a, admin, 'disposeReport', report.id, { lead });
  await everybody.reaches('REPORT_DISPOSED');
  await decide(a, admin, 'reviseReport', report.id, { makeConfidential: true });
  const officer = await a.signIn('officer-kemensos');
  await act(a, officer, 'acceptDisposition', await legOf(report.id, officer));

  await reporter.reaches('DISPOSITION_ACCEPTED');
  await overseer.reaches('DISPOSITION_ACCEPTED');
  await sleep(300);
  expect(everybody.types()).toEqual(['REPORT_DISPOSED']);
  const concerned = ['REPORT_REVISED', 'REPORT_DISPOSED', 'REPORT_REVISED', 'DISPOSITION_ACCEPTED'];
  expect(reporter.types()).toEqual(concerned);
  expect(overseer.types()).toEqual(['REPORT_CLAIMED', ...concerned]);
  // From the start again: what was public then is not public now.
  const late = follow(b, null, stream);
  await expect.poll(() => late.refusals).toEqual(['NOT_FOUND']);
});

test('VER-3 an event of before is not told any more to those who may not see its report now', async () => {
  const report = await filed(a, 'Rahasia');
  const after = await now(b, db);
  await decide(a, admin, 'acceptReport', report.id);
  const marker = await filed(a, 'Penanda');
  await decide(a, admin, 'acceptReport', marker.id);
  await decide(a, admin, 'reviseReport', report.id, { makeConfidential: true });
  const intern = follow(b, await b.signIn('intern-dewi'), { field: 'verificationQueueChanged', after });
  await intern.reaches('REPORT_ACCEPTED', 'Penanda');
  expect(new Set(intern.titles())).toEqual(new Set(['Penanda']));
});

test('VER-5 interns follow verification with the claims, but not confidential reports nor who read an original', async () => {
  const after = await now(b, db);
  const intern = follow(b, await b.signIn('intern-dewi'), { field: 'verificationQueueChanged', after });
  await filed(a, 'Tertutup', { confidential: true });
  const report = await filed(a, 'Terbuka');
  const about = follow(b, await b.signIn('intern-dewi'), { field: 'reportChanged', reportId: report.id, after });
  await a.query(admin, 'mutation ($id: ID!) { claimReport(reportId: $id) { __typename } }', { id: report.id });
  await decide(a, admin, 'reviseReport', report.id, { title: 'Terbuka sekali' });
  const read = 'mutation ($id: ID!) { readOriginal(reportId: $id, reason: "Pemeriksaan") { __typename } }';
  expect(await a.query(admin, read, { id: report.id })).toMatchObject({
    readOriginal: { __typename: 'OriginalReport' },
  });
  await decide(a, admin, 'returnReport', report.id, { missingFacts: ['WHERE'], note: 'Di mana?' });
  const seen = ['REPORT_FILED', 'REPORT_CLAIMED', 'REPORT_REVISED', 'REPORT_RETURNED'];
  for (const follower of [intern, about]) {
    await follower.reaches('REPORT_RETURNED');
    expect(follower.types()).toEqual(seen);
    expect(new Set(follower.messages.map((message) => message.report!.id))).toEqual(new Set([report.id]));
  }
});

test('DIS-4 an agency hears of its own reports and those of its units, and of no other', async () => {
  const after = await now(b, db);
  const bandung = follow(b, await b.signIn('officer-bandung'), { field: 'agencyQueueChanged', after });
  const parent = follow(b, await b.signIn('officer-kemendagri'), { field: 'agencyQueueChanged', after });
  await dispose(a, admin, (await filed(a, 'Untuk Kemensos')).id, 'KEMENSOS');
  await dispose(a, admin, (await filed(a, 'Untuk Puspen')).id, 'KEMENDAGRI.PUSPEN');
  await dispose(a, admin, (await filed(a, 'Untuk Bandung')).id, 'KOTA-BANDUNG');
  await bandung.reaches('REPORT_DISPOSED', 'Untuk Bandung');
  await parent.reaches('REPORT_DISPOSED', 'Untuk Puspen');
  expect(bandung.titles()).toEqual(['Untuk Bandung']);
  expect(parent.titles()).toEqual(['Untuk Puspen']);
});

test('IDN-4 what does not exist and what may not be followed are answered alike', async () => {
  const unknown = (type: string) => Buffer.from(`${type}:${randomUUID()}`).toString('base64');
  const confidential = await filed(a, 'Rahasia', { confidential: true });
  const unpublished = await filed(a, 'Belum terbit');
  const officer = await b.signIn('officer-bandung');
  const refused = [
    ...[unknown('Report'), confidential.id, unpublished.id, 'nonsense', unknown('Agency'), ''].map((reportId) =>
      follow(b, null, { field: 'reportChanged', reportId }),
    ),
    ...[unknown('Agency'), await agency(b, 'KEMENSOS'), 'nonsense', unpublished.id, ''].map((agencyId) =>
      follow(b, officer, { field: 'agencyQueueChanged', agencyId }),
    ),
  ];
  for (const follower of refused) await expect.poll(() => follower.refusals).toEqual(['NOT_FOUND']);
});

test('whoever may not follow a queue is refused at once, not at its next event', async () => {
  const roles: [Credential, string][] = [
    [null, 'UNAUTHENTICATED'],
    [await b.signIn('citizen-maman'), 'FORBIDDEN'],
    [await b.signIn('officer-kemensos'), 'FORBIDDEN'],
    [(await filed(a, 'Resi')).receipt, 'FORBIDDEN'],
  ];
  for (const [credential, code] of roles) {
    const follower = follow(b, credential, { field: 'verificationQueueChanged' });
    await expect.poll(() => follower.refusals).toEqual([code]);
    expect(follower.messages).toEqual([]);
  }
  const bad = follow(b, admin, { field: 'verificationQueueChanged', after: 'nonsense' });
  await expect.poll(() => bad.refusals).toEqual(['CURSOR_INVALID']);
});

test.each([
  ['whose role was taken away', 'admin-ratna', "role = 'CITIZEN', agency_id = null"],
  ['who was deactivated', 'admin-budi', 'deactivated_at = now()'],
])(
  'a person %s mid-stream gets no event after one second, and the socket closes with 4403',
  async (_who, key, change) => {
    const follower = follow(b, await b.signIn(key), { field: 'verificationQueueChanged', after: await now(b, db) });
    await file(a, 'Sebelum');
    await follower.reaches('REPORT_FILED', 'Sebelum');
    const { rowCount } = await db.ownerPool.query(
      `update person set ${change} where display_name = $1 and role = 'ADMIN'`,
      [DEMO_ACCOUNTS.find((account) => account.key === key)!.name],
    );
    expect(rowCount).toBe(1);
    const revokedAt = performance.now();
    let closed: number | null = null;
    void follower.closed.then((code) => (closed = code));
    while (closed === null && performance.now() - revokedAt < 5_000) {
      await file(a, performance.now() - revokedAt < 1_000 ? 'Dalam sedetik' : 'Sesudah');
    }
    expect(closed).toBe(4403);
    expect(follower.titles()).not.toContain('Sesudah');
  },
);

test('two officers in bursts of events through both processes get none of each other’s', async () => {
  const sides = await Promise.all(
    (['officer-kemensos', 'officer-indramayu'] as const).map(async (key, index) => ({
      code: ['KEMENSOS', 'INDRAMAYU'][index]!,
      followers: [a, b].map(async (server) =>
        follow(server, await server.signIn(key), { field: 'agencyQueueChanged', after: await now(server, db) }),
      ),
    })),
  );
  const each = 10;
  await Promise.all(
    sides.map(async ({ code, followers }) => {
      await Promise.all(followers);
      await Promise.all(
        Array.from({ length: each }, async (_value, index) => {
          const server = index % 2 ? a : b;
          await dispose(server, admin, (await filed(server, `${code} ${index}`)).id, code);
        }),
      );
    }),
  );
  for (const { code, followers } of sides) {
    const expected = Array.from({ length: each }, (_value, index) => `${code} ${index}`).sort();
    for (const follower of await Promise.all(followers)) {
      await expect.poll(() => follower.titles().sort(), { timeout: 10_000 }).toEqual(expected);
    }
  }
});
