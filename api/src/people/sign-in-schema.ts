import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { outliveConnections } from '../platform/database/pool.ts';
import { createSignInEngine } from './sign-in-engine.ts';
import { SignInLimits } from './sign-in-limits.ts';

/** The schema with accounts, sessions and codes. MikroORM never looks into it. */
export const SIGN_IN_SCHEMA = 'auth';

/** Connections whose search path is the sign-in schema. */
export function signInPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    options: `-c search_path=${SIGN_IN_SCHEMA}`,
    application_name: 'tuntas sign-in',
    connectionTimeoutMillis: 10_000,
  });
  outliveConnections(pool);
  return pool;
}

/**
 * Brings the sign-in schema up to what better-auth and our own limits need, and lets the API's login work in it. Runs
 * with the owner's address, after the migrations (which make the login); running it again changes nothing.
 */
export async function migrateSignIn(ownerUrl: string): Promise<void> {
  const lock = new pg.Client({ connectionString: ownerUrl, application_name: 'tuntas sign-in migrations' });
  await lock.connect();
  const pool = signInPool(ownerUrl, 2);
  try {
    await lock.query('select pg_advisory_lock(7421003)');
    await lock.query(`create schema if not exists ${SIGN_IN_SCHEMA}`);
    const { runMigrations } = await getMigrations(engineForItsSchema(pool).options);
    await runMigrations();
    await lock.query(OUR_TABLES);
  } finally {
    await pool.end();
    await lock.end();
  }
}

// The login has these rights itself, without taking a role: better-auth's connections know nothing of roles.
const OUR_TABLES = `
create table if not exists ${SIGN_IN_SCHEMA}.attempt_count (
  key text primary key,
  used int not null,
  window_ends_at timestamptz not null
);
create index if not exists attempt_count_ended on ${SIGN_IN_SCHEMA}.attempt_count (window_ends_at);
grant usage on schema ${SIGN_IN_SCHEMA} to tuntas_api;
grant select, insert, update, delete on all tables in schema ${SIGN_IN_SCHEMA} to tuntas_api;
`;

/** An engine that is asked for its tables only; it never signs anybody in. */
function engineForItsSchema(pool: pg.Pool) {
  return createSignInEngine({
    pool,
    limits: new SignInLimits(pool, ''),
    publicUrl: 'http://localhost',
    trustedOrigins: [],
    secret: 'not a secret: this engine only describes its tables',
    production: false,
    openIdProvider: null,
    send: () => Promise.resolve(),
    onError: () => undefined,
  });
}
