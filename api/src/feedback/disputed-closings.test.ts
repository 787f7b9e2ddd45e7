import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { allowed } from '../../test/office/disposition-desk.ts';
import { followUpOffice, LEAD, type FollowUpOffice } from '../followups/follow-ups.fixture.ts';
import { PUBLIC_VIEWER, type Viewer } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { disputeResolution } from './commands/dispute-resolution.ts';

let db: TestDatabase;
let office: FollowUpOffice;

beforeAll(async () => {
  db = await testDatabase();
  office = await followUpOffice(db);
});

async function disputed(change: { confidential?: boolean } = {}): Promise<string> {
  const { reportId, reporter } = await office.awaiting(change);
  const seen = { reportId, expectedVersion: await office.version(reportId), idempotencyKey: randomUUID() };
  const text = 'Belum selesai sama sekali.';
  allowed(await disputeResolution(office, reporter, { ...seen, text, attachmentIds: [], claimTokens: [] }));
  return reportId;
}

async function counted(viewer: Viewer, ...codes: string[]) {
  const ids = await Promise.all(codes.map(async (code) => toGlobalId('Agency', await office.agencyId(code))));
  const fields = ids.map((id, index) => `a${index}: node(id: "${id}") { ... on Agency { disputedClosings } }`);
  const answer = await office.ask<Record<string, { disputedClosings: number }>>(viewer, `{ ${fields.join(' ')} }`);
  expect(answer.codes).toEqual([]);
  return { counts: Object.values(answer.data).map((agency) => agency.disputedClosings), statements: answer.statements };
}

test('FUP-5 disputed closings are counted per agency, publicly, and confidential ones for nobody', async () => {
  await disputed();
  const twice = await disputed();
  await office.resolveIt(twice);
  await disputed({ confidential: true });
  for (const viewer of [PUBLIC_VIEWER, office.officer, office.admin]) {
    expect((await counted(viewer, LEAD, 'KEMENDAGRI')).counts).toEqual([2, 0]);
  }
});

test('FUP-5 the counts of twenty agencies take the statements of one', async () => {
  const rows = await office.rows<{ code: string }>('select code from agency order by code limit 20');
  const codes = rows.map((row) => row.code);
  const [one, many] = [await counted(PUBLIC_VIEWER, codes[0]!), await counted(PUBLIC_VIEWER, ...codes)];
  expect(many.counts).toHaveLength(20);
  expect(many.statements).toBe(one.statements);
});

test('FUP-1 who wrote a follow-up cannot be read by the application, whatever it asks for', async () => {
  const client = await db.pool.connect();
  try {
    await client.query('begin; set local role tuntas_app');
    await expect(client.query('select published_by_id from follow_up')).rejects.toThrow('permission denied');
  } finally {
    await client.query('rollback');
    client.release();
  }
});
