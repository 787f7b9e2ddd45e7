import type { Client } from 'pg';

/**
 * Opens a connection that stays open: connected, and acting as the role that may read events (and, for the relay, write
 * the event log). It must be a session of its own; LISTEN and advisory locks do not survive a transaction pooler.
 */
export type OpenConnection = () => Promise<Client>;

/** The channel on which the relay announces the last position it wrote. */
export const EVENTS_CHANNEL = 'tuntas_events';

/** Ends a connection that may be dead already. */
export async function endQuietly(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}
