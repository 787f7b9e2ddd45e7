import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../database/test-database.ts';
import { dropAll, follow, leader, now, SECRETS } from './live.fixture.ts';
import { clientsOf, type TuntasClients } from './tuntas-server.ts';

const root = join(import.meta.dirname, '..', '..', '..');
// In api/dist, because the bundle finds the packages it leaves outside from where it lies.
const bundle = join(root, 'api', 'dist', `main.live-${process.pid}.js`);
const directory = mkdtempSync(join(tmpdir(), 'tuntas-live-'));
const origin = 'http://localhost:4000';
const processes: ChildProcess[] = [];
const clients: { dispose(): Promise<void> }[] = [];
let db: TestDatabase;

beforeAll(async () => {
  [db] = await Promise.all([
    testDatabase(),
    promisify(execFile)(process.execPath, ['scripts/build.mjs', bundle], { cwd: root }),
  ]);
});

afterAll(async () => {
  dropAll();
  await Promise.all(clients.map((each) => each.dispose()));
  for (const each of processes) each.kill('SIGTERM');
  await Promise.all(processes.map((each) => each.exitCode ?? each.signalCode ?? once(each, 'exit')));
  for (const made of [bundle, `${bundle}.map`, directory]) rmSync(made, { recursive: true, force: true });
});

/** Starts the server as an operator would who runs several on one database, and waits until it is ready. */
async function startProcess(name: string): Promise<TuntasClients & { process: ChildProcess }> {
  const env = {
    ...SECRETS,
    PATH: process.env.PATH,
    DATABASE_URL: db.ownerUrl,
    DATA_DIR: join(directory, name),
    PORT: '0',
    PUBLIC_URL: origin,
    LOG_LEVEL: 'error',
  };
  const child = spawn(process.execPath, [bundle], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  processes.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += String(chunk)));
  await expect.poll(() => printed.includes('is ready') || child.exitCode !== null, { timeout: 25_000 }).toBe(true);
  const url = /Server\s+(http:\S+)/.exec(printed)?.[1];
  if (url === undefined) throw new Error(`It did not start:\n${printed}`);
  const reached = clientsOf(url, origin);
  clients.push(reached);
  return { ...reached, process: child };
}

const FILE = `mutation ($input: FileReportInput!) { fileReport(input: $input) {
  __typename ... on FiledReport { trackingId } } }`;

/** Files as a careful client does: again, with the same key, by another way, until it is told that it worked. */
async function fileSurely(title: string, ways: readonly TuntasClients[]): Promise<string> {
  const input = { idempotencyKey: randomUUID(), title, body: 'Gelap pada malam hari.' };
  for (let attempt = 0; ; attempt += 1) {
    const way = ways[attempt % ways.length]!;
    const answer = await way
      .query<{ fileReport: { trackingId?: string } }>(null, FILE, { input })
      .catch((error: unknown) => (attempt < 10 ? null : Promise.reject(error)));
    if (answer?.fileReport.trackingId) return answer.fileReport.trackingId;
  }
}

test('after SIGKILL of the process whose relay leads, all that was acknowledged exists once and is told once', async () => {
  const first = await startProcess('first');
  await expect.poll(() => leader(db)).not.toBeNull();
  const led = await leader(db);
  const second = await startProcess('second');
  const survivor = follow(second, await second.signIn('admin-sari'), {
    field: 'verificationQueueChanged',
    after: await now(second, db),
  });

  const acknowledged = new Map<string, string>();
  const waiting = Array.from({ length: 300 }, (_value, index) => `Laporan ${index}`);
  const client = async (index: number) => {
    const ways = index % 2 ? [first, second] : [second, first];
    for (let title = waiting.shift(); title; title = waiting.shift()) {
      acknowledged.set(title, await fileSurely(title, ways));
      if (acknowledged.size === 100) first.process.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 10 }, (_value, index) => client(index)));
  expect(first.process.signalCode).toBe('SIGKILL');

  const { rows } = await db.ownerPool.query<{ title: string; tracking_id: string }>(
    'select title, tracking_id from report',
  );
  expect(rows).toHaveLength(300);
  expect(new Map(rows.map((row) => [row.title, row.tracking_id]))).toEqual(acknowledged);
  await expect.poll(() => survivor.messages.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(300);
  expect(survivor.titles().sort()).toEqual([...acknowledged.keys()].sort());
  expect(new Set(survivor.messages.map(({ cursor }) => cursor)).size).toBe(300);
  expect([null, led]).not.toContain(await leader(db));
}, 90_000);
