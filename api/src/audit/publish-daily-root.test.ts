import { beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { testOffice, type TestOffice } from '../../test/office/test-office.ts';
import { numberEverything } from './audit.fixture.ts';
import { publishDailyRoot } from './publish-daily-root.ts';

let db: TestDatabase;
let office: TestOffice;

beforeEach(async () => {
  db = await testDatabase();
  office = await testOffice(db);
});

const publish = () => publishDailyRoot(db.pool, office.clock);
const roots = async () =>
  (await db.ownerPool.query('select day::text, position::int from audit_root order by day')).rows as unknown[];

async function fileAt(...instants: string[]): Promise<void> {
  for (const instant of instants) {
    office.clock.advanceTo(new Date(instant));
    await office.file();
  }
  await numberEverything(db);
}

test('AUD-1 the root of a day is the hash of its last event, and appears once the day has ended in Jakarta', async () => {
  await fileAt('2026-03-02T09:00:00+07:00', '2026-03-02T23:59:59.999+07:00');
  expect(await publish()).toBe(0);
  office.clock.advanceTo(new Date('2026-03-03T00:00:00+07:00'));
  expect(await publish()).toBe(1);
  expect(await roots()).toEqual([{ day: '2026-03-02', position: 2 }]);
  const { rows } = await db.ownerPool.query(
    `select a.hash = l.hash as same, a.published_at from audit_root a join event_log l using (position)`,
  );
  expect(rows).toEqual([{ same: true, published_at: new Date('2026-03-02T17:00:00Z') }]);
});

test('AUD-1 publishing again, or eight times at once, changes nothing', async () => {
  await fileAt('2026-03-02T09:00:00+07:00');
  office.clock.advanceTo(new Date('2026-03-03T01:00:00+07:00'));
  const published = await Promise.all(Array.from({ length: 8 }, publish));
  expect(published.reduce((sum, each) => sum + each)).toBe(1);
  expect(await publish()).toBe(0);
});

test('AUD-1 after some days of silence every day on which something happened gets its root', async () => {
  await fileAt('2026-03-02T09:00:00+07:00', '2026-03-03T09:00:00+07:00', '2026-03-06T00:30:00+07:00');
  office.clock.advanceTo(new Date('2026-03-09T09:00:00+07:00'));
  expect(await publish()).toBe(3);
  expect(await roots()).toEqual([
    { day: '2026-03-02', position: 1 },
    { day: '2026-03-03', position: 2 },
    { day: '2026-03-06', position: 3 },
  ]);
});

test('AUD-1 an event that is numbered after its day was published belongs to the next root', async () => {
  await fileAt('2026-03-02T09:00:00+07:00');
  const late = '2026-03-02T23:59:59+07:00';
  office.clock.advanceTo(new Date(late));
  await office.file();
  office.clock.advanceTo(new Date('2026-03-03T09:00:00+07:00'));
  expect(await publish()).toBe(1);
  await fileAt('2026-03-03T10:00:00+07:00');
  office.clock.advanceTo(new Date('2026-03-04T00:00:00+07:00'));
  expect(await publish()).toBe(1);
  expect(await roots()).toEqual([
    { day: '2026-03-02', position: 1 },
    { day: '2026-03-03', position: 3 },
  ]);
});
