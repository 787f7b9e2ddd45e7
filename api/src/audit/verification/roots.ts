import type { StageResult, StageWork } from '../verify-audit.ts';

/** A root that was written down outside of the database: how many events there were, and their hash. */
export interface KnownRoot {
  readonly position: string;
  /** Lower-case hexadecimal. */
  readonly hash: string;
}

interface RootRow extends KnownRoot {
  day: string;
  stands: boolean;
}

const ROOTS = `
  select a.day::text, a.position::text, encode(a.hash, 'hex') as hash,
    exists (select from event_log l where l.position = a.position and l.hash = a.hash) as stands
  from audit_root a order by a.day`;

/** Every root must be the hash at its position of a log whose chain has been followed already. */
export async function brokenRoot({ client, progress }: StageWork, known: readonly KnownRoot[]): Promise<StageResult> {
  const { rows } = await client.query<RootRow>(ROOTS);
  const fallen = rows.find((root) => !root.stands);
  if (fallen) return { done: rows.length, broken: `The root of ${fallen.day} ${mismatch(fallen)}` };
  for (const root of known) {
    const found = await client.query<{ hash: string }>(
      `select encode(hash, 'hex') as hash from event_log where position = $1::bigint`,
      [root.position],
    );
    if (found.rows[0]?.hash !== root.hash) return { done: rows.length, broken: `The root you kept ${mismatch(root)}` };
  }
  const done = rows.length + known.length;
  progress(done);
  return { done, broken: null };
}

function mismatch({ position }: KnownRoot): string {
  return `is not the hash at position ${position} of the global log: events were removed or replaced after it was published.`;
}
