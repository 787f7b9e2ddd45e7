import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { testOffice, type TestOffice } from '../../test/office/test-office.ts';
import { PUBLIC_VIEWER } from '../people/viewer.ts';

let db: TestDatabase;
let office: TestOffice;

beforeAll(async () => {
  db = await testDatabase();
  office = await testOffice(db);
});

test('IDN-2 nobody sees what an idempotency key was answered without holding the key', async () => {
  const mine = randomUUID();
  await office.file({ idempotencyKey: mine, confidential: true });
  const seen = (key: string) =>
    office.casework.transaction(PUBLIC_VIEWER, async (em) => {
      await em.execute(`select set_config('tuntas.idempotency_key', ?, true)`, [key]);
      return em.execute<unknown[]>('select key from idempotency');
    });
  expect(await seen('')).toEqual([]);
  expect(await seen(randomUUID())).toEqual([]);
  expect(await seen(mine)).toEqual([{ key: mine }]);
});

test('one person’s key means nothing in another’s hands', async () => {
  const [maman, siti] = [await office.person('CITIZEN'), await office.person('CITIZEN')];
  const idempotencyKey = randomUUID();
  const [first, second] = [await office.file({ idempotencyKey }, maman), await office.file({ idempotencyKey }, siti)];
  expect(second.trackingId).not.toBe(first.trackingId);
});
