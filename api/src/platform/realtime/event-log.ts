import type { Client } from 'pg';
import { cursorOf } from './cursor.ts';
import type { LiveEvent } from './live-event.ts';

interface Row {
  position: string;
  type: string;
  topics: string[];
  report_id: string | null;
  disposition_id: string | null;
  occurred_at: Date;
}

// What happened stays in the table: only what it takes to find and announce an event is read.
const COLUMNS = 'l.position, e.type, e.topics, e.report_id, e.disposition_id, e.occurred_at';

/** The events after a position, oldest first. */
export async function eventsAfter(client: Client, position: bigint, limit: number): Promise<LiveEvent[]> {
  const { rows } = await client.query<Row>(
    `select ${COLUMNS}
     from (select position, event_id from event_log where position > $1 order by position limit $2) l
     join event e on e.id = l.event_id order by l.position`,
    [String(position), limit],
  );
  return rows.map(liveEvent);
}

/** The events on one of `topics` with `after` < position ≤ `upTo`, oldest first. */
export async function eventsOnTopics(
  client: Client,
  topics: readonly string[],
  after: bigint,
  upTo: bigint,
  limit: number,
): Promise<LiveEvent[]> {
  const { rows } = await client.query<Row>(
    `select ${COLUMNS} from event_log l join event e on e.id = l.event_id
     where l.position > $1 and l.position <= $2 and e.topics && $3::text[] order by l.position limit $4`,
    [String(after), String(upTo), topics, limit],
  );
  return rows.map(liveEvent);
}

/** The first and the last position in the log; 0 and 0 while it is empty. */
export async function logBounds(client: Client): Promise<{ first: bigint; last: bigint }> {
  const { rows } = await client.query<{ first: string; last: string }>(
    'select coalesce(min(position), 0) as first, coalesce(max(position), 0) as last from event_log',
  );
  return { first: BigInt(rows[0]!.first), last: BigInt(rows[0]!.last) };
}

function liveEvent(row: Row): LiveEvent {
  const position = BigInt(row.position);
  return {
    kind: 'EVENT',
    position,
    cursor: cursorOf(position),
    type: row.type,
    topics: row.topics,
    reportId: row.report_id,
    dispositionId: row.disposition_id,
    occurredAt: row.occurred_at,
  };
}
