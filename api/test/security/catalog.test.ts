import { beforeAll, expect, test } from 'vitest';
import { migrations } from '../../migrations/migrations.ts';
import { testDatabase, type TestDatabase } from '../database/test-database.ts';
import { startTuntas } from '../journeys/tuntas-server.ts';

/** Tables that hold nothing about anybody and that everybody may read. A new name here needs a reason. */
const PUBLIC_REFERENCE_TABLES = [
  'agency_closure',
  'area',
  'audit_root',
  'category',
  'holiday',
  'schema_migration',
  'setting',
  'time_limit',
];

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
  // Features make schemas of their own at start: the catalogue is looked at as it is in a running server.
  await startTuntas(db);
});

async function names(sql: string, ...params: unknown[]): Promise<string[]> {
  const { rows } = await db.ownerPool.query<{ name: string }>(sql, params);
  return rows.map(({ name }) => name);
}

const OUR_FUNCTIONS = `pg_proc p where p.pronamespace = 'public'::regnamespace
  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

test('every table forces row-level security, or stands on the list of public reference tables', async () => {
  expect(migrations.length).toBeGreaterThan(0);
  const unprotected = await names(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not (relrowsecurity and relforcerowsecurity) order by 1`,
  );
  expect(unprotected).toEqual(PUBLIC_REFERENCE_TABLES);
});

test('there are no views, which would read with their owner’s eyes', async () => {
  expect(
    await names(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`,
    ),
  ).toEqual([]);
});

test('nobody but system and owner may delete or truncate, and reference tables are only read', async () => {
  expect(
    await names(
      `select format('%s %s', c.relname, a.privilege_type) as name from pg_class c, aclexplode(c.relacl) a
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and a.grantee in ('tuntas_app'::regrole, 0) and (a.privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES')
           or a.privilege_type = 'DELETE' and c.relname <> 'report_claim'
           or a.privilege_type <> 'SELECT' and c.relname = any($1)) order by 1`,
      PUBLIC_REFERENCE_TABLES,
    ),
  ).toEqual([]);
});

test('no policy lets PUBLIC or the API’s login in', async () => {
  expect(
    await names(
      `select policyname as name from pg_policies where schemaname = 'public'
         and roles && array['public', 'tuntas_api']::name[]`,
    ),
  ).toEqual([]);
});

test('the API’s login owns nothing, is no superuser, does not bypass policies, and inherits nothing', async () => {
  const { rows } = await db.ownerPool.query(
    `select r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolinherit,
       (select count(*)::int from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o') as owns,
       (select bool_or(m.inherit_option or m.admin_option) from pg_auth_members m where m.member = r.oid) as "inheritsOrGrants",
       (select array_agg(m.roleid::regrole::text order by 1) from pg_auth_members m where m.member = r.oid) as roles
     from pg_roles r where r.rolname = 'tuntas_api'`,
  );
  expect(rows).toEqual([
    {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolinherit: false,
      owns: 0,
      inheritsOrGrants: false,
      roles: ['tuntas_app', 'tuntas_system'],
    },
  ]);
});

test('neither of the two roles can log in, owns anything, bypasses policies or may become another', async () => {
  const { rows } = await db.ownerPool.query(
    `select r.rolname, r.rolcanlogin or r.rolsuper or r.rolbypassrls or r.rolcreaterole as mighty,
       (select count(*)::int from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o') as owns,
       (select count(*)::int from pg_auth_members m where m.member = r.oid) as becomes
     from pg_roles r where r.rolname in ('tuntas_app', 'tuntas_system') order by 1`,
  );
  expect(rows).toEqual([
    { rolname: 'tuntas_app', mighty: false, owns: 0, becomes: 0 },
    { rolname: 'tuntas_system', mighty: false, owns: 0, becomes: 0 },
  ]);
});

test('without taking a role the API’s login reads and writes nothing but which migrations ran', async () => {
  const tables = await names(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  const open: string[] = [];
  for (const table of tables) {
    const read = await db.pool.query(`select from ${table}`).then(
      () => true,
      () => false,
    );
    if (read) open.push(table);
  }
  expect(open).toEqual(['schema_migration']);
  expect(
    await names(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and (has_any_column_privilege('tuntas_api', c.oid, 'insert, update, references')
           or has_table_privilege('tuntas_api', c.oid, 'delete, truncate, trigger'))`,
    ),
  ).toEqual([]);
});

test('with a role but without saying who asks, nothing about people or reports is there', async () => {
  const client = await db.pool.connect();
  try {
    await client.query('begin; set local role tuntas_app');
    const protectedTables = await names(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and relforcerowsecurity and has_any_column_privilege('tuntas_app', oid, 'select')
         and relname not in ('agency', 'event_log') order by 1`,
    );
    for (const table of protectedTables) {
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
      expect([table, rows[0]!.n]).toEqual([table, 0]);
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('every SECURITY DEFINER function fixes its search path', async () => {
  expect(
    await names(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
         and not exists (select from unnest(p.proconfig) c where c like 'search_path=%')`,
    ),
  ).toEqual([]);
});

test('no function may be executed by PUBLIC', async () => {
  expect(
    await names(
      `select p.oid::regprocedure::text as name from ${OUR_FUNCTIONS}
         and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0)) order by 1`,
    ),
  ).toEqual([]);
});

test('nobody can make objects in the schema public, where functions look for theirs', async () => {
  expect(
    await names(
      `select r.rolname as name from pg_roles r where not r.rolsuper and r.rolname !~ '^pg_'
         and has_schema_privilege(r.oid, 'public', 'create')
         and r.oid <> (select datdba from pg_database where datname = current_database())`,
    ),
  ).toEqual([]);
});

test('the application role reads neither the protected half of events nor accounts', async () => {
  expect(
    await names(
      `select a.attname as name from pg_attribute a where a.attrelid = 'event'::regclass and a.attnum > 0
         and not has_column_privilege('tuntas_app', a.attrelid, a.attnum, 'select') order by 1`,
    ),
  ).toEqual(['actor_person_id', 'protected_data', 'topics', 'xid']);
  expect(
    await names(
      `select n.nspname as name from pg_namespace n where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
         and (has_schema_privilege('tuntas_app', n.oid, 'usage')) order by 1`,
    ),
  ).toEqual(['public']);
});
