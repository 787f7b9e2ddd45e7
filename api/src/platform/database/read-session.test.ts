import { beforeAll, beforeEach, expect, test } from 'vitest';
import type pg from 'pg';
import fc from 'fast-check';
import { testDatabase } from '../../../test/database/test-database.ts';
import { ReadSession } from './read-session.ts';

const db = await testDatabase();

beforeAll(async () => {
  await db.ownerPool.query(`
    create table note (id int primary key, owner text not null, text text not null);
    alter table note enable row level security;
    alter table note force row level security;
    create policy own on note for select to tuntas_app
      using (owner = (select nullif(current_setting('tuntas.viewer_person', true), '')));
    grant select on note to tuntas_app;
    insert into note values (1, 'sari', 'milik Sari'), (2, 'budi', 'milik Budi');
  `);
});

beforeEach(() => {
  expect(busy(db.pool)).toBe(0);
});

test('reads as the viewer and nobody else, and forgets the viewer afterwards', async () => {
  const sari = sessionOf('sari');
  expect(await sari.query('select id from note')).toEqual([{ id: 1 }]);
  await sari.close();
  const nobody = new ReadSession(db.pool, { role: 'tuntas_app', variables: {} });
  expect(await nobody.query('select id from note')).toEqual([]);
  await nobody.close();
  await expect(db.pool.query('select id from note')).rejects.toThrow(/permission denied/);
});

test('a viewer setting is a value, whatever it contains', async () => {
  const tricky = "sari', true); reset role; --\\";
  const session = sessionOf(tricky);
  expect(await session.one(`select current_setting('tuntas.viewer_person') as person, current_role as role`)).toEqual({
    person: tricky,
    role: 'tuntas_app',
  });
  await session.close();
});

test('fifty parallel queries, failing ones among them, take one connection and answer their own caller', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('good', 'bad'), { minLength: 50, maxLength: 50 }), async (plan) => {
      const session = sessionOf('sari');
      const answers = await Promise.allSettled(
        plan.map((kind, n) =>
          session.query(kind === 'good' ? 'select $1::int as n' : 'select 1/($1::int*0) as n', [n]),
        ),
      );
      expect(busy(db.pool)).toBeLessThanOrEqual(1);
      plan.forEach((kind, n) => {
        const answer = answers[n];
        if (kind === 'good') expect(answer).toEqual({ status: 'fulfilled', value: [{ n }] });
        else expect(answer).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
      });
      expect(session.statementCount).toBe(50);
      await session.close();
      expect(busy(db.pool)).toBe(0);
    }),
    { numRuns: 20 },
  );
});

test('fifty sessions at once share the pool and leave nothing behind', async () => {
  const owners = await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const session = sessionOf(n % 2 === 0 ? 'sari' : 'budi');
      const [notes] = await Promise.all([
        session.query<{ owner: string }>('select owner from note'),
        session.one('select 1'),
      ]);
      await session.close();
      return notes[0]?.owner;
    }),
  );
  expect(owners).toEqual(Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? 'sari' : 'budi')));
  expect(busy(db.pool)).toBe(0);
});

test('an operation sees one moment; after close it sees a later one', async () => {
  const session = sessionOf('sari');
  const before = await session.query('select text from note');
  await db.ownerPool.query(`update note set text = 'diubah' where id = 1`);
  expect(await session.query('select text from note')).toEqual(before);
  await session.close();
  expect(await session.query('select text from note')).toEqual([{ text: 'diubah' }]);
  await session.close();
});

test('refuses to write', async () => {
  const session = new ReadSession(db.pool, { role: 'tuntas_system', variables: {} });
  await expect(session.query('create temporary table x ()')).rejects.toThrow(/read-only transaction|permission denied/);
  await session.close();
});

test('closing is idempotent, also before the first query and while queries run', async () => {
  const session = sessionOf('sari');
  await session.close();
  const running = session.query('select pg_sleep(0.05), 1 as n');
  await Promise.all([session.close(), session.close()]);
  expect((await running)[0]).toMatchObject({ n: 1 });
  await session.close();
  expect(busy(db.pool)).toBe(0);
});

test('a connection the server cuts costs that query, not the process and not the next query', async () => {
  const session = sessionOf('sari');
  const backend = await session.one<{ pid: number }>('select pg_backend_pid() as pid');
  await db.ownerPool.query('select pg_terminate_backend($1)', [backend?.pid]);
  await expect.poll(() => session.one('select 1 as n').catch(() => null)).toEqual({ n: 1 });
  await session.close();
});

test('more than one row is refused where one was asked for', async () => {
  const session = sessionOf('sari');
  await expect(session.one('select generate_series(1, 2)')).rejects.toThrow(/at most one row/);
  await session.close();
});

function sessionOf(person: string): ReadSession {
  return new ReadSession(db.pool, { role: 'tuntas_app', variables: { 'tuntas.viewer_person': person } });
}

function busy(pool: pg.Pool): number {
  return pool.totalCount - pool.idleCount;
}
