import type { Pool, PoolClient } from 'pg';
import { type AgencyRow, buildAgencies } from './agencies.ts';
import { type AreaRow, loadAreas } from './areas.ts';
import { HOLIDAYS } from './calendar.ts';
import { buildCategories, type CategoryRow } from './categories.ts';
import { LIMITS, SETTINGS } from './limits.ts';
import { stableId } from './stable-id.ts';

export interface SeedOptions {
  /**
   * Which villages to write: every one (the default), or only those that an agency stands in, for tests that want to
   * start fast.
   */
  villages?: 'ALL' | 'WITH_AGENCY';
}

/** How many rows a run wrote; all zero when there was nothing to do. */
export interface SeedSummary {
  areas: number;
  agencies: number;
  categories: number;
  holidays: number;
  limits: number;
  settings: number;
}

/** Any two seeders take turns on this key. */
const SEED_LOCK = 7421002;

/**
 * Writes the reference data in one transaction. Areas follow the source data on every run; everything that the
 * administration may edit (agencies, categories, holidays, limits, settings) is only ever added, never overwritten, so
 * seeding again takes back nobody's work. The pool must sign in as the owner of the tables.
 */
export async function seedReference(pool: Pool, options: SeedOptions = {}): Promise<SeedSummary> {
  const allAreas = await loadAreas();
  const agencies = buildAgencies(allAreas);
  const areas = options.villages === 'WITH_AGENCY' ? withoutUnusedVillages(allAreas, agencies) : allAreas;
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [SEED_LOCK]);
    const summary = {
      areas: await writeAreas(client, areas),
      agencies: await writeAgencies(client, agencies),
      categories: await writeCategories(client, buildCategories()),
      holidays: await writeHolidays(client),
      limits: await writeLimits(client),
      settings: await writeSettings(client),
    };
    await client.query('commit');
    return summary;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

function withoutUnusedVillages(areas: readonly AreaRow[], agencies: readonly AgencyRow[]): AreaRow[] {
  const used = new Set(agencies.map((agency) => agency.areaCode));
  return areas.filter((area) => area.level !== 'VILLAGE' || used.has(area.code));
}

/** The rows of one table as columns, which is how `unnest` takes thousands of them in one statement. */
function columns<Row>(rows: readonly Row[], ...fields: ((row: Row) => unknown)[]): unknown[][] {
  return fields.map((field) => rows.map(field));
}

async function written(client: PoolClient, sql: string, parameters: unknown[][]): Promise<number> {
  return (await client.query(sql, parameters)).rowCount ?? 0;
}

async function writeAreas(client: PoolClient, areas: readonly AreaRow[]): Promise<number> {
  return written(
    client,
    `insert into area (code, parent_code, level, name, kind, time_zone)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
     on conflict (code) do update
       set parent_code = excluded.parent_code, level = excluded.level, name = excluded.name, kind = excluded.kind,
           time_zone = excluded.time_zone
       where (area.parent_code, area.level, area.name, area.kind, area.time_zone)
         is distinct from (excluded.parent_code, excluded.level, excluded.name, excluded.kind, excluded.time_zone)`,
    columns(
      areas,
      (area) => area.code,
      (area) => area.parentCode,
      (area) => area.level,
      (area) => area.name,
      (area) => area.kind,
      (area) => area.timeZone,
    ),
  );
}

/** Level by level, so the closure of every parent exists when its units arrive. */
async function writeAgencies(client: PoolClient, agencies: readonly AgencyRow[]): Promise<number> {
  const deepest = Math.max(...agencies.map((agency) => agency.depth));
  let count = 0;
  for (let depth = 0; depth <= deepest; depth += 1) {
    count += await writeAgencyLevel(
      client,
      agencies.filter((agency) => agency.depth === depth),
    );
  }
  return count;
}

async function writeAgencyLevel(client: PoolClient, agencies: readonly AgencyRow[]): Promise<number> {
  return written(
    client,
    `insert into agency (id, code, parent_id, name, type, area_code, time_zone, connected_at, sort)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
                          $8::timestamptz[], $9::int[])
     on conflict do nothing`,
    columns(
      agencies,
      (agency) => agency.id,
      (agency) => agency.code,
      (agency) => agency.parentCode && stableId('agency', agency.parentCode),
      (agency) => agency.name,
      (agency) => agency.type,
      (agency) => agency.areaCode,
      (agency) => agency.timeZone,
      (agency) => agency.connectedAt,
      (agency) => agency.sort,
    ),
  );
}

async function writeCategories(client: PoolClient, categories: readonly CategoryRow[]): Promise<number> {
  const mains = categories.filter((category) => category.parentCode === null);
  const below = categories.filter((category) => category.parentCode !== null);
  return (await writeCategoryLevel(client, mains)) + (await writeCategoryLevel(client, below));
}

async function writeCategoryLevel(client: PoolClient, categories: readonly CategoryRow[]): Promise<number> {
  return written(
    client,
    `insert into category (id, code, parent_id, name_id, name_en, required_facts, service_class, sensitive, sort)
     select id, code, parent_id, name_id, name_en, string_to_array(facts, ','), service_class, sensitive, sort
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[],
                 $9::int[])
       as seed (id, code, parent_id, name_id, name_en, facts, service_class, sensitive, sort)
     on conflict do nothing`,
    columns(
      categories,
      (category) => category.id,
      (category) => category.code,
      (category) => category.parentCode && stableId('category', category.parentCode),
      (category) => category.nameId,
      (category) => category.nameEn,
      (category) => category.requiredFacts.join(','),
      (category) => category.serviceClass,
      (category) => category.sensitive,
      (category) => category.sort,
    ),
  );
}

async function writeHolidays(client: PoolClient): Promise<number> {
  return written(
    client,
    `insert into holiday (date, kind, name_id, name_en, decree)
     select * from unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[])
     on conflict do nothing`,
    columns(
      HOLIDAYS,
      (holiday) => holiday.date,
      (holiday) => holiday.kind,
      (holiday) => holiday.nameId,
      (holiday) => holiday.nameEn,
      (holiday) => holiday.decree,
    ),
  );
}

async function writeLimits(client: PoolClient): Promise<number> {
  return written(
    client,
    `insert into time_limit (kind, service_class, working_days, legal_basis)
     select * from unnest($1::text[], $2::text[], $3::int[], $4::text[])
     on conflict do nothing`,
    columns(
      LIMITS,
      (limit) => limit.kind,
      (limit) => limit.serviceClass,
      (limit) => limit.workingDays,
      (limit) => limit.legalBasis,
    ),
  );
}

async function writeSettings(client: PoolClient): Promise<number> {
  return written(
    client,
    `insert into setting (key, value, note)
     select key, value::jsonb, note from unnest($1::text[], $2::text[], $3::text[]) as seed (key, value, note)
     on conflict do nothing`,
    columns(
      SETTINGS,
      (setting) => setting.key,
      (setting) => JSON.stringify(setting.value),
      (setting) => setting.note,
    ),
  );
}
