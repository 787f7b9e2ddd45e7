import { Client } from 'pg';

/**
 * Opens a connection that stays open: connected, and acting as the role that may read events (and, for the relay, write
 * the event log). It must be a session of its own; LISTEN and advisory locks do not survive a transaction pooler.
 */
export type OpenConnection = () => Promise<Client>;

/** The channel on which the relay announces the last position it wrote. */
export const EVENTS_CHANNEL = 'tuntas_events';

/** Ends a connection that may be dead already; one that does not even answer is left to the keep-alive. */
export async function endQuietly(client: Client): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, 1_000).unref());
  await Promise.race([client.end().catch(() => undefined), patience]);
}

/** Opens connections for relay and hub with the API's login, which may do nothing itself, as the system role. */
export function systemConnections(url: string, name: string): OpenConnection {
  return async () => {
    const client = new Client({
      connectionString: url,
      application_name: name,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      // A session whose other side vanished without a word must not keep the leader's lock for hours.
      query_timeout: 30_000,
      options: '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3',
    });
    // An error between opening and the first listener must not end the process; the failed query tells.
    client.on('error', () => undefined);
    await client.connect();
    await client.query('set role tuntas_system');
    return client;
  };
}
