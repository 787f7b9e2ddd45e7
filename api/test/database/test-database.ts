import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createPool } from '../../src/platform/database/pool.ts';
import { atEndOfFile } from '../end-of-file.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses on this run's PostgreSQL; `DATABASE` stands for the name of the database. */
    databaseServer: { ownerUrl: string; apiUrl: string };
  }
}

/** The database every test database is a copy of: all migrations and the reference data, nothing else. */
export const TEMPLATE_DATABASE = 'tuntas_template';

/** A database that belongs to one test file: migrated, with reference data, and gone when the file is done. */
export interface TestDatabase {
  /** As the owner of everything, past all row policies: for arranging, and for looking behind the curtain. */
  ownerPool: pg.Pool;
  /** As the API's login, which may do nothing until it takes a role. */
  pool: pg.Pool;
  /** Address for the API's login, for what brings its own connections. */
  url: string;
  /** Address for the owner. */
  ownerUrl: string;
  /** Removes the database. Happens by itself at the end of the file. */
  drop(): Promise<void>;
}

/** Makes this test file's own copy of the template. Call it once per file, at the top or in `beforeAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const addresses = inject('databaseServer');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const administration = addresses.ownerUrl.replace('DATABASE', 'postgres');
  await run(administration, `create database ${name} template ${TEMPLATE_DATABASE} strategy file_copy`);

  const url = addresses.apiUrl.replace('DATABASE', name);
  const ownerUrl = addresses.ownerUrl.replace('DATABASE', name);
  const pool = createPool(url, { max: 10, name: 'test' });
  const ownerPool = createPool(ownerUrl, { max: 4, name: 'test owner' });
  let dropped: Promise<void> | null = null;
  const drop = (): Promise<void> =>
    (dropped ??= (async () => {
      await Promise.all([pool.end(), ownerPool.end()]);
      await run(administration, `drop database ${name} with (force)`);
    })());
  atEndOfFile(drop);
  return { ownerPool, pool, url, ownerUrl, drop };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
