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

test('CLK-4 a report that cannot be settled does not keep the others', async () => {
  const broken = await office.file();
  office.clock.advanceTo(new Date('2026-03-02T03:00:00Z'));
  for (let filed = 0; filed < 3; filed += 1) await office.file();
  await db.ownerPool.query(
    `create function refuse_broken() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`,
  );
  await db.ownerPool.query(
    `create trigger refuse_broken before update on clock for each row when (old.report_id = '${broken.reportId}')
     execute function refuse_broken()`,
  );
  office.clock.advanceTo(new Date('2026-03-06T00:00:00Z'));
  await expect(sweepDue(office.casework)).rejects.toThrow(broken.reportId);
  expect(await overdueMarks()).toBe(3);

  await db.ownerPool.query('drop trigger refuse_broken on clock');
  expect(await sweepDue(office.casework)).toBe(1);
});
