import type { Config } from './platform/config/config.ts';
import type { Database } from './platform/database/open-database.ts';

/** Fills an empty database as SEED says. Returns whether there was anything to do. */
export async function seedWhenEmpty(owner: Database['owner'], seed: Config['SEED']): Promise<boolean> {
  if (seed === 'none') return false;
  const { rows } = await owner.pool.query<{ empty: boolean }>('select not exists (select from area) as empty');
  if (!rows[0]?.empty) return false;
  const { seedReference } = await import('../seeds/reference.seed.ts');
  await seedReference(owner.pool);
  return true;
}

/** A clock that was chosen shows a time before what has already happened. */
export class ClockBehindData extends Error {
  constructor(chosen: Date, latest: Date) {
    super(
      `--clock ${chosen.toISOString()} is before what this database already knows: something happened in it at ` +
        `${latest.toISOString()}. Time does not go back. Start there or later: ` +
        `npm start -- --clock ${latest.toISOString()}, or on other data: DATA_DIR=… npm start.`,
    );
    this.name = 'ClockBehindData';
  }
}

/** Refuses a chosen time before the latest event: what followed would have happened before its cause (CLK-4). */
export async function refuseClockBehindData(owner: Database['owner'], chosen: Date): Promise<void> {
  const { rows } = await owner.pool.query<{ latest: Date | null }>('select max(recorded_at) as latest from event');
  const latest = rows[0]?.latest ?? null;
  if (latest !== null && chosen < latest) throw new ClockBehindData(chosen, latest);
}
