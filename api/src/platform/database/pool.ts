import pg from 'pg';

/** Connects to the database at `url`. Idle connections that die are dropped from the pool, not thrown at the process. */
export function createPool(url: string, options: { max: number; name: string }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.name,
    // A caller who waits this long for a connection is better served by an error than by silence.
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
  });
  pool.on('error', () => undefined);
  return pool;
}

/** The name of the database an address leads to. */
export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
