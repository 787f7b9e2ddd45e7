import type { Pool } from 'pg';
import { localDayOf } from '../platform/calendar/local-day.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { asSystem } from '../platform/database/system-transaction.ts';

/**
 * The end of the log at the end of every finished day since the last root. An event that was recorded before midnight
 * and numbered after the root was published belongs to the next root: a root is never rewritten, and positions only grow.
 * "offset 0" changes no answer: the planner cannot know that few are new, and would read every event there is each hour.
 */
const PUBLISH = `
  with ended as (
    select (e.recorded_at at time zone 'Asia/Jakarta')::date as day, max(l.position) as position
    from event_log l cross join lateral (select e.recorded_at from event e where e.id = l.event_id offset 0) e
    where l.position > coalesce((select max(position) from audit_root), 0)
      and (e.recorded_at at time zone 'Asia/Jakarta')::date < $1::date
    group by 1),
  root as (select day, max(position) over (order by day) as position from ended)
  insert into audit_root (day, position, hash, published_at)
  select root.day, root.position, l.hash, $2::timestamptz from root join event_log l on l.position = root.position
  where root.day > coalesce((select max(day) from audit_root), '-infinity')
  on conflict do nothing returning day`;

/**
 * Publishes the root of every day that has ended in Jakarta, where something happened on it (AUD-1). Doing it again, or
 * in several processes at once, changes nothing. Returns how many roots are new.
 */
export async function publishDailyRoot(pool: Pool, clock: Clock): Promise<number> {
  const now = clock.now();
  const published = await asSystem(pool, (client) =>
    client.query(PUBLISH, [localDayOf(now, 'Asia/Jakarta'), now.toISOString()]),
  );
  return published.rowCount ?? 0;
}
