import { beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { testOffice, type TestOffice } from '../../test/office/test-office.ts';
import { SYSTEM_VIEWER } from '../people/viewer.ts';
import { sweepDue } from './sweep.ts';

let db: TestDatabase;
let office: TestOffice;

beforeEach(async () => {
  db = await testDatabase();
  office = await testOffice(db);
});

async function overdueMarks(): Promise<number> {
  const { rows } = await db.ownerPool.query<{ n: number }>(
    `select count(*)::int as n from event where type = 'CLOCK_OVERDUE'`,
  );
  return rows[0]!.n;
}

test('CLK-4 eight sweepers at once mark each of forty overdue reports exactly once', async () => {
  for (let filed = 0; filed < 40; filed += 1) await office.file();
  office.clock.advanceTo(new Date('2026-03-05T17:00:00Z'));
  const shares = await Promise.all(Array.from({ length: 8 }, () => sweepDue(office.casework)));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBe(40);
  expect(await overdueMarks()).toBe(40);
  expect(await sweepDue(office.casework)).toBe(0);
});

test('CLK-4 nothing happens one millisecond before the due instant', async () => {
  await office.file();
  office.clock.advanceTo(new Date('2026-03-05T16:59:59.999Z'));
  expect(await sweepDue(office.casework)).toBe(0);
  office.clock.advanceTo(new Date('2026-03-05T17:00:00.000Z'));
  expect(await sweepDue(office.casework)).toBe(1);
});

test('CLK-4 a sweeper that dies before its commit leaves the effect to the next one', async () => {
  const { reportId } = await office.file();
  office.clock.advanceTo(new Date('2026-03-06T00:00:00Z'));
  const crash = office.casework.transaction(SYSTEM_VIEWER, async (em) => {
    const work = await office.casework.openCase(em, SYSTEM_VIEWER, { reportId, expectedVersion: null });
    expect(await work.settle()).toBe(1);
    throw new Error('killed');
  });
  await expect(crash).rejects.toThrow('killed');
  expect(await overdueMarks()).toBe(0);
  expect(await sweepDue(office.casework)).toBe(1);
  expect(await overdueMarks()).toBe(1);
});

test('CLK-4 an effect is dated at its due instant, however late the sweeper comes', async () => {
  await office.file();
  office.clock.advanceTo(new Date('2026-04-01T00:00:00Z'));
  await sweepDue(office.casework);
  const { rows } = await db.ownerPool.query(`select occurred_at, recorded_at from event where type = 'CLOCK_OVERDUE'`);
  expect(rows).toEqual([
    { occurred_at: new Date('2026-03-05T17:00:00Z'), recorded_at: new Date('2026-04-01T00:00:00Z') },
  ]);
});
