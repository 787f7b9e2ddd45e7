import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EmbeddedServer, runningServer } from './server.ts';

let directory: string;
let servers: EmbeddedServer[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tuntas-embedded-'));
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('keeps what was committed over a stop and a start', async () => {
  const first = await start();
  await query(first, 'create table kept as select 42 as n');
  await first.stop();
  expect(await runningServer(join(directory, 'data'))).toBeNull();
  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await query(second, 'select n from kept')).toEqual([{ n: 42 }]);
});

test('adopts a server whose process was killed', async () => {
  const left = await start();
  await query(left, 'create table kept as select 42 as n');
  const found = await start();
  expect(found.adopted).toBe(true);
  expect(await query(found, 'select n from kept')).toEqual([{ n: 42 }]);
});

test('starts after the server itself was killed and its PID was given to another program', async () => {
  const server = await EmbeddedServer.start({ directory });
  await query(server, 'create table kept as select 42 as n');
  const pid = await runningServer(join(directory, 'data'));
  process.kill(pid as number, 'SIGKILL');
  await expect.poll(() => runningServer(join(directory, 'data'))).toBeNull();

  const pidFile = join(directory, 'data', 'postmaster.pid');
  const { uid, gid } = statSync(pidFile);
  const stranger = spawn('sleep', ['60'], { uid, gid, cwd: '/' });
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(stranger.pid)));
  try {
    const again = await start();
    expect(again.adopted).toBe(false);
    expect(await query(again, 'select n from kept')).toEqual([{ n: 42 }]);
  } finally {
    stranger.kill();
  }
});

test('finds a place for the socket however deep the data lie', async () => {
  const deep = join(directory, ...Array.from({ length: 12 }, () => 'quite-a-deep-directory'));
  const server = await start(deep);
  expect(await query(server, 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('works where nobody else may look', async () => {
  chmodSync(directory, 0o700);
  const before = process.umask(0o077);
  try {
    const server = await start(join(directory, 'inside'));
    expect(await query(server, 'select 1 as n')).toEqual([{ n: 1 }]);
  } finally {
    process.umask(before);
  }
});

test('listens on no port, and writes no values of failed statements into its log', async () => {
  // An interrupted creation leaves a draft, which is not taken for a database.
  mkdirSync(join(directory, 'data.making-1'));
  const server = await start();
  expect(await query(server, `select current_setting('listen_addresses') as listens`)).toEqual([{ listens: '' }]);
  await query(server, `create table person (email text primary key); insert into person values ('token-1')`);
  await expect(query(server, `insert into person values ('token-1')`)).rejects.toThrow(/duplicate key/);
  await expect(query(server, `select 'token-1'::int`)).rejects.toThrow(/invalid input/);
  expect(readFileSync(join(directory, 'postgres.log'), 'utf8')).not.toContain('token-1');
});

async function start(at = directory): Promise<EmbeddedServer> {
  const server = await EmbeddedServer.start({ directory: at, expendable: true });
  servers.push(server);
  return server;
}

async function query(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
