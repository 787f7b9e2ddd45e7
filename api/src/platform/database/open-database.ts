import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { API_LOGIN, openApiLogin } from './api-login.ts';
import { EmbeddedServer } from './embedded/server.ts';
import { migrate, type MigrationStep } from './migrate.ts';
import { createPool } from './pool.ts';

/** Held by whoever serves from a data directory; no other lock of Tuntas has this number. */
const DATA_DIRECTORY_LOCK = 7_421_006;

/** Name of the database on a server of our own. */
const OWN_DATABASE = 'tuntas';

/** Which database to open. */
export interface DatabaseOptions {
  /** Owner's address of a database server, or null for one of our own in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  /** From which the API's login gets its password on a foreign server. */
  secret: string;
  migrations: readonly MigrationStep[];
}

/** A migrated database. */
export interface Database {
  /** As the owner: for preparing the database at start, never for requests. */
  owner: { pool: pg.Pool; url: string };
  /** As the API's login. */
  api: { pool: pg.Pool; url: string };
  /** Migrations that ran just now. */
  migrated: readonly string[];
  /** Where the database is, for people. */
  place: string;
  /** Gives up the owner's connections, once everything is prepared. */
  closeOwner(): Promise<void>;
  /** Closes all connections and stops the server if it is our own. */
  close(): Promise<void>;
  /** Stops our own server without waiting: for when the process must go now. */
  abandon(): void;
}

/** Another process uses the same data directory. */
export class DataDirectoryInUse extends Error {
  constructor(dataDir: string, user: string) {
    super(
      `Another Tuntas (${user}) is running on the data in ${dataDir}. Stop it first, or choose another directory with DATA_DIR. ` +
        'Several servers on one database need a PostgreSQL of their own: DATABASE_URL.',
    );
    this.name = 'DataDirectoryInUse';
  }
}

/** The database server of DATABASE_URL does not answer, or not to this login. */
export class DatabaseUnreachable extends Error {
  constructor(url: string, cause: unknown) {
    const { host, pathname, username } = new URL(url);
    super(
      `DATABASE_URL points to ${host}${pathname}, which cannot be used as "${decodeURIComponent(username)}": ` +
        `${wordsOf(cause)}. Start that PostgreSQL server or correct DATABASE_URL; without it, Tuntas brings its own.`,
      { cause },
    );
    this.name = 'DatabaseUnreachable';
  }
}

/** Starts or finds the database, brings it up to date and connects to it. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.databaseUrl !== null) return openForeign(options, options.databaseUrl);
  const { server, claim } = await startClaimed(options.dataDir);
  try {
    await server.ensureDatabase(OWN_DATABASE);
    const opened = await connect(options, server.url(OWN_DATABASE), () =>
      Promise.resolve(server.url(OWN_DATABASE, API_LOGIN)),
    );
    return {
      ...opened,
      place: `built-in PostgreSQL in ${join(options.dataDir, 'postgres')}`,
      close: async () => {
        await opened.close();
        // Held until the server has ended it: nobody shall claim a server that is about to stop.
        await server.stop();
        await claim.end();
      },
      abandon: () => server.abandon(),
    };
  } catch (error) {
    await claim.end();
    await server.stop();
    throw error;
  }
}

async function openForeign(options: DatabaseOptions, ownerUrl: string): Promise<Database> {
  await reach(ownerUrl);
  const opened = await connect(options, ownerUrl, (owner) => openApiLogin(owner, ownerUrl, options.secret));
  const { host, pathname } = new URL(ownerUrl);
  return { ...opened, place: `${host}${pathname}`, abandon: () => undefined };
}

async function reach(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    throw new DatabaseUnreachable(url, error);
  }
}

/** What went wrong; where a name has several addresses, at the first of them. */
function wordsOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return first instanceof Error ? first.message : String(first);
}

type Connected = Omit<Database, 'place' | 'abandon'>;

async function connect(
  options: DatabaseOptions,
  ownerUrl: string,
  apiUrlFor: (owner: pg.Pool) => Promise<string>,
): Promise<Connected> {
  const migrated = await migrate(ownerUrl, options.migrations);
  const ownerPool = createPool(ownerUrl, { max: 4, name: 'tuntas preparation' });
  const closeOwner = once(() => ownerPool.end());
  try {
    const apiUrl = await apiUrlFor(ownerPool);
    const pool = createPool(apiUrl, { max: 20, name: 'tuntas' });
    return {
      owner: { pool: ownerPool, url: ownerUrl },
      api: { pool, url: apiUrl },
      migrated,
      closeOwner,
      close: once(async () => {
        await Promise.all([closeOwner(), pool.end()]);
      }),
    };
  } catch (error) {
    await closeOwner();
    throw error;
  }
}

/** PostgreSQL takes no new connections while it stops, and is gone soon. */
const STOPPING_PATIENCE_MS = 10_000;

/** Starts the built-in server and claims it; where it is just being stopped by another process, after that. */
async function startClaimed(dataDir: string): Promise<{ server: EmbeddedServer; claim: pg.Client }> {
  const deadline = performance.now() + STOPPING_PATIENCE_MS;
  for (;;) {
    let server: EmbeddedServer | null = null;
    try {
      server = await EmbeddedServer.start({ directory: join(dataDir, 'postgres') });
      return { server, claim: await claimDataDirectory(server, dataDir) };
    } catch (error) {
      if (error instanceof DataDirectoryInUse) throw error;
      // What we started, nobody else will stop; what we found is stopped by whoever is stopping it.
      if (server?.adopted === false) await server.stop();
      if (server?.adopted !== true || performance.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

/**
 * Two processes on one built-in server would each stop it under the other. The first holds a lock on a connection,
 * which ends with the process however that ends.
 */
async function claimDataDirectory(server: EmbeddedServer, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: server.url('postgres'),
    application_name: `process ${process.pid}`,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  // A killed process' connection takes a moment to be noticed.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(${DATA_DIRECTORY_LOCK}) as mine`,
    );
    if (rows[0]?.mine) return client;
    await sleep(100);
  }
  const holder = await client.query<{ user: string }>(
    `select application_name as "user" from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and objid = ${DATA_DIRECTORY_LOCK} and granted`,
  );
  await client.end();
  throw new DataDirectoryInUse(dataDir, holder.rows[0]?.user ?? 'unknown process');
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}
