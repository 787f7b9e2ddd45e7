import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/database/test-database.ts';
import { asSystem } from './system-transaction.ts';

const db = await testDatabase();

test('a connection that dies while its holder is busy elsewhere costs that work, not the process', async () => {
  const work = asSystem(db.pool, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const died = new Promise((resolve) => client.once('end', resolve));
    await db.ownerPool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await died;
    await client.query('select 1');
  });
  await expect(work).rejects.toThrow();
  expect(await asSystem(db.pool, async (client) => (await client.query('select 1 as n')).rows)).toEqual([{ n: 1 }]);
});

test('a connection that dies within a statement costs that statement, not the process', async () => {
  const work = asSystem(db.pool, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const waiting = client.query('select pg_sleep(5)');
    await db.ownerPool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await waiting;
  });
  await expect(work).rejects.toThrow();
});
