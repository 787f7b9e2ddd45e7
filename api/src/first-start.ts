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
