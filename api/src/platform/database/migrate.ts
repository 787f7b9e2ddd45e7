import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import type { Constructor } from '@mikro-orm/core';
import pg from 'pg';
import { API_LOGIN } from './api-login.ts';
import { databaseName } from './pool.ts';

/** One step of the database's history, under the name that is written down once it ran. */
export interface MigrationStep {
  name: string;
  class: Constructor<Migration>;
}

/** Table in which the steps that ran are written down. */
export const MIGRATION_TABLE = 'schema_migration';

/**
 * Brings the database up to the last step and returns the names of those that ran. One process migrates at a time; the
 * others wait and then find nothing to do. Each step is a transaction of its own: a failed one leaves nothing behind.
 */
export async function migrate(ownerUrl: string, steps: readonly MigrationStep[]): Promise<string[]> {
  const lock = new pg.Client({ connectionString: ownerUrl, application_name: 'tuntas migrations' });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock(7421000)');
    const ran = await runPending(ownerUrl, steps);
    // Readiness checks compare what ran with what the program expects, and they run as the API's login.
    if (steps.length > 0) await lock.query(`grant select on public.${MIGRATION_TABLE} to ${API_LOGIN}`);
    return ran;
  } finally {
    await lock.end();
  }
}

/** The steps that have not run on this database yet. */
export async function pendingMigrations(pool: pg.Pool, steps: readonly MigrationStep[]): Promise<string[]> {
  const table = await pool.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [
    `public.${MIGRATION_TABLE}`,
  ]);
  if (!table.rows[0]?.exists) return steps.map((step) => step.name);
  const { rows } = await pool.query<{ name: string }>(`select name from public.${MIGRATION_TABLE}`);
  const done = new Set(rows.map((row) => row.name));
  return steps.map((step) => step.name).filter((name) => !done.has(name));
}

async function runPending(ownerUrl: string, steps: readonly MigrationStep[]): Promise<string[]> {
  const orm = await MikroORM.init({
    entities: [],
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    dbName: databaseName(ownerUrl),
    driverOptions: { connectionString: ownerUrl, application_name: 'tuntas migrations', max: 2 },
    migrations: {
      migrationsList: [...steps],
      tableName: MIGRATION_TABLE,
      snapshot: false,
      // A transaction per step: a step may use what the one before it created, such as a new enum value.
      transactional: true,
      allOrNothing: false,
      // Switching foreign keys off would need a superuser, and hide mistakes.
      disableForeignKeys: false,
      silent: true,
    },
  });
  try {
    const ran = await orm.migrator.up();
    return ran.map((step) => step.name);
  } finally {
    await orm.close(true);
  }
}
