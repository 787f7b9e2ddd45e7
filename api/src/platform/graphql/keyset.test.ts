import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { defineKeyset, type CursorRow, type Keyset, type PageRequest, type PageSql } from './keyset.ts';
import { RefusedError } from './refusals.ts';

const byUrgency = defineKeyset('jobs.urgency', [
  { sql: 'urgent', type: 'boolean', direction: 'DESC' },
  { sql: 'due_at', type: 'timestamptz', direction: 'ASC' },
  { sql: "coalesce(title, '')", type: 'text', direction: 'DESC' },
  { sql: 'id', type: 'uuid', direction: 'ASC' },
]);

const newestFirst = defineKeyset('jobs.newest', [
  { sql: 'due_at', type: 'timestamptz', direction: 'DESC' },
  { sql: 'id', type: 'uuid', direction: 'DESC' },
]);

interface Job extends CursorRow {
  id: string;
}

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query(`
    create table job (id uuid primary key, urgent boolean not null, due_at timestamptz not null, title text);
    insert into job
    select uuidv7(), random() < 0.5,
           timestamptz '2026-11-21 12:00:00+07' + (random() * 4)::int * interval '1 microsecond',
           (array['Jalan rusak', 'jalan "rusak"', 'é', null])[1 + (random() * 3)::int]
    from generate_series(1, 57)`);
});

async function page(keyset: Keyset, request: PageRequest) {
  const owned = 'Jalan hilang';
  const sql = keyset.sql(request, 1);
  const rows = await database.ownerPool.query<Job>(
    `select id, ${sql.cursorKey} from job where title is distinct from $1 and ${sql.where}
     order by ${sql.orderBy} limit ${sql.limit}`,
    [owned, ...sql.params],
  );
  return keyset.page(rows.rows, request);
}

async function idsInOrder(keyset: Keyset): Promise<string[]> {
  const { orderBy } = keyset.sql({ first: 1 });
  const result = await database.ownerPool.query<{ id: string }>(`select id from job order by ${orderBy}`);
  return result.rows.map((row) => row.id);
}

async function walk(keyset: Keyset, size: number, forwards: boolean): Promise<string[]> {
  const visited: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const part = await page(keyset, forwards ? { first: size, after: cursor } : { last: size, before: cursor });
    const ids = part.rows.map((row) => row.id);
    if (forwards) visited.push(...ids);
    else visited.unshift(...ids);
    expect(forwards ? part.hasPreviousPage : part.hasNextPage).toBe(cursor !== undefined);
    if (!(forwards ? part.hasNextPage : part.hasPreviousPage)) return visited;
    cursor = forwards ? part.cursors.at(-1) : part.cursors[0];
  }
}

test.each([
  ['columns that run in different directions', byUrgency],
  ['columns that run in one direction', newestFirst],
])('paging by any size, either way, visits every row once and in order, with ties: %s', async (_, keyset) => {
  const expected = await idsInOrder(keyset);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.boolean(), async (size, forwards) => {
      expect(await walk(keyset, size, forwards)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('after and before together give the rows between', async () => {
  const ids = await idsInOrder(byUrgency);
  const all = await page(byUrgency, { first: 100 });
  const between = await page(byUrgency, { first: 100, after: all.cursors[9], before: all.cursors[20] });
  expect(between.rows.map((row) => row.id)).toEqual(ids.slice(10, 20));
});

test('columns that run in one direction are compared as one row, which an index serves', () => {
  const sql: PageSql = newestFirst.sql({ first: 5, after: cursorOf('jobs.newest', instant, id) }, 2);
  expect(sql).toEqual({
    cursorKey: 'array[(due_at)::text, (id)::text] as "cursorKey"',
    where: '((due_at, id) < ($3::timestamptz, $4::uuid))',
    orderBy: 'due_at desc, id desc',
    limit: 6,
    params: [instant, id],
  });
});

const instant = '2026-11-21 18:03:11.123456+07';
const id = '018f0000-0000-7000-8000-000000000001';

function cursorOf(...values: unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

test.each([
  ['nonsense', 'nonsense'],
  ['nothing', ''],
  ['another list', cursorOf('jobs.urgency', instant, id)],
  ['too few values', cursorOf('jobs.newest', instant)],
  ['too many values', cursorOf('jobs.newest', instant, id, id)],
  ['a number', cursorOf('jobs.newest', 1, id)],
  ['SQL', cursorOf('jobs.newest', 'now(); drop table job', id)],
  ['a day that is none', cursorOf('jobs.newest', '2026-02-30 18:03:11+07', id)],
  ['an hour that is none', cursorOf('jobs.newest', '2026-02-20 24:03:11+07', id)],
  ['no uuid', cursorOf('jobs.newest', instant, 'x')],
  ['ten megabytes', 'A'.repeat(10_000_000)],
])('a cursor with %s is invalid input', (_, after) => {
  expect(() => newestFirst.sql({ first: 5, after })).toThrow(RefusedError);
  try {
    newestFirst.sql({ last: 5, before: after });
  } catch (error) {
    expect((error as RefusedError).extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'before' }] });
  }
});

const everyType = (
  ['timestamptz', 'date', 'uuid', 'bigint', 'integer', 'double precision', 'boolean', 'text'] as const
).map((type) => ({ type, keyset: defineKeyset(type, [{ sql: `null::${type}`, type, direction: 'ASC' as const }]) }));

test('no cursor, however doctored, makes PostgreSQL fail', async () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.constantFrom(
      '9223372036854775808',
      '2147483648',
      '1e309',
      '1e-320',
      '-infinity',
      '0000-01-01',
      '2025-02-29',
      '\ud800',
      'a\0b',
    ),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    fc.stringMatching(/^\d{4}-[01]\d-[0-3]\d [0-2]\d:[0-6]\d:[0-6]\d(\.\d{1,6})?[+-][01]\d(:[0-6]\d)?$/),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...everyType), texts, async ({ type, keyset }, text) => {
      let sql: PageSql;
      try {
        sql = keyset.sql({ first: 1, after: cursorOf(type, text) });
      } catch (error) {
        expect(error).toBeInstanceOf(RefusedError);
        return;
      }
      await database.ownerPool.query(`select 1 where ${sql.where}`, [...sql.params]);
    }),
    { numRuns: 1_500 },
  );
});
