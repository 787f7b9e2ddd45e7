import type { TestDatabase } from '../../test/database/test-database.ts';
import { systemConnections } from '../platform/realtime/connection.ts';
import { Relay } from '../platform/realtime/relay.ts';
import { until } from '../platform/realtime/test/event-writer.ts';

const QUIET = { info: () => undefined, warn: () => undefined };

/** Lets a relay number every event there is, then stops it. */
export async function numberEverything(db: TestDatabase): Promise<void> {
  const relay = new Relay({ open: systemConnections(db.url, 'relay'), log: QUIET, pollMs: 5, standbyMs: 20 });
  relay.start();
  try {
    await until('every event has its place in the log', async () => {
      const { rows } = await db.ownerPool.query<{ done: boolean }>(
        'select (select count(*) from event) = (select count(*) from event_log) as done',
      );
      return rows[0]!.done;
    });
  } finally {
    await relay.stop();
  }
}

/** What an intruder may do who has become the owner of the database: triggers and foreign keys do not hold them. */
export async function behindTheTriggers(db: TestDatabase, ...statements: string[]): Promise<void> {
  const client = await db.ownerPool.connect();
  try {
    await client.query(['set session_replication_role = replica', ...statements].join('; '));
  } finally {
    await client.query('reset session_replication_role');
    client.release();
  }
}
