import { expect, test } from 'vitest';
import { testDatabase } from '../test/database/test-database.ts';
import { migrate, pendingMigrations } from '../src/platform/database/migrate.ts';
import { dumpSchema } from '../src/platform/database/schema-dump.ts';
import { migrations } from './migrations.ts';

const db = await testDatabase();

test('the committed schema.sql shows what the migrations make (renew it with: npm test -- api/migrations -u)', async () => {
  await expect(await dumpSchema(db.ownerPool)).toMatchFileSnapshot('./schema.sql');
});

test('migrating a migrated database changes nothing', async () => {
  const before = await dumpSchema(db.ownerPool);
  expect(await migrate(db.ownerUrl, migrations)).toEqual([]);
  expect(await dumpSchema(db.ownerPool)).toBe(before);
});

test('processes that start together migrate once', async () => {
  await db.ownerPool.query('create database empty');
  const url = db.ownerUrl.replace(/test_[0-9a-f]+/, 'empty');
  try {
    const ran = await Promise.all([migrate(url, migrations), migrate(url, migrations), migrate(url, migrations)]);
    expect(ran.flat()).toEqual(migrations.map((step) => step.name));
  } finally {
    await db.ownerPool.query('drop database empty with (force)');
  }
});

test('the API’s login can see that nothing is pending, and takes no more than its two roles', async () => {
  expect(await pendingMigrations(db.pool, migrations)).toEqual([]);
  const { rows } = await db.ownerPool.query(
    `select rolinherit, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
       (select array_agg(roleid::regrole::text order by 1) from pg_auth_members where member = r.oid) as roles,
       (select count(*)::int from pg_class where relowner = r.oid) as owns
     from pg_roles r where rolname = 'tuntas_api'`,
  );
  expect(rows).toEqual([
    {
      rolinherit: false,
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      roles: ['tuntas_app', 'tuntas_system'],
      owns: 0,
    },
  ]);
});
