import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { disclosureOffice, type DisclosureOffice } from '../../src/disclosure/disclosures.fixture.ts';
import type { ReporterIdentity } from '../../src/identity/vault.ts';
import { PUBLIC_VIEWER, receiptViewer, sessionSettings, type Viewer } from '../../src/people/viewer.ts';
import { fileReport } from '../../src/reports/commands/file-report.ts';
import { testDatabase, type TestDatabase } from '../database/test-database.ts';
import { allowed } from '../office/disposition-desk.ts';
import { aReport } from '../office/test-office.ts';

let db: TestDatabase;
let office: DisclosureOffice;
let viewers: Record<string, Viewer>;
let citizen: Viewer;

/** A reporter of whom every part can be told from every other text in the world. */
function marked(mark: string, digits: string): ReporterIdentity {
  return {
    name: `${mark}nama`,
    email: `${mark}surel@contoh.id`,
    phone: `+62899${digits}`,
    address: `Jalan ${mark}alamat`,
  };
}

const ANONYMOUS = marked('qxanonim', '71717101');
const NAMED = marked('qxbernama', '72727202');
const BY_PHONE = { ...marked('qxsms', '73737303'), name: null };
const WITH_ACCOUNT = marked('qxakun', '74747404');
const MARKS = [
  ...[ANONYMOUS, NAMED, BY_PHONE, WITH_ACCOUNT].flatMap(({ name, email, phone, address }) => [
    ...(name ? [name] : []),
    email!.split('@')[0]!,
    phone!.slice(1),
    address!.split(' ')[1]!,
  ]),
  'qxberkas',
];

beforeAll(async () => {
  db = await testDatabase();
  office = await disclosureOffice(db);
  citizen = await office.person('CITIZEN', undefined, WITH_ACCOUNT.name!);
  const reports: string[] = [];
  for (const confidential of [false, true]) {
    reports.push(
      await filed(ANONYMOUS, { anonymous: true, confidential }),
      await filed(NAMED, { anonymous: false, confidential }),
      await filed(BY_PHONE, { anonymous: false, confidential }),
      await filed(WITH_ACCOUNT, { anonymous: true, confidential }, citizen),
    );
  }
  await leaveTraces(reports);
  viewers = {
    public: PUBLIC_VIEWER,
    'another citizen': await office.person('CITIZEN'),
    'third party': await office.person('THIRD_PARTY_APP'),
    intern: await office.person('INTERN'),
    'officer with a leg': office.officer,
    'officer without': await office.person('LIAISON_OFFICER', 'KEMENDAGRI'),
    executive: await office.person('EXECUTIVE', 'KEMENSOS'),
    overseer: await office.person('OVERSEER'),
    admin: office.admin,
    'holder of a receipt': receiptViewer(reports[0]!),
  };
});

/** Files a report and disposes it, so that everybody who ever sees reports of its kind sees this one. */
async function filed(
  identity: ReporterIdentity,
  flags: { anonymous: boolean; confidential: boolean },
  reporter: Viewer = PUBLIC_VIEWER,
): Promise<string> {
  const { rows } = await db.ownerPool.query<{ id: string }>('select id from category limit 1');
  const content = { ...aReport(), ...flags, categoryId: rows[0]!.id };
  const outcome = await fileReport(office, reporter, { personId: reporter.personId, identity }, content);
  if (!('reportId' in outcome)) throw new Error(`Filing was refused: ${outcome.code}`);
  const { reportId } = outcome;
  const lead = await office.leg('KEMENSOS');
  const request = { reportId, expectedVersion: null, agencyIds: [lead.agencyId] };
  allowed(
    await office.casework.onReport<object>(office.admin, request, async (work) => {
      const accepted = await work.advance({ action: 'ACCEPT' });
      return accepted ?? (await work.advance({ action: 'DISPOSE', lead, supporting: [] })) ?? {};
    }),
  );
  return reportId;
}

/** What else of a reporter lies in the database: answers by SMS and e-mail, and what they called their photo. */
async function leaveTraces(reports: readonly string[]): Promise<void> {
  for (const { phone, email } of [ANONYMOUS, NAMED, BY_PHONE, WITH_ACCOUNT]) {
    await db.ownerPool.query(
      `insert into message (id, channel, recipient, body, created_at)
       values (gen_random_uuid(), 'SMS', $1, 'Laporan diterima', now()), (gen_random_uuid(), 'EMAIL', $2, 'Halo', now())`,
      [phone, email],
    );
  }
  for (const reportId of reports) {
    await db.ownerPool.query(
      `insert into attachment (id, report_id, uploader_person_id, file_name, media_type, kind, byte_size, sha256,
         storage_key, status, created_at)
       values ($1, $2, $3, 'KTP qxberkas.jpg', 'image/jpeg', 'PHOTO', 1, '\\x00', 'qxberkas', 'READY', now())`,
      [randomUUID(), reportId, citizen.personId],
    );
  }
  await office.grant(office.admin, await office.request(office.officer, reports[1]!));
}

/** Every mark, as text and as the bytes of that text in hexadecimal, which is how bytea reads. */
const PATTERN = MARKS.flatMap((mark) => [mark, Buffer.from(mark).toString('hex')]).join('|');

/** Every column of every table, in any schema, that the present role may read. */
const READABLE = `
  select format('%I.%I', n.nspname, c.relname) as "table", array_agg(quote_ident(a.attname) order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
    and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
    and has_schema_privilege(n.oid, 'usage') and has_column_privilege(c.oid, a.attnum, 'select')
  group by 1 order by 1`;

/** Every function of ours that the present role may ask with nothing but ids. */
const ASKABLE = `
  select p.oid::regproc::text as name, array(select format_type(t, null) from unnest(p.proargtypes) t) as arguments
  from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.provolatile <> 'v'
    and p.pronargs > 0 and p.proargtypes::oid[] <@ array['uuid'::regtype::oid, 'uuid[]'::regtype::oid]
    and has_function_privilege(p.oid, 'execute') order by 1`;

/** Where the present role meets a mark: "table.column mark", or "function() mark". */
async function walk(client: PoolClient, reportIds: readonly string[]): Promise<string[]> {
  const met = new Set<string>();
  const note = (place: string, texts: readonly (string | null)[]) => {
    for (const text of texts)
      for (const [mark] of text?.matchAll(new RegExp(PATTERN, 'gi')) ?? []) met.add(`${place} ${mark}`);
  };
  const tables = await client.query<{ table: string; columns: string[] }>(READABLE);
  for (const { table, columns } of tables.rows) {
    for (const column of columns) {
      const { rows } = await client.query<{ text: string }>(
        `select ${column}::text as text from ${table} where ${column}::text ~* $1`,
        [PATTERN],
      );
      note(
        `${table.replace('public.', '')}.${column}`,
        rows.map(({ text }) => text),
      );
    }
  }
  const functions = await client.query<{ name: string; arguments: string[] }>(ASKABLE);
  for (const { name, arguments: types } of functions.rows) {
    for (const id of reportIds) {
      const given = types.map((type) => (type === 'uuid' ? `'${id}'::uuid` : `array['${id}'::uuid]`)).join(', ');
      const { rows } = await client.query<{ text: string | null }>(`select (f)::text as text from ${name}(${given}) f`);
      note(
        `${name}()`,
        rows.map(({ text }) => text),
      );
    }
  }
  return [...met].sort();
}

/** Opens every trail to whoever may read them: without the logged reading there would be nothing to meet (AUD-1). */
async function logReadings(client: PoolClient, viewer: Viewer): Promise<void> {
  if (viewer.role !== 'ADMIN' && viewer.role !== 'OVERSEER') return;
  const { rowCount } = await client.query(
    `select append_event('REPORT', id, 'AUDIT_TRAIL_READ', id, null, $1, $2, null, 'INTERNAL', now(), now(), '{}', '{}',
       '{}') from report`,
    [viewer.role, viewer.personId],
  );
  expect(rowCount).toBeGreaterThan(0);
}

async function walkAs(viewer: Viewer): Promise<string[]> {
  const { role, variables } = sessionSettings(viewer);
  const { rows } = await db.ownerPool.query<{ id: string }>('select id from report');
  const client = await db.pool.connect();
  try {
    await client.query(`begin; set local role ${role}`);
    const settings = { ...variables, 'tuntas.now': office.clock.now().toISOString() };
    for (const [name, value] of Object.entries(settings)) {
      await client.query('select set_config($1, $2, true)', [name, value]);
    }
    await logReadings(client, viewer);
    return await walk(
      client,
      rows.map(({ id }) => id),
    );
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const NAME_OF_THE_NAMED = ['report.reporter_display qxbernamanama'];

test('the walk meets the marks where they are: its eyes are open', async () => {
  const client = await db.ownerPool.connect();
  try {
    expect(await walk(client, [])).toEqual(
      expect.arrayContaining([
        'message.recipient 6289971717101',
        'message.recipient qxanonimsurel',
        'person.display_name qxakunnama',
        'report.reporter_display qxbernamanama',
        'attachment.file_name qxberkas',
      ]),
    );
    // The vault itself is sealed: even the owner of the database reads nothing in it.
    expect((await walk(client, [])).filter((place) => place.startsWith('reporter_identity'))).toEqual([]);
  } finally {
    client.release();
  }
});

test.each([
  'public',
  'another citizen',
  'third party',
  'intern',
  'officer with a leg',
  'officer without',
  'executive',
  'overseer',
  'admin',
])('IDN-1, IDN-2 whatever SQL is sent as %s, of all reporters only the name of the named one is met', async (name) => {
  expect(await walkAs(viewers[name]!)).toEqual(NAME_OF_THE_NAMED);
});

test('IDN-2 the holder of a receipt meets nothing of other reporters, and their own identity only sealed', async () => {
  expect(await walkAs(viewers['holder of a receipt']!)).toEqual(NAME_OF_THE_NAMED);
});

test('IDN-2 an anonymous reporter with an account meets their own name on their own account, and nothing else', async () => {
  expect(await walkAs(citizen)).toEqual(['person.display_name qxakunnama', ...NAME_OF_THE_NAMED]);
});

test('IDN-1 a reporter by SMS shows as a masked number', async () => {
  const { rows } = await db.ownerPool.query(
    `select distinct reporter_display from report where reporter_display like '62%'`,
  );
  expect(rows).toEqual([{ reporter_display: '628997373xxxx' }]);
});
