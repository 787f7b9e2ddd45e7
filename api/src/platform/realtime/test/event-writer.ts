import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';

const INSERT = `
  insert into event (subject_kind, subject_id, subject_version, type, actor_kind, visibility, occurred_at, recorded_at,
    topics, prev_hash, hash)
  select 'SYSTEM', gen_random_uuid(), 1, $1::text, 'SYSTEM', 'INTERNAL', now(), now(), $2::text[], '',
    sha256(convert_to(gen_random_uuid()::text, 'UTF8'))
  from generate_series(1, $3::int)`;

/** Writes `count` events of one type. Real commands go through append_event(); relay and hub see only the rows. */
export async function writeEvents(
  database: Pool | ClientBase,
  type: string,
  topics: string[],
  count = 1,
): Promise<void> {
  await database.query(INSERT, [type, topics, count]);
}

export function newTopic(): string {
  return `report:${randomUUID()}`;
}

/** Everything the log holds, oldest first. */
export async function readLog(
  database: Pool,
): Promise<{ position: number; type: string; event: number; hash: Buffer; own: Buffer }[]> {
  const { rows } = await database.query(
    `select l.position::int, e.type, e.id::int as event, l.hash, e.hash as own
     from event_log l join event e on e.id = l.event_id order by l.position`,
  );
  return rows;
}

export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  milliseconds = 10_000,
): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
