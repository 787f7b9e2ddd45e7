import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, readlink, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { chooseAccount, ownTree, type Account } from './account.ts';
import { findBinaries, type Binaries } from './binaries.ts';

/** Name of the administrator of an embedded server. There is no password: the socket's directory is the lock. */
const SUPERUSER = 'tuntas_owner';

/** Longest directory in which a Unix socket called `.s.PGSQL.5432` still fits into the kernel's 107 bytes. */
const LONGEST_SOCKET_DIRECTORY = 107 - '/.s.PGSQL.5432'.length;

const START_TIMEOUT_MS = 30_000;

/** How to start an embedded server. */
export interface EmbeddedServerOptions {
  /** Directory that holds the database, its log and its socket. Created when missing. */
  directory: string;
  /** Give up durability for speed. Only for databases that are thrown away. */
  expendable?: boolean;
  /** Most connections at the same time. */
  maxConnections?: number;
}

/** A PostgreSQL server of our own, reachable over a Unix socket only. */
export class EmbeddedServer {
  private constructor(
    private readonly pid: number,
    private readonly socketDirectory: string,
    /** Whether the server was already running, left behind by a process that was killed. */
    readonly adopted: boolean,
  ) {}

  /** Starts the server, making the database first when there is none, or adopts the one that still runs. */
  static async start(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
    const directory = resolve(options.directory);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const binaries = findBinaries();
    const account = await chooseAccount(binaries, directory);
    await ownTree(directory, account);
    const data = join(directory, 'data');
    if (!existsSync(join(data, 'PG_VERSION'))) await initialise(binaries, account, directory, data);

    const found = await runningServer(data);
    if (found !== null && (await isReadyUnlessStopping(found, socketDirectoryOf(directory), directory))) {
      return new EmbeddedServer(found, socketDirectoryOf(directory), true);
    }
    await removeForeignPidFile(data);
    const socketDirectory = await makeSocketDirectory(directory, account);
    const pid = launch(binaries, account, directory, data, socketDirectory, options);
    await waitUntilReady(pid, socketDirectory, directory);
    return new EmbeddedServer(pid, socketDirectory, false);
  }

  /** Address of a database on this server, as its administrator or as another login. */
  url(database: string, user = SUPERUSER): string {
    return socketUrl(this.socketDirectory, database, user);
  }

  /** Makes the database unless it exists. */
  async ensureDatabase(name: string): Promise<void> {
    const client = new Client({ connectionString: this.url('postgres') });
    await client.connect();
    try {
      const found = await client.query('select from pg_database where datname = $1', [name]);
      if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
    } finally {
      await client.end();
    }
  }

  /** Asks the server to stop and does not wait for it. */
  abandon(): void {
    signalProcess(this.pid, 'SIGINT');
  }

  /** Stops the server: connections are cut, everything committed is kept. */
  async stop(): Promise<void> {
    await this.end();
    // Matters when it lies in /tmp; a server that was killed leaves its socket there, and the next one clears up.
    await rmdir(this.socketDirectory).catch(() => undefined);
  }

  private async end(): Promise<void> {
    for (const [signal, patience] of [
      ['SIGINT', 5_000],
      ['SIGQUIT', 2_000],
      ['SIGKILL', 2_000],
    ] as const) {
      if (!signalProcess(this.pid, signal)) return;
      const deadline = Date.now() + patience;
      while (Date.now() < deadline) {
        if (!isAlive(this.pid)) return;
        await sleep(10);
      }
    }
  }
}

/** The PID of the server that runs on this data directory, or null. */
export async function runningServer(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  return (await runsElsewhere(pid, data)) ? null : pid;
}

/**
 * After a crash the PID in the file may have been given to another program, and PostgreSQL would take that for itself
 * and refuse to start. A server works in its data directory, which tells them apart.
 */
async function removeForeignPidFile(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (pid > 0 && isAlive(pid) && (await runsElsewhere(pid, data))) await rm(file, { force: true });
}

/** Whether the process certainly works in another directory; where that cannot be found out, it does not. */
async function runsElsewhere(pid: number, data: string): Promise<boolean> {
  const [works, should] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => null),
    realpath(data).catch(() => null),
  ]);
  return works !== null && should !== null && works !== should;
}

/** The directory of the socket of a server that lives in `directory`. */
function socketDirectoryOf(directory: string): string {
  const beside = join(directory, 'socket');
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_DIRECTORY) return beside;
  return `/tmp/tuntas-${createHash('sha256').update(directory).digest('hex').slice(0, 24)}`;
}

async function makeSocketDirectory(directory: string, account: Account): Promise<string> {
  const path = socketDirectoryOf(directory);
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const { uid } = await stat(path);
  const self = process.getuid?.() ?? uid;
  if (uid !== account.uid && uid !== self) {
    throw new Error(`${path} belongs to another user. Remove it, or choose a shorter DATA_DIR.`);
  }
  await chmod(path, 0o700);
  if (self === 0) await chown(path, account.uid, account.gid);
  return path;
}

function socketUrl(socketDirectory: string, database: string, user: string): string {
  return `postgresql://${encodeURIComponent(user)}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socketDirectory)}`;
}

async function initialise(binaries: Binaries, account: Account, directory: string, data: string): Promise<void> {
  // Made aside and renamed, so that a start interrupted here leaves nothing that looks like a database.
  const draft = join(directory, `data.making-${process.pid}`);
  await rm(draft, { recursive: true, force: true });
  const { file, args, ...identity } = account.command(binaries.initdb, [
    ...['-D', draft, '-U', SUPERUSER, '--auth=trust', '--encoding=UTF8', '--locale-provider=builtin'],
    ...['--locale=C.UTF-8', '--no-instructions', '--no-sync'],
  ]);
  const initdb = spawn(file, args, { ...identity, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  initdb.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const code = await new Promise<number | null>((done, failed) => {
    initdb.on('error', failed);
    initdb.on('close', done);
  });
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw new Error(`The database could not be made in ${directory}: ${complaint.trim()}`);
  }
  await rename(draft, data);
}

function launch(
  binaries: Binaries,
  account: Account,
  directory: string,
  data: string,
  socketDirectory: string,
  options: EmbeddedServerOptions,
): number {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    max_connections: String(options.maxConnections ?? 100),
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The server's own news only: the messages and details of failed statements may repeat what people wrote.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    ...(options.expendable
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', max_wal_size: '4GB' }
      : {}),
  };
  const { file, args, ...identity } = account.command(binaries.postgres, [
    ...['-D', data],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const log = openSync(join(directory, 'postgres.log'), 'a', 0o600);
  try {
    // A session of its own: Ctrl-C in the terminal must reach us first, so that requests finish before the database goes.
    const server = spawn(file, args, {
      ...identity,
      cwd: directory,
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
    });
    server.on('error', () => undefined);
    server.unref();
    if (server.pid === undefined) throw new Error(`${file} could not be started.`);
    return server.pid;
  } finally {
    closeSync(log);
  }
}

/** Whether a server that was found takes connections; false once it is gone because somebody was just stopping it. */
async function isReadyUnlessStopping(pid: number, socketDirectory: string, directory: string): Promise<boolean> {
  try {
    await waitUntilReady(pid, socketDirectory, directory);
    return true;
  } catch (error) {
    if (isAlive(pid)) throw error;
    // Whoever stopped it clears its socket's directory away, which must not become ours in that moment.
    await sleep(300);
    return false;
  }
}

async function waitUntilReady(pid: number, socketDirectory: string, directory: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const problem = await tryConnecting(socketDirectory);
    if (problem === null) return;
    if (!isAlive(pid) || Date.now() > deadline) {
      const log = await readFile(join(directory, 'postgres.log'), 'utf8').catch(() => '');
      throw new Error(
        `PostgreSQL did not start (${problem}). Its last words:\n${log.trim().split('\n').slice(-5).join('\n')}`,
      );
    }
    await sleep(10);
  }
}

async function tryConnecting(socketDirectory: string): Promise<string | null> {
  const client = new Client({ connectionString: socketUrl(socketDirectory, 'postgres', SUPERUSER) });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isAlive(pid: number): boolean {
  return signalProcess(pid, 0);
}

function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
