import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runningServer } from './platform/database/embedded/server.ts';

/** A started server, as a person at the terminal has it. */
interface Started {
  process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Its address, once it says that it is ready. */
  ready(): Promise<string>;
  exit: Promise<number | null>;
}

const root = join(import.meta.dirname, '..', '..');
// In api/dist, because the bundle finds the packages it leaves outside from where it lies.
const bundle = join(root, 'api', 'dist', `main.test-${process.pid}.js`);
// One for the whole file, as on a machine that is started again and again.
const directory = mkdtempSync(join(tmpdir(), 'tuntas-main-'));
let started: Started[] = [];

beforeAll(() => promisify(execFile)(process.execPath, ['scripts/build.mjs', bundle], { cwd: root }));
afterAll(() => {
  for (const made of [bundle, `${bundle}.map`, directory]) rmSync(made, { recursive: true, force: true });
});

afterEach(async () => {
  for (const each of started) each.process.kill('SIGTERM');
  await Promise.all(started.map((each) => each.exit));
  started = [];
  const left = await database();
  if (left !== null) process.kill(left, 'SIGQUIT');
  await expect.poll(database).toBeNull();
});

test('starts on an empty directory, says what is where, and stops cleanly within five seconds', async () => {
  const server = start({ SEED: 'reference' });
  const address = await server.ready();
  expect(server.output()).toContain(`built-in PostgreSQL in ${join(directory, 'postgres')}`);
  expect(await answer(`${address}/health/live`)).toEqual([200, { status: 'live' }]);
  expect(await answer(`${address}/health/ready`)).toEqual([200, { status: 'ready' }]);
  expect(await answer(`${address}/dev/clock`, { method: 'POST' })).toMatchObject([404, {}]);

  const asked = performance.now();
  server.process.kill('SIGTERM');
  expect(await server.exit).toBe(0);
  expect(performance.now() - asked).toBeLessThan(5_000);
  expect(await database()).toBeNull();
});

test('requests under way at a stop signal are answered, and the process ends within five seconds', async () => {
  const server = start({ SEED: 'reference', DATA_DIR: join(directory, 'busy') });
  const address = await server.ready();
  let answered = 0;
  const requests = Array.from({ length: 40 }, async (_, n) => {
    const response = await ask(address, n % 2 === 0 ? FILE_REPORT(n) : '{ agencies(first: 50) { nodes { name } } }');
    answered += 1;
    return response;
  });
  await expect.poll(() => answered, { interval: 1 }).toBeGreaterThan(0);
  const asked = performance.now();
  server.process.kill('SIGTERM');
  const early = answered;
  const answers = await Promise.all(requests);
  expect(early).toBeLessThan(40);
  expect(answers.filter(([status, body]) => status !== 200 || JSON.stringify(body).includes('"errors"'))).toEqual([]);
  expect(await server.exit).toBe(0);
  expect(performance.now() - asked).toBeLessThan(5_000);
});

test('a server that is started while another on its data is stopping waits for that and starts', async () => {
  const first = start();
  await first.ready();
  for (let round = 0; round < 2; round += 1) {
    const stopping = started.at(-1)!;
    stopping.process.kill('SIGTERM');
    await new Promise((soon) => setTimeout(soon, round * 60));
    const next = start();
    expect(await answer(`${await next.ready()}/health/ready`)).toEqual([200, { status: 'ready' }]);
    expect(next.output()).not.toMatch(/"level":"(warn|error|fatal)"/);
    expect(await stopping.exit).toBe(0);
  }
});

test('starts again after kill -9, on the database server that was left behind', async () => {
  const killed = start();
  await killed.ready();
  const postgres = await database();
  killed.process.kill('SIGKILL');
  await killed.exit;
  expect(await database()).toBe(postgres);

  const next = start();
  expect(await answer(`${await next.ready()}/health/ready`)).toEqual([200, { status: 'ready' }]);
  expect(await database()).toBe(postgres);
  next.process.kill('SIGINT');
  expect(await next.exit).toBe(0);
  expect(await database()).toBeNull();
});

test('refuses to share its data directory with a second server, and leaves the first alone', async () => {
  const first = start();
  const address = await first.ready();
  const second = start();
  expect(await second.exit).toBe(1);
  expect(second.output()).toContain(`Another Tuntas (process ${first.process.pid}) is running`);
  expect(await answer(`${address}/health/ready`)).toEqual([200, { status: 'ready' }]);
});

test('a busy port is named, with what to do about it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const server = start({ PORT: String(port) });
  expect(await server.exit).toBe(1);
  expect(server.output()).toContain(`Port ${port} on 127.0.0.1 is in use by another program`);
  expect(server.output()).toContain(`PORT=${port + 1} npm start`);
  expect(await database()).toBeNull();
  other.close();
});

test('ends before anything is started when the configuration is wrong', async () => {
  const server = start({ PORT: 'abc', NODE_ENV: 'production' });
  expect(await server.exit).toBe(2);
  expect(server.output()).toContain('PORT is "abc", which is not a whole number from 0 to 65535.');
  expect(server.output()).toContain('DATABASE_URL is not set.');
  expect(await database()).toBeNull();
});

test('a data directory that cannot be one is told in a sentence, without a stack', async () => {
  const server = start({ DATA_DIR: join(root, 'package.json') });
  expect(await server.exit).toBe(2);
  expect(server.output()).toMatch(/DATA_DIR is ".*package.json", which is a file\. Choose a directory/);
  expect(server.output()).not.toContain('    at ');
});

test('a database that does not answer is told with the name of its setting, and without its password', async () => {
  const server = start({ DATABASE_URL: 'postgresql://owner:geheim@127.0.0.1:1/tuntas' });
  expect(await server.exit).toBe(1);
  expect(server.output()).toContain('DATABASE_URL points to 127.0.0.1:1/tuntas, which cannot be used as "owner"');
  expect(server.output()).not.toMatch(/geheim|    at /);
});

test('--help explains every variable and starts nothing', async () => {
  const server = start({}, ['--help']);
  expect(await server.exit).toBe(0);
  expect(server.output()).toContain('DATABASE_URL');
  expect(await database()).toBeNull();
});

test('CLK-4 with --clock time starts there, and /dev/clock moves it forward', async () => {
  const server = start({}, ['--clock', '2026-03-16T09:00+07:00']);
  const address = await server.ready();
  const move = (advanceTo: unknown): Promise<[number, unknown]> =>
    answer(`${address}/dev/clock`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ advanceTo }),
    });
  expect(await move('2026-03-20T09:00+07:00')).toMatchObject([
    200,
    { now: expect.stringContaining('2026-03-20T02:00') },
  ]);
  expect(await move('2026-03-19T09:00+07:00')).toMatchObject([400, { error: expect.stringContaining('not before') }]);
  expect(await move('tomorrow')).toMatchObject([400, {}]);
});

test('CLK-4 refuses --clock before what has already happened in the database, and starts at it', async () => {
  const place = { SEED: 'reference', DATA_DIR: join(directory, 'past') };
  const first = start(place, ['--clock', '2026-03-16T09:00+07:00']);
  expect(await ask(await first.ready(), FILE_REPORT(0))).toMatchObject([200, { data: { fileReport: {} } }]);
  first.process.kill('SIGTERM');
  await first.exit;

  const earlier = start(place, ['--clock', '2026-03-16T08:00+07:00']);
  expect(await earlier.exit).toBe(1);
  const latest = /npm start -- --clock (\S+),/.exec(earlier.output())?.[1];
  expect(earlier.output()).toContain('--clock 2026-03-16T01:00:00.000Z is before what this database already knows');

  await start(place, ['--clock', latest!]).ready();
});

test('the front page says what this is: a page for browsers, JSON for everybody else, and every link leads somewhere', async () => {
  const server = start();
  const address = await server.ready();
  const [status, facts] = await answer(`${address}/`);
  expect([status, facts]).toMatchObject([200, { name: 'Tuntas', graphql: '/graphql', outbox: '/dev/outbox' }]);

  const page = await fetch(`${address}/`, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
  const html = await page.text();
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(html).toMatch(/<html lang="id">[^]*<section lang="id"[^]*<section lang="en"/);
  expect(html).not.toMatch(/<script|\son\w+=|https?:/);

  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, target]) => target!);
  expect(links).toEqual(expect.arrayContaining(['/health/ready', '/dev/outbox', '/documents/README.md']));
  for (const link of links.filter((each) => each !== '/graphql')) {
    expect([link, (await fetch(address + link)).status]).toEqual([link, 200]);
  }
  expect((await fetch(`${address}/documents/package.json`)).status).toBe(404);
  expect((await fetch(`${address}/documents/..%2Fpackage.json`)).status).toBe(404);
});

test('INT-4 the link that confirms an e-mail address ends at a page that says so', async () => {
  const server = start({ PUBLIC_URL: 'https://tuntas.example' });
  const address = await server.ready();
  const email = `warga-${process.pid}@contoh.id`;
  const body = JSON.stringify({ name: 'Warga', email, password: 'jalan-rusak-di-patrol' });
  const headers = { 'Content-Type': 'application/json', Origin: 'https://tuntas.example' };
  await fetch(`${address}/auth/sign-up/email`, { method: 'POST', headers, body });
  const [, mails] = await answer(`${address}/dev/outbox?format=json&recipient=${email}`);
  const link = /http\S+verify-email\S+/.exec((mails as { body: string }[])[0]!.body)![0];
  const here = link.replace('https://tuntas.example', address);

  const page = await fetch(here, { headers: { accept: 'text/html' } });
  expect([page.status, new URL(page.url).pathname]).toEqual([200, '/']);
  expect(await page.text()).toContain('Alamat e-mail Anda sudah dikonfirmasi.');
  const doctored = here.replace(/token=[^&]*/, 'token=x');
  const refused = await fetch(doctored, { headers: { accept: 'text/html' } });
  expect(await refused.text()).toContain('mungkin sudah kedaluwarsa');
});

test('only allowed origins may use it from a browser', async () => {
  const server = start({ ALLOWED_ORIGINS: 'https://console.example' });
  const address = await server.ready();
  const permission = async (origin: string): Promise<string | null> => {
    const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
    const response = await fetch(`${address}/health/live`, { method: 'OPTIONS', headers });
    return response.headers.get('access-control-allow-origin');
  };
  expect(await permission('https://console.example')).toBe('https://console.example');
  expect(await permission('https://evil.example')).toBeNull();
});

test('a request that cannot be understood is not our surprise', async () => {
  const server = start({}, ['--clock=2026-03-16T09:00+07:00']);
  const address = await server.ready();
  const headers = { 'Content-Type': 'application/json' };
  const [status, body] = await answer(`${address}/dev/clock`, { method: 'POST', headers, body: '{' });
  expect(status).toBe(400);
  expect(body).toMatchObject({ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
});

const FILE_REPORT = (n: number): string => `mutation { fileReport(input: {
  idempotencyKey: "7d1f5a52-3c8e-4b52-9d0c-2f6f0a3f9f${String(n).padStart(2, '0')}", title: "Lampu jalan padam",
  body: "Ruas jalan desa gelap pada malam hari.", areaCode: "32.12"
}) { ... on FiledReport { trackingId } ... on Refusal { code } } }`;

function ask(address: string, query: string): Promise<[number, unknown]> {
  const headers = { 'Content-Type': 'application/json' };
  return answer(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

function start(environment: Record<string, string> = {}, args: string[] = []): Started {
  const child = spawn(process.execPath, [bundle, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: directory, PORT: '0', SEED: 'none', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exit = new Promise<number | null>((ended) => child.on('close', ended));
  const result = { process: child, exit, output: () => printed, ready: () => readyAddress(() => printed, child) };
  started.push(result);
  return result;
}

async function readyAddress(output: () => string, child: ChildProcess): Promise<string> {
  await expect
    .poll(() => output().includes('Tuntas is ready.') || child.exitCode !== null, { timeout: 25_000 })
    .toBe(true);
  const address = /Server\s+(http:\S+)/.exec(output())?.[1];
  if (address === undefined) throw new Error(`It did not start:\n${output()}`);
  return address;
}

async function answer(url: string, init?: RequestInit): Promise<[number, unknown]> {
  const response = await fetch(url, init);
  return [response.status, await response.json()];
}

/** The database server on this test's directory, or null. */
function database(): Promise<number | null> {
  return runningServer(join(directory, 'postgres', 'data'));
}
