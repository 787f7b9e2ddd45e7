import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { arbitrateDisposition } from '../../dispositions/commands/arbitrate-disposition.ts';
import { redisposeReport } from '../../dispositions/commands/redispose-report.ts';
import { allowed, dispositionDesk, refusalOf, type DispositionDesk } from '../../../test/office/disposition-desk.ts';
import type { Viewer } from '../../people/viewer.ts';
import { acceptDisposition } from './accept-disposition.ts';
import { declineDisposition } from './decline-disposition.ts';
import { forwardDisposition } from './forward-disposition.ts';

const A = 'KEMENSOS';
const B = 'KEMENDAGRI';
const C = 'JABAR';
const REASON = 'This road belongs to the province.';
const KELURAHAN = 'DKI.JAKPUS.KEC-GAMBIR.KEL-GAMBIR';

let db: TestDatabase;
let desk: DispositionDesk;
const officers = new Map<string, Viewer>();

beforeAll(async () => {
  db = await testDatabase();
  desk = await dispositionDesk(db);
  for (const code of [A, B, C, 'JABAR.DISHUB', 'DKI', KELURAHAN]) {
    officers.set(code, await desk.person('LIAISON_OFFICER', code));
  }
});

const officerOf = (code: string) => officers.get(code)!;

async function forward(reportId: string, from: string, to: string, as = officerOf(from)) {
  const targetAgencyId = await desk.agencyId(to);
  const instruction = `${from} asks ${to}`;
  return forwardDisposition(desk.casework, as, { ...(await desk.open(reportId, from)), targetAgencyId, instruction });
}

async function decline(reportId: string, from: string, to: string | null, as = officerOf(from), reason = REASON) {
  const targetAgencyId = to === null ? null : await desk.agencyId(to);
  return declineDisposition(desk.casework, as, { ...(await desk.open(reportId, from)), targetAgencyId, reason });
}

async function events(reportId: string, type: string) {
  const { rows } = await db.ownerPool.query<{ topics: string[]; publicData: Record<string, unknown> }>(
    `select topics, public_data as "publicData" from event where report_id = $1 and type = $2 order by id`,
    [reportId, type],
  );
  return rows;
}

test('DIS-2 the officer of the agency accepts; others of the report and outside it do not', async () => {
  const reportId = await desk.disposed([A, B]);
  const accept = async (as: Viewer) => acceptDisposition(desk.casework, as, await desk.open(reportId, A));
  expect(refusalOf(await accept(officerOf(B)))).toBe('NOT_PERMITTED');
  expect(refusalOf(await accept(officerOf(C)))).toBe('NOT_PERMITTED');
  expect(refusalOf(await accept(await desk.person('EXECUTIVE', A)))).toBe('NOT_PERMITTED');
  expect(refusalOf(await accept(desk.admin))).toBe('NOT_PERMITTED');
  allowed(await accept(officerOf(A)));
  expect(refusalOf(await accept(officerOf(A)))).toBe('ACTION_NOT_POSSIBLE');
});

test('VER-4 of two officers of one agency who answer in parallel the second learns what the first did', async () => {
  const reportId = await desk.disposed([A]);
  const seen = await desk.open(reportId, A);
  const colleague = await desk.person('LIAISON_OFFICER', A, 'Colleague');
  const target = { targetAgencyId: await desk.agencyId(B), instruction: 'Please see to it.' };
  const outcomes = await Promise.all([
    acceptDisposition(desk.casework, officerOf(A), seen),
    forwardDisposition(desk.casework, colleague, { ...seen, ...target }),
  ]);
  const conflicts = outcomes.filter((outcome) => 'code' in outcome);
  expect(conflicts).toHaveLength(1);
  const accepted = (await desk.legs(reportId))[0]!.status === 'ACCEPTED';
  expect(conflicts[0]).toMatchObject({
    code: 'VERSION_CONFLICT',
    expectedVersion: seen.expectedVersion,
    changes: [{ type: accepted ? 'DISPOSITION_ACCEPTED' : 'DISPOSITION_FORWARDED', actor: 'AGENCY' }],
  });
});

test('VER-4 a change on another track is no conflict for an agency', async () => {
  const reportId = await desk.disposed([A, B]);
  const seen = await desk.open(reportId, B);
  allowed(await acceptDisposition(desk.casework, officerOf(A), await desk.open(reportId, A)));
  allowed(await acceptDisposition(desk.casework, officerOf(B), seen));
});

test('DIS-2 CLK-3 forwarding down to a kelurahan opens a leg on the same track and moves no due date', async () => {
  const reportId = await desk.disposed(['DKI']);
  const [before] = await desk.legs(reportId);
  desk.clock.advanceTo(new Date(desk.clock.now().getTime() + 86_400_000));
  allowed(await forward(reportId, 'DKI', KELURAHAN));
  const [first, second] = await desk.legs(reportId);
  expect(first).toMatchObject({ code: 'DKI', status: 'FORWARDED', nextDueAt: null });
  expect(second).toMatchObject({ code: KELURAHAN, track: 0, status: 'RECEIVED', nextDueAt: before!.nextDueAt });
  allowed(await acceptDisposition(desk.casework, officerOf(KELURAHAN), await desk.open(reportId, KELURAHAN)));
});

test('DIS-4 a parent agency’s officer steers the legs of its units; a unit does not steer its parent’s', async () => {
  const reportId = await desk.disposed(['JABAR.DISHUB', C]);
  allowed(await acceptDisposition(desk.casework, officerOf(C), await desk.open(reportId, 'JABAR.DISHUB')));
  expect(refusalOf(await forward(reportId, C, A, officerOf('JABAR.DISHUB')))).toBe('NOT_PERMITTED');
  allowed(await forward(reportId, 'JABAR.DISHUB', B, officerOf(C)));
  expect(await desk.legs(reportId)).toMatchObject([{ status: 'FORWARDED' }, { code: C }, { code: B, track: 0 }]);
});

test('DIS-1 whoever forwards reads what they asked for; the agency before them does not', async () => {
  const reportId = await desk.disposed([A]);
  allowed(await forward(reportId, A, B));
  allowed(await forward(reportId, B, C));
  const id = Buffer.from(`Report:${reportId}`).toString('base64');
  const seenBy = async (viewer: Viewer) => {
    const { data } = await desk.ask<{ node: { dispositions: { instruction: string | null }[] } }>(
      viewer,
      'query ($id: ID!) { node(id: $id) { ... on Report { dispositions { instruction } } } }',
      { id },
    );
    return data.node.dispositions.map((leg) => leg.instruction);
  };
  expect(await seenBy(officerOf(A))).toEqual([`For ${A} alone`, `${A} asks ${B}`, null]);
  expect(await seenBy(officerOf(B))).toEqual([null, `${A} asks ${B}`, `${B} asks ${C}`]);
  expect(await seenBy(officerOf(C))).toEqual([null, null, `${B} asks ${C}`]);
});

test('DIS-3 a report forwarded from A to B to C is not forwarded to A again', async () => {
  const reportId = await desk.disposed([A]);
  expect(refusalOf(await forward(reportId, A, A))).toBe('SAME_AGENCY');
  allowed(await forward(reportId, A, B));
  allowed(await forward(reportId, B, C));
  expect(refusalOf(await forward(reportId, C, A))).toBe('FORWARDING_CYCLE');
  allowed(await decline(reportId, C, A));
  expect((await events(reportId, 'DISPOSITION_DECLINED'))[0]!.publicData).toMatchObject({
    bounces: 1,
    returning: true,
    reason: REASON,
  });
});

test('DIS-1 a leg does not go to an agency that has another leg of the report, by whatever way', async () => {
  const reportId = await desk.disposed([A, B]);
  expect(refusalOf(await forward(reportId, A, B))).toBe('AGENCY_ALREADY_INVOLVED');
  expect(refusalOf(await decline(reportId, B, A))).toBe('AGENCY_ALREADY_INVOLVED');
  expect(await desk.legs(reportId)).toMatchObject([
    { code: A, status: 'RECEIVED' },
    { code: B, status: 'RECEIVED' },
  ]);
});

test('VER-6 an agency that is not connected, or unknown, is refused as a target', async () => {
  const reportId = await desk.disposed([A]);
  const [unconnected] = (await db.ownerPool.query('select code from agency where connected_at is null limit 1')).rows;
  expect(refusalOf(await forward(reportId, A, unconnected.code))).toBe('AGENCY_NOT_CONNECTED');
  expect(refusalOf(await decline(reportId, A, unconnected.code))).toBe('AGENCY_NOT_CONNECTED');
  const targetAgencyId = '018f3f3f-0000-7000-8000-000000000000';
  const unknown = { ...(await desk.open(reportId, A)), targetAgencyId, instruction: 'Please.' };
  expect(refusalOf(await forwardDisposition(desk.casework, officerOf(A), unknown))).toBe('AGENCY_UNKNOWN');
});

test('DIS-2 "not our authority" needs a reason, and goes to the agency named or to the national queue', async () => {
  const reportId = await desk.disposed([A]);
  expect(await decline(reportId, A, null, officerOf(A), 'Not ours')).toMatchObject({
    fields: [{ path: 'reason', code: 'TOO_SHORT' }],
  });
  expect(await decline(reportId, A, null, officerOf(A), 'x'.repeat(2_001))).toMatchObject({
    fields: [{ path: 'reason', code: 'TOO_LONG' }],
  });
  allowed(await decline(reportId, A, B));
  allowed(await decline(reportId, B, null));
  const holder = await db.ownerPool.query('select holder from custody where report_id = $1 and until_at is null', [
    reportId,
  ]);
  expect(holder.rows).toEqual([{ holder: 'NATIONAL_QUEUE' }]);
  expect(refusalOf(await decline(reportId, B, null))).toBe('ACTION_NOT_POSSIBLE');
});

test('DIS-2 CLK-3 a track that was sent back is disposed again under its old due dates, and only then', async () => {
  const reportId = await desk.disposed([A]);
  const [before] = await desk.legs(reportId);
  const redispose = async (code: string) =>
    redisposeReport(desk.casework, desk.admin, {
      reportId,
      expectedVersion: await desk.version(reportId),
      track: 0,
      agencyId: await desk.agencyId(code),
      instruction: 'It is yours after all.',
    });
  expect(refusalOf(await redispose(B))).toBe('TRACK_NOT_IN_QUEUE');
  allowed(await decline(reportId, A, null));
  allowed(await redispose(B));
  expect((await desk.legs(reportId))[1]).toMatchObject({ code: B, track: 0, nextDueAt: before!.nextDueAt });
});

test('DIS-2 the third bounce goes to the arbiter, whose decision is binding', async () => {
  const reportId = await desk.disposed([A]);
  allowed(await decline(reportId, A, B));
  allowed(await decline(reportId, B, C));
  const arbitrate = async () =>
    arbitrateDisposition(desk.casework, desk.admin, {
      ...(await desk.open(reportId, C)),
      targetAgencyId: await desk.agencyId(A),
      instruction: 'It is yours: decided.',
    });
  expect(refusalOf(await arbitrate())).toBe('ACTION_NOT_POSSIBLE');
  allowed(await decline(reportId, C, A));
  expect((await desk.legs(reportId)).map((leg) => leg.status)).toEqual(['DECLINED', 'DECLINED', 'IN_ARBITRATION']);
  expect((await events(reportId, 'DISPOSITION_ESCALATED'))[0]!.publicData).toMatchObject({
    bounces: 3,
    reason: REASON,
  });
  allowed(await arbitrate());
  expect((await desk.legs(reportId)).at(-1)).toMatchObject({ code: A, status: 'RECEIVED', binding: true });
  expect(refusalOf(await decline(reportId, A, B))).toBe('BINDING_DECISION');
  allowed(await forward(reportId, A, 'JABAR.DISHUB'));
  expect(refusalOf(await decline(reportId, 'JABAR.DISHUB', null))).toBe('BINDING_DECISION');
});

test('the event of a forwarding or a "not our authority" reaches the agency that is new, and those above it', async () => {
  const reportId = await desk.disposed([A]);
  const topicOf = async (code: string) => `agency:${await desk.agencyId(code)}`;
  allowed(await forward(reportId, A, 'JABAR.DISHUB'));
  const [forwarded] = await events(reportId, 'DISPOSITION_FORWARDED');
  const expected = [`report:${reportId}`, await topicOf(A), await topicOf('JABAR.DISHUB'), await topicOf(C)];
  expect([...forwarded!.topics].sort()).toEqual(expected.sort());
  allowed(await decline(reportId, 'JABAR.DISHUB', B));
  const [declined] = await events(reportId, 'DISPOSITION_DECLINED');
  expect([...declined!.topics].sort()).toEqual([...expected, await topicOf(B), 'verification'].sort());
});

test('IDN-2 a confidential report shows to the agencies on it, and to an agency from the moment it gets a leg', async () => {
  const reportId = await desk.disposed([A], { confidential: true });
  const id = Buffer.from(`Report:${reportId}`).toString('base64');
  const leg = Buffer.from(`Disposition:${(await desk.legs(reportId))[0]!.id}`).toString('base64');
  interface Seen {
    node: object | null;
    leg: object | null;
    agencyQueue: { nodes: { report: { id: string } }[] };
  }
  const sees = async (viewer: Viewer) => {
    const document = `query ($id: ID!, $leg: ID!) { node(id: $id) { id } leg: node(id: $leg) { id } agencyQueue { nodes { report { id } } } }`;
    const { data } = await desk.ask<Seen>(viewer, document, { id, leg });
    expect(data.leg !== null).toBe(data.node !== null);
    return [data.node !== null, data.agencyQueue.nodes.some((leg) => leg.report.id === id)];
  };
  expect(await sees(officerOf(A))).toEqual([true, true]);
  expect(await sees(officerOf(C))).toEqual([false, false]);
  expect(refusalOf(await forward(reportId, A, B, officerOf(C)))).toBe('NOT_FOUND');
  allowed(await forward(reportId, A, 'JABAR.DISHUB'));
  expect(await sees(officerOf('JABAR.DISHUB'))).toEqual([true, true]);
  expect(await sees(officerOf(C))).toEqual([true, true]);
  expect(await sees(officerOf(B))).toEqual([false, false]);
});
