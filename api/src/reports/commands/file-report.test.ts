import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { aReport, testOffice, type TestOffice } from '../../../test/office/test-office.ts';
import { isRefusal } from '../../casework/casework.ts';
import { PUBLIC_VIEWER } from '../../people/viewer.ts';
import { fileReport } from './file-report.ts';

let db: TestDatabase;
let office: TestOffice;

beforeAll(async () => {
  db = await testDatabase();
  office = await testOffice(db);
});

async function row(sql: string, ...params: unknown[]): Promise<Record<string, unknown>> {
  return (await db.ownerPool.query(sql, params)).rows[0] as Record<string, unknown>;
}

test('VER-1 a report filed on Monday is to be verified by the end of Thursday, Jakarta time', async () => {
  const filed = await office.file();
  expect(filed.verifyDueAt.toISOString()).toBe('2026-03-05T17:00:00.000Z');
  expect(await row('select status, version, reporter_display from report where id = $1', filed.reportId)).toEqual({
    status: 'RECEIVED',
    version: 1,
    reporter_display: 'Maman Riyanto',
  });
});

test('INT-4 a report without an account gets a receipt of which only a keyed hash is stored', async () => {
  const filed = await office.file();
  expect(filed.receipt).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  const { hash } = await row('select hash from report_receipt where report_id = $1', filed.reportId);
  expect(office.receipts.matches(filed.receipt!.toLowerCase(), hash as Buffer)).toBe(true);
  expect(office.receipts.matches('00000-00000-00000-00000', hash as Buffer)).toBe(false);
});

test('INT-4 a report of a signed-in citizen is theirs and has no receipt', async () => {
  const citizen = await office.person('CITIZEN');
  const filed = await office.file({}, citizen);
  expect(filed.receipt).toBeNull();
  expect(await row('select person_id from reporter_identity where report_id = $1', filed.reportId)).toEqual({
    person_id: citizen.personId,
  });
});

test('IDN-2 an anonymous report shows no name, and no row outside the vault has it', async () => {
  const filed = await office.file({ anonymous: true });
  expect(await row('select reporter_display from report where id = $1', filed.reportId)).toEqual({
    reporter_display: null,
  });
  const { events } = await row(
    'select string_agg(public_data::text || protected_data::text, $2) as events from event where report_id = $1',
    filed.reportId,
    ' ',
  );
  expect(events).not.toContain('Maman');
  const { sealed } = await row('select sealed from reporter_identity where report_id = $1', filed.reportId);
  expect((sealed as Buffer).toString('latin1')).not.toContain('Maman');
});

test('one idempotency key sent fifty times in parallel files one report and gets one answer', async () => {
  const idempotencyKey = randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, () => office.file({ idempotencyKey })));
  expect(new Set(answers.map((answer) => `${answer.trackingId} ${answer.receipt}`)).size).toBe(1);
  expect(await row('select count(*)::int as n from idempotency where key = $1', idempotencyKey)).toEqual({ n: 1 });
});

test('the same idempotency key with another text is refused', async () => {
  const idempotencyKey = randomUUID();
  await office.file({ idempotencyKey });
  await expect(office.file({ idempotencyKey, title: 'Another' })).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
});

test('INT-6 an unknown category, an unknown area and an event in the future are named with their fields', async () => {
  const nobody = { personId: null, identity: { name: null, email: null, phone: null, address: null } };
  const base = aReport();
  for (const [change, code] of [
    [{ categoryId: randomUUID() }, 'CATEGORY_UNKNOWN'],
    [{ areaCode: '99.99' }, 'AREA_UNKNOWN'],
    [{ eventDate: '2026-03-03' }, 'EVENT_IN_FUTURE'],
  ] as const) {
    const outcome = await fileReport(office, PUBLIC_VIEWER, nobody, { ...base, ...change });
    expect(isRefusal(outcome) && 'fields' in outcome ? outcome.fields.map((field) => field.code) : outcome).toEqual([
      code,
    ]);
  }
});

test.each([
  ['title', ' \n ', 'REQUIRED'],
  ['body', '\t', 'REQUIRED'],
  // Two characters to the database, one to the check at the door.
  ['title', '❤\ufe0f'.repeat(101), 'TOO_LONG'],
  ['body', '❤\ufe0f'.repeat(10_001), 'TOO_LONG'],
] as const)('a %s that the database would not take is refused by name: %j', async (path, text, code) => {
  const nobody = { personId: null, identity: { name: null, email: null, phone: null, address: null } };
  const outcome = await fileReport(office, PUBLIC_VIEWER, nobody, { ...aReport(), [path]: text });
  expect(outcome).toMatchObject({ fields: [{ path, code }] });
});

test('a title of two hundred emojis is not too long', async () => {
  await expect(office.file({ title: '🔥'.repeat(200) })).resolves.toBeDefined();
});
