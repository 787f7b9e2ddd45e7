import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { claimReport } from '../../verification/claim.ts';
import { allowed, dispositionDesk, refusalOf, type DispositionDesk } from '../../../test/office/disposition-desk.ts';
import { toGlobalId } from '../../platform/graphql/global-id.ts';
import type { ActionRefused } from '../../platform/graphql/refusals.ts';
import { addSupportingAgencies } from './add-supporting-agencies.ts';
import { disposeReport, type InstructedLeg } from './dispose-report.ts';
import { withdrawDisposition } from './withdraw-disposition.ts';

let db: TestDatabase;
let desk: DispositionDesk;

beforeAll(async () => {
  db = await testDatabase();
  desk = await dispositionDesk(db);
});

async function dispose(reportId: string, lead: InstructedLeg, ...supporting: InstructedLeg[]) {
  const expectedVersion = await desk.version(reportId);
  return disposeReport(desk.casework, desk.admin, { reportId, expectedVersion, lead, supporting });
}

async function support(reportId: string, ...supporting: InstructedLeg[]) {
  const expectedVersion = await desk.version(reportId);
  return addSupportingAgencies(desk.casework, desk.admin, { reportId, expectedVersion, supporting });
}

test('DIS-1 a report goes to one lead agency and to supporting ones, each on a track of its own', async () => {
  const reportId = await desk.disposed(['KEMENSOS', 'KEMENDAGRI', 'JABAR']);
  expect(await desk.legs(reportId)).toMatchObject([
    { code: 'KEMENSOS', track: 0, status: 'RECEIVED' },
    { code: 'KEMENDAGRI', track: 1, status: 'RECEIVED' },
    { code: 'JABAR', track: 2, status: 'RECEIVED' },
  ]);
  expect(await desk.status(reportId)).toBe('IN_PROGRESS');
});

test('DIS-1 every agency reads its own instruction and no other one’s, on every path', async () => {
  const reportId = await desk.disposed(['KEMENSOS', 'KEMENDAGRI', 'JABAR']);
  const instructionsFor = async (viewer: Parameters<DispositionDesk['ask']>[0]) => {
    const id = Buffer.from(`Report:${reportId}`).toString('base64');
    const answer = await desk.ask<{ node: { dispositions: { instruction: string | null }[] } }>(
      viewer,
      'query ($id: ID!) { node(id: $id) { ... on Report { dispositions { instruction forwardedFrom { instruction } } } } }',
      { id },
    );
    expect(answer.codes).toEqual([]);
    return answer.data.node.dispositions.map((leg) => leg.instruction);
  };
  const officer = (code: string) => desk.person('LIAISON_OFFICER', code);
  expect(await instructionsFor(await officer('KEMENSOS'))).toEqual(['For KEMENSOS alone', null, null]);
  expect(await instructionsFor(await officer('KEMENDAGRI'))).toEqual([null, 'For KEMENDAGRI alone', null]);
  expect(await instructionsFor(await officer('JABAR'))).toEqual([null, null, 'For JABAR alone']);
  expect(await instructionsFor(await desk.person('EXECUTIVE', 'JABAR'))).toEqual([null, null, 'For JABAR alone']);
  expect(await instructionsFor(await officer('JABAR.DISHUB'))).toEqual([null, null, null]);
  expect(await instructionsFor(await desk.person('CITIZEN'))).toEqual([null, null, null]);
  const all = ['For KEMENSOS alone', 'For KEMENDAGRI alone', 'For JABAR alone'];
  expect(await instructionsFor(desk.admin)).toEqual(all);
  expect(await instructionsFor(await desk.person('OVERSEER', 'OMBUDSMAN'))).toEqual(all);
});

test('DIS-5 CLK-2 the first response is due after five working days, the resolution by the class or sooner', async () => {
  const reportId = await desk.verified({ kind: 'INFORMATION_REQUEST' });
  const lead = await desk.leg('KEMENSOS');
  allowed(await dispose(reportId, lead, await desk.leg('KEMENDAGRI', { resolveWithinDays: 2 })));
  const { rows } = await db.ownerPool.query(
    'select track, kind, due_at from clock where report_id = $1 and stopped_at is null order by track, kind desc',
    [reportId],
  );
  expect(rows.map((clock) => [clock.track, clock.kind, (clock.due_at as Date).toISOString()])).toEqual([
    [0, 'RESPOND', '2026-03-09T17:00:00.000Z'],
    [0, 'RESOLVE', '2026-03-09T17:00:00.000Z'],
    [1, 'RESPOND', '2026-03-09T17:00:00.000Z'],
    [1, 'RESOLVE', '2026-03-04T17:00:00.000Z'],
  ]);
});

test('DIS-1 agencies that are unknown, not connected or named twice, and limits beyond the class, are refused', async () => {
  const reportId = await desk.verified({ kind: 'INFORMATION_REQUEST' });
  const lead = await desk.leg('KEMENSOS');
  const [unconnected] = (await db.ownerPool.query('select code from agency where connected_at is null limit 1')).rows;
  const unknown = { ...lead, agencyId: '018f3f3f-0000-7000-8000-000000000000' };
  expect(refusalOf(await dispose(reportId, unknown))).toBe('AGENCY_UNKNOWN');
  expect(refusalOf(await dispose(reportId, await desk.leg(unconnected.code)))).toBe('AGENCY_NOT_CONNECTED');
  expect(refusalOf(await dispose(reportId, lead, lead))).toBe('AGENCY_NAMED_TWICE');
  expect(refusalOf(await dispose(reportId, { ...lead, resolveWithinDays: 6 }))).toBe('LIMIT_TOO_LONG');
  expect(await dispose(reportId, { ...lead, instruction: ' ' })).toMatchObject({
    fields: [{ path: 'lead.instruction', code: 'REQUIRED' }],
  });
  expect(await dispose(reportId, lead, { ...lead, instruction: 'x'.repeat(5_001) })).toMatchObject({
    fields: [{ path: 'supporting.0.instruction', code: 'TOO_LONG' }],
  });
  expect(await desk.legs(reportId)).toEqual([]);
});

test('DIS-1 a refusal says which agency it is about: by the id that clients know, and by its name', async () => {
  const reportId = await desk.verified();
  const lead = await desk.leg('KEMENSOS');
  const twice = (await dispose(reportId, lead, lead)) as ActionRefused;
  expect(twice.message('en')).toMatch(/^Kementerian Sosial.* is named twice\.$/);
  expect(twice.details.find(({ name }) => name === 'agencyId')!.value('id')).toBe(toGlobalId('Agency', lead.agencyId));
  const unit = await desk.agencyId('KOTA-BANDUNG.DISHUB');
  const dishub = { ...lead, agencyId: unit };
  expect(((await dispose(reportId, dishub, dishub)) as ActionRefused).message('id')).toMatch(
    /^Pemerintah Kota Bandung › Dinas Perhubungan.* disebut dua kali\.$/,
  );
});

test('DIS-1 only an admin disposes, only what is verified, and only once', async () => {
  const reportId = await desk.verified();
  const lead = await desk.leg('KEMENSOS');
  const asViewer = async (viewer: typeof desk.admin) =>
    disposeReport(desk.casework, viewer, {
      reportId,
      expectedVersion: await desk.version(reportId),
      lead,
      supporting: [],
    });
  for (const role of ['OVERSEER', 'INTERN'] as const) {
    expect(refusalOf(await asViewer(await desk.person(role, 'OMBUDSMAN')))).toBe('NOT_PERMITTED');
  }
  expect(refusalOf(await asViewer(await desk.person('LIAISON_OFFICER', 'KEMENSOS')))).toBe('NOT_PERMITTED');
  allowed(await dispose(reportId, lead));
  expect(refusalOf(await dispose(reportId, lead))).toBe('ACTION_NOT_POSSIBLE');
  const { reportId: fresh } = await desk.file();
  expect(refusalOf(await dispose(fresh, lead))).toBe('ACTION_NOT_POSSIBLE');
});

test('VER-4 a disposition is refused while another admin decides, and when it was made on an older version', async () => {
  const reportId = await desk.verified();
  const lead = await desk.leg('KEMENSOS');
  const other = await desk.person('ADMIN', 'KEMENPANRB', 'Budi');
  allowed(await claimReport(desk.casework, other, reportId));
  expect(refusalOf(await dispose(reportId, lead))).toBe('CLAIMED_BY_OTHER');
  const second = await desk.verified();
  const stale = { reportId: second, expectedVersion: 1, lead, supporting: [], submitted: { my: 'draft' } };
  expect(await disposeReport(desk.casework, desk.admin, stale)).toMatchObject({
    code: 'VERSION_CONFLICT',
    actualVersion: 2,
    changes: [{ type: 'REPORT_ACCEPTED', actor: 'ADMIN' }],
    submitted: { my: 'draft' },
  });
});

test('DIS-1 support is asked of somebody', async () => {
  const reportId = await desk.disposed(['KEMENSOS']);
  expect(refusalOf(await support(reportId))).toBe('NO_AGENCY_NAMED');
  expect(await desk.legs(reportId)).toHaveLength(1);
});

test('DIS-1 an agency may join later; one that is at work already is refused', async () => {
  const reportId = await desk.disposed(['KEMENSOS']);
  allowed(await support(reportId, await desk.leg('JABAR', { required: false })));
  expect(await desk.legs(reportId)).toMatchObject([{ code: 'KEMENSOS' }, { code: 'JABAR', track: 1 }]);
  expect(refusalOf(await support(reportId, await desk.leg('JABAR')))).toBe('AGENCY_ALREADY_INVOLVED');
  const verified = await desk.verified();
  expect(refusalOf(await support(verified, await desk.leg('JABAR')))).toBe('ACTION_NOT_POSSIBLE');
});

test('DIS-1 a supporting leg can be withdrawn with a published reason, the lead cannot', async () => {
  const reportId = await desk.disposed(['KEMENSOS', 'JABAR']);
  const reason = 'The road turned out to be a national one.';
  const withdraw = async (code: string, why = reason, viewer = desk.admin) =>
    withdrawDisposition(desk.casework, viewer, { ...(await desk.open(reportId, code)), reason: why });
  expect(refusalOf(await withdraw('KEMENSOS'))).toBe('LEAD_CANNOT_BE_WITHDRAWN');
  expect(refusalOf(await withdraw('JABAR', 'too short'))).toBe('INVALID_INPUT');
  const officer = await desk.person('LIAISON_OFFICER', 'JABAR');
  expect(refusalOf(await withdraw('JABAR', reason, officer))).toBe('NOT_PERMITTED');
  allowed(await withdraw('JABAR'));
  expect((await desk.legs(reportId)).map((leg) => leg.status)).toEqual(['RECEIVED', 'WITHDRAWN']);
  expect(refusalOf(await withdraw('JABAR'))).toBe('ACTION_NOT_POSSIBLE');
  const { rows } = await db.ownerPool.query(
    `select public_data->>'reason' as reason from event where report_id = $1 and type = 'DISPOSITION_WITHDRAWN'`,
    [reportId],
  );
  expect(rows).toEqual([{ reason }]);
});
