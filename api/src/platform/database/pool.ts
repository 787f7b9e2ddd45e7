import pg from 'pg';

/** Connects to the database at `url`. */
export function createPool(url: string, options: { max: number; name: string }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.name,
    // A caller who waits this long for a connection is better served by an error than by silence.
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
  });
  outliveConnections(pool);
  return pool;
}

/**
 * Lets a pool's connections die without taking the process along: an 'error' nobody listens to ends it, and the pool
 * itself listens only while a connection is idle. Whoever uses one is told by the query that fails.
 */
export function outliveConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

/** The name of the database an address leads to. */
export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
