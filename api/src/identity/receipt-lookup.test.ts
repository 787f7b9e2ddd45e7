import { beforeAll, expect, test, vi } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { testOffice, type TestOffice } from '../../test/office/test-office.ts';
import { newTrackingId } from '../reports/tracking-id.ts';
import { receiptLookup } from './receipt-lookup.ts';

const WRONG = '00000-00000-00000-00000';

let db: TestDatabase;
let office: TestOffice;

beforeAll(async () => {
  db = await testDatabase();
  office = await testOffice(db);
});

test('INT-4 the right receipt opens its report', async () => {
  const { trackingId, receipt, reportId } = await office.file();
  const look = receiptLookup(db.pool, office.receipts);
  expect(await look(trackingId, receipt!)).toBe(reportId);
  expect(await look(trackingId, receipt!.toLowerCase().replaceAll('-', ' '))).toBe(reportId);
});

test('INT-4 the receipt of one report does not open another', async () => {
  const [mine, theirs] = [await office.file(), await office.file()];
  expect(await receiptLookup(db.pool, office.receipts)(theirs.trackingId, mine.receipt!)).toBeNull();
});

test('INT-4 a report that an account follows has no receipt that could open it', async () => {
  const citizen = await office.person('CITIZEN');
  const { trackingId } = await office.file({}, citizen);
  expect(await receiptLookup(db.pool, office.receipts)(trackingId, WRONG)).toBeNull();
});

test('IDN-4 unknown, confidential and public tracking IDs take the same statements and the same hash comparison', async () => {
  const [open, hidden] = [await office.file(), await office.file({ confidential: true })];
  const statements: string[] = [];
  const client = await db.pool.connect();
  client.release();
  const query = vi.spyOn(Object.getPrototypeOf(client) as typeof client, 'query');
  const matches = vi.spyOn(office.receipts, 'matches');
  try {
    const work = new Set<string>();
    for (const trackingId of [open.trackingId, hidden.trackingId, newTrackingId()]) {
      query.mockClear();
      matches.mockClear();
      expect(await receiptLookup(db.pool, office.receipts)(trackingId, WRONG)).toBeNull();
      statements.push(...query.mock.calls.map(([sql]) => String(sql)));
      work.add(
        JSON.stringify([
          query.mock.calls.map(([sql]) => String(sql)),
          matches.mock.calls.map(([, hash]) => hash.length),
        ]),
      );
    }
    expect(work.size).toBe(1);
    expect(statements).toHaveLength(9);
  } finally {
    query.mockRestore();
    matches.mockRestore();
  }
});
