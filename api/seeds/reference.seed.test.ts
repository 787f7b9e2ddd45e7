import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../test/database/test-database.ts';
import { buildAgencies } from './agencies.ts';
import { loadAreas } from './areas.ts';
import { buildCategories } from './categories.ts';
import { seedReference } from './reference.seed.ts';

const NOTHING = { areas: 0, agencies: 0, categories: 0, holidays: 0, limits: 0, settings: 0 };

describe('seeding reference data', () => {
  let pool: pg.Pool;
  const count = async (sql: string): Promise<number> => Number((await pool.query(sql)).rows[0].count);

  beforeAll(async () => {
    pool = (await testDatabase()).ownerPool;
    await pool.query('truncate area, agency, category, holiday, time_limit, setting cascade');
  });

  test('fills an empty database, and tells how much it wrote', async () => {
    const summary = await seedReference(pool);
    expect(summary).toEqual({
      areas: 38 + 514 + 7_285 + 83_762,
      agencies: buildAgencies(await loadAreas()).length,
      categories: buildCategories().length,
      holidays: 53,
      limits: 7,
      settings: 1,
    });
  });

  test('changes nothing the second time', async () => {
    expect(await seedReference(pool)).toEqual(NOTHING);
  });

  test('changes nothing when two run at the same time', async () => {
    expect(await Promise.all([seedReference(pool), seedReference(pool)])).toEqual([NOTHING, NOTHING]);
  });

  test('knows every agency above a unit', async () => {
    const { rows } = await pool.query<{ code: string }>(
      `select ancestor.code from agency_closure c
       join agency unit on unit.id = c.agency_id join agency ancestor on ancestor.id = c.ancestor_id
       where unit.code = 'DKI.JAKPUS.KEC-GAMBIR.KEL-CIDENG' order by c.depth desc`,
    );
    expect(rows.map((row) => row.code)).toEqual([
      'DKI',
      'DKI.JAKPUS',
      'DKI.JAKPUS.KEC-GAMBIR',
      'DKI.JAKPUS.KEC-GAMBIR.KEL-CIDENG',
    ]);
    expect(await count('select count(*) from agency where parent_id is null and type = $$UNIT$$')).toBe(0);
  });

  test('keeps dates as dates', async () => {
    const { rows } = await pool.query(`select date::text, name_en from holiday where date = '2026-03-21'`);
    expect(rows).toEqual([{ date: '2026-03-21', name_en: 'Eid al-Fitr 1447 AH' }]);
    expect(await count(`select count(*) from setting where key = 'joint_leave_stops_clock' and value = 'true'`)).toBe(
      1,
    );
  });

  test("takes back nobody's work, but brings areas up to date", async () => {
    await pool.query(`update agency set name = 'Pemkab Nduga', connected_at = now() where code = 'NDUGA'`);
    await pool.query(`update time_limit set working_days = 7 where kind = 'RESPOND'`);
    await pool.query(`update area set name = 'Old name' where code = '32.12'`);
    expect(await seedReference(pool)).toEqual({ ...NOTHING, areas: 1 });
    expect(await count(`select count(*) from agency where name = 'Pemkab Nduga' and connected_at is not null`)).toBe(1);
    expect(await count(`select working_days as count from time_limit where kind = 'RESPOND'`)).toBe(7);
    expect(await count(`select count(*) from area where name = 'Kabupaten Indramayu'`)).toBe(1);
  });

  test('can leave out the villages no agency stands in', async () => {
    await pool.query('truncate area, agency, category, holiday, time_limit, setting cascade');
    const summary = await seedReference(pool, { villages: 'WITH_AGENCY' });
    expect(await count(`select count(*) from area where level = 'VILLAGE'`)).toBe(735);
    expect(summary.agencies).toBe(buildAgencies(await loadAreas()).length);
  });
});
