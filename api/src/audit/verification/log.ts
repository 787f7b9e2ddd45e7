import { chained } from '../../platform/realtime/relay.ts';
import type { StageResult, StageWork } from '../verify-audit.ts';

interface EntryRow {
  position: string;
  eventId: string;
  hash: Buffer;
  /** Null: the event is gone. */
  eventHash: Buffer | null;
}

const NEXT_ENTRIES = `
  select l.position::text, l.event_id::text as "eventId", l.hash, e.hash as "eventHash"
  from event_log l left join event e on e.id = l.event_id
  where l.position > $1::bigint order by l.position limit $2`;

/** Events that began before the last one numbered have their number; a missing one was taken out of the log. */
const UNNUMBERED = `
  with tail as (
    select e.xid, e.id from (select event_id from event_log order by position desc limit 1) l
    join event e on e.id = l.event_id)
  select e.id::text, e.type from event e, tail
  where (e.xid, e.id) <= (tail.xid, tail.id) and not exists (select from event_log l where l.event_id = e.id)
  order by e.xid, e.id limit 1`;

/** Follows the global log: dense from 1, chained, and nothing missing from it. */
export async function brokenLog({ client, batchSize, progress }: StageWork): Promise<StageResult> {
  let hash: Buffer = Buffer.alloc(0);
  for (let done = 0; ;) {
    const { rows } = await client.query<EntryRow>(NEXT_ENTRIES, [done, batchSize]);
    for (const entry of rows) {
      const broken = whatIsWrong(entry, done + 1, hash);
      if (broken) return { done, broken };
      hash = entry.hash;
      done += 1;
    }
    if (rows.length > 0) progress(done);
    if (rows.length === batchSize) continue;
    const missing = await client.query<{ id: string; type: string }>(UNNUMBERED);
    const [event] = missing.rows;
    return { done, broken: event ? `Event ${event.id} (${event.type}) is missing from the global log.` : null };
  }
}

function whatIsWrong({ position, eventId, eventHash, hash }: EntryRow, expected: number, previous: Buffer) {
  if (position !== String(expected)) return `Position ${expected} is missing from the global log.`;
  if (eventHash === null) return `Event ${eventId} at position ${position} of the global log is gone.`;
  if (hash.equals(chained(previous, eventHash))) return null;
  return `Event ${eventId} at position ${position} of the global log is not the one that was numbered.`;
}
