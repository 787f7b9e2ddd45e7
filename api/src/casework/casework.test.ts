import { beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { testOffice, type TestOffice } from '../../test/office/test-office.ts';
import { refuse } from '../platform/graphql/refusals.ts';
import { isRefusal } from './casework.ts';

let db: TestDatabase;
let office: TestOffice;

beforeEach(async () => {
  db = await testDatabase();
  office = await testOffice(db);
});

async function eventsOf(reportId: string): Promise<string[]> {
  const { rows } = await db.ownerPool.query<{ type: string }>(
    'select type from event where report_id = $1 order by subject_version',
    [reportId],
  );
  return rows.map(({ type }) => type);
}

test('VER-4 a clock that fell due unnoticed does not make a decision stale', async () => {
  const admin = await office.person('ADMIN');
  const { reportId } = await office.file({ categoryId: await office.categoryId('KESEHATAN') });
  office.clock.advanceTo(new Date('2026-03-10T02:00:00Z'));
  const outcome = await office.casework.onReport(admin, { reportId, expectedVersion: 1 }, (work) =>
    work.advance({ action: 'ACCEPT' }),
  );
  expect(outcome).toBeNull();
  expect(await eventsOf(reportId)).toEqual(['REPORT_FILED', 'CLOCK_OVERDUE', 'REPORT_ACCEPTED']);
});

test('CLK-4 what fell due happens also when the command that noticed it is refused', async () => {
  const admin = await office.person('ADMIN');
  const { reportId } = await office.file();
  office.clock.advanceTo(new Date('2026-03-10T02:00:00Z'));
  const outcome = await office.casework.onReport(admin, { reportId, expectedVersion: 1 }, (work) =>
    work.advance({ action: 'ACCEPT' }),
  );
  expect(isRefusal(outcome) && outcome.code).toBe('CATEGORY_MISSING');
  expect(await eventsOf(reportId)).toEqual(['REPORT_FILED', 'CLOCK_OVERDUE']);
});

test('a refusal undoes everything the command has written', async () => {
  const admin = await office.person('ADMIN');
  const { reportId } = await office.file({ categoryId: await office.categoryId('KESEHATAN') });
  const outcome = await office.casework.onReport(admin, { reportId, expectedVersion: 1 }, async (work) => {
    await work.advance({ action: 'ACCEPT' });
    return refuse('NOT_PERMITTED');
  });
  expect(isRefusal(outcome)).toBe(true);
  expect(await eventsOf(reportId)).toEqual(['REPORT_FILED']);
});

test('a command may do nothing in a capacity its viewer does not have', async () => {
  const { reportId, reporter } = await office.file({ categoryId: await office.categoryId('KESEHATAN') });
  const outcome = await office.casework.onReport(reporter, { reportId, expectedVersion: 1 }, (work) =>
    work.advance({ action: 'ACCEPT' }),
  );
  expect(isRefusal(outcome) && outcome.code).toBe('NOT_PERMITTED');
});

test('IDN-4 a report one cannot see is not found, one that is merely not one’s own is not permitted', async () => {
  const admin = await office.person('ADMIN');
  const citizen = await office.person('CITIZEN');
  const { reportId } = await office.file({ categoryId: await office.categoryId('KESEHATAN') });
  const attempt = async () => {
    const outcome = await office.casework.onReport(citizen, { reportId, expectedVersion: null }, async () => null);
    return isRefusal(outcome) && outcome.code;
  };
  expect(await attempt()).toBe('NOT_FOUND');
  await office.casework.onReport(admin, { reportId, expectedVersion: 1 }, (work) => work.advance({ action: 'ACCEPT' }));
  expect(await attempt()).toBe('NOT_PERMITTED');
});

test('DIS-3 a process whose clock is behind another’s takes over where that one left, not before', async () => {
  const ahead = await testOffice(db, '2026-03-02T09:00:02+07:00');
  const admin = await office.person('ADMIN');
  const { reportId } = await ahead.file();
  const outcome = await office.casework.onReport(admin, { reportId, expectedVersion: 1 }, (work) =>
    work.advance({ action: 'ARCHIVE', reason: 'SPAM', note: null }),
  );
  expect(outcome).toBeNull();
  const { rows } = await db.ownerPool.query('select from_at, until_at from custody where report_id = $1', [reportId]);
  expect(rows).toEqual([{ from_at: ahead.clock.now(), until_at: ahead.clock.now() }]);
});
