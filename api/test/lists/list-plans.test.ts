import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { personViewer, PUBLIC_VIEWER, type Viewer } from '../../src/people/viewer.ts';
import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { resolvers } from '../../src/resolvers.ts';
import { testDatabase, type TestDatabase } from '../database/test-database.ts';
import { graphqlReader, type GraphqlReader } from '../office/graphql-reader.ts';

const UNITS = 400;

/** One report in forty waits for verification; what is rare among the others is one in two thousand. */
const FILL = `
insert into agency (id, code, parent_id, name, type, time_zone) values
  (gen_random_uuid(), 'BESAR', null, 'Kementerian Besar', 'MINISTRY', 'Asia/Jakarta');
insert into agency (id, code, parent_id, name, type, time_zone)
  select gen_random_uuid(), 'BESAR.' || n, a.id, 'Unit ' || n, 'UNIT', 'Asia/Jakarta'
  from agency a, generate_series(1, ${UNITS}) n where a.code = 'BESAR';
insert into report (id, tracking_id, kind, channel, title, body, category_id, area_code, status, received_at,
    published_at, verified_at, closed_at, archived_at)
  select uuidv7(n * interval '1 second'), lpad(n::text, 10, '0'), 'COMPLAINT', 'WEB', 'PJU', repeat('Padam. ', 40),
    case when n % 2000 = 0 then c.rare else c.common end, case when n % 2000 = 0 then '32.12' else '11' end,
    case when n % 40 = 0 then 'RECEIVED' when n % 2000 = 1 then 'ARCHIVED' else 'CLOSED' end,
    now() + n * interval '1 second', case when n % 40 > 0 then now() end, case when n % 40 > 0 then now() end,
    case when n % 40 > 0 and n % 2000 <> 1 then now() end, case when n % 2000 = 1 then now() end
  from generate_series(1, 20000) n,
    (select (array_agg(id))[1] as rare, (array_agg(id))[2] as common from category) c;
insert into clock (id, report_id, kind, epoch, time_zone, limit_days, started_at, due_at)
  select gen_random_uuid(), id, 'VERIFY', 1, 'Asia/Jakarta', 3, received_at, received_at
  from report where status = 'RECEIVED';
insert into custody (id, report_id, track, position, holder, from_at)
  select gen_random_uuid(), id, 0, 0, 'NATIONAL_QUEUE', received_at from report where status = 'RECEIVED';
insert into disposition (id, report_id, track, agency_id, part, status, opened_at)
  select gen_random_uuid(), r.id, 0, (select id from agency where code = 'KEMENSOS'), 'LEAD', 'CLOSED', r.received_at
  from report r where r.status = 'CLOSED';
analyze;`;

let db: TestDatabase;
let reader: GraphqlReader;
let rareCategory: string;
const admin = personViewer(randomUUID(), 'ADMIN', null);

beforeAll(async () => {
  db = await testDatabase();
  reader = graphqlReader(db, resolvers);
  await db.ownerPool.query(FILL);
  const { rows } = await db.ownerPool.query<{ id: string }>(
    'select category_id as id from report group by 1 order by count(*) limit 1',
  );
  rareCategory = toGlobalId('Category', rows[0]!.id);
});

async function planOf(list: string, viewer: Viewer = PUBLIC_VIEWER): Promise<string> {
  const { statements } = await reader.ask(`{ ${list} { nodes { __typename } } }`, {}, viewer);
  expect(statements).toHaveLength(1);
  return reader.explain(statements[0]!, viewer);
}

test('a feed narrowed to what is rare is read from an index that has it, not from all reports', async () => {
  for (const statuses of ['ARCHIVED', 'RECEIVED', 'ARCHIVED, MERGED']) {
    expect(await planOf(`reports(statuses: [${statuses}])`)).toContain('report_public_status');
  }
  expect(await planOf(`reports(categoryIds: ["${rareCategory}"])`)).toContain('report_category');
  expect(await planOf('reports(areaCode: "32")')).toContain('report_area');
  expect(await planOf('reports(areaCode: "99.99")')).toContain('report_area');
});

test('all reports narrowed to what is rare are read from an index that has it', async () => {
  expect(await planOf('allReports(statuses: [ARCHIVED])', admin)).toContain('report_status');
  expect(await planOf('allReports(channel: TWITTER)', admin)).toContain('report_channel');
  expect(await planOf('allReports(confidential: true)', admin)).toContain('report_confidential');
  expect(await planOf('allReports(areaCode: "32")', admin)).toContain('report_area');
});

test('a feed that is not narrowed, or to what is common, is read in its own order', async () => {
  for (const list of ['reports', 'reports(areaCode: "11")']) {
    const plan = await planOf(list);
    expect(plan).toContain('report_public_feed');
    expect(plan).not.toContain('Sort');
  }
});

test.each(['', 'stages: [SENT_BACK]', 'stages: [VERIFIED, ARBITRATION]', 'channel: TWITTER', 'areaCode: "99.99"'])(
  'a page of the verification queue walks the queue in its order, narrowed to %j, too',
  async (narrowed) => {
    const plan = await planOf(`verificationQueue(first: 20 ${narrowed})`, admin);
    expect(plan).toContain('clock_verify_queue');
    expect(plan).not.toContain('Seq Scan on report');
    expect(plan).not.toContain('Sort');
  },
);

test('arbitration is found by its arbiter', async () => {
  expect(await planOf('verificationQueue(stages: [ARBITRATION])', admin)).toContain('custody_queue');
});

test('a report that everybody may see is shown without looking into other tables', async () => {
  const plan = await planOf('reports');
  const [published, leg, reporter] = ['published_at', 'viewer_has_leg', 'viewer_is_reporter'].map((name) =>
    plan.indexOf(name),
  );
  expect([published, leg, reporter].every((at) => at! > 0)).toBe(true);
  expect(published).toBeLessThan(leg!);
  expect(published).toBeLessThan(reporter!);
});

test('whose agencies have a leg is found as fast on a connection that others used before', async () => {
  const client = await db.pool.connect();
  const pagesRead = async (agencyCode: string): Promise<number> => {
    const { rows: agencies } = await db.ownerPool.query('select id from agency where code = $1', [agencyCode]);
    await client.query('begin; set local role tuntas_app');
    await client.query(
      `select set_config('tuntas.viewer_role', 'LIAISON_OFFICER', true), set_config('tuntas.viewer_agency', $1, true)`,
      [agencies[0].id],
    );
    const { rows } = await client.query(
      `explain (analyze, buffers, format json) select count(viewer_has_leg(id)) from (
         select id from report where status = 'CLOSED' limit 20) r`,
    );
    await client.query('rollback');
    return rows[0]['QUERY PLAN'][0].Plan['Shared Hit Blocks'];
  };
  try {
    // A plan is kept after a few uses, with what was known of the viewer then.
    for (let use = 0; use < 8; use += 1) await pagesRead('BESAR.1');
    expect(await pagesRead('BESAR')).toBeLessThan(2 * UNITS);
  } finally {
    client.release();
  }
});
