import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { HAPPENINGS } from '../casefile/action.ts';
import { allowed } from '../../test/office/disposition-desk.ts';
import { disputeResolution } from '../feedback/commands/dispute-resolution.ts';
import { followUpOffice, LEAD, type FollowUpOffice } from '../followups/follow-ups.fixture.ts';
import { PUBLIC_VIEWER, receiptViewer, type Viewer } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { EventTypes } from './timeline.vocabulary.ts';

let db: TestDatabase;
let office: FollowUpOffice;

beforeAll(async () => {
  db = await testDatabase();
  office = await followUpOffice(db);
});

const EVERYTHING = `
  statusLine(locale: ID)
  steps { kindLabel(locale: ID) state stateLabel doneAt promisedAt overdue
    heldBy { holder label(locale: ID) agency { name } } }
  timeline { version type typeLabel(locale: ID) at actorKind actorKindLabel visibility note reason rating clock dueAt
    missingFacts revisedFields agency { code } targetAgencies { code } disposition { part agency { code } }
    followUp { kind text } feedback { satisfied text } otherReport { trackingId } }
  followUps { nodes { kind kindLabel text evidence publishedAt agency { name code } disposition { part }
    attachments { fileName url } } count { value } }
  feedback { satisfied text rating givenAt agency { code } attachments { id } }`;

interface Told {
  statusLine: string;
  steps: { kindLabel: string; state: string; heldBy: { label: string } | null }[];
  timeline: {
    type: string;
    visibility: string;
    agency: { code: string } | null;
    targetAgencies: { code: string }[];
    followUp: { text: string } | null;
    feedback: { text: string } | null;
    note: string | null;
    missingFacts: string[];
  }[];
  followUps: { nodes: { kind: string }[]; count: { value: number } };
  feedback: { satisfied: boolean; agency: { code: string } }[];
}

async function tell(viewer: Viewer, reportId: string): Promise<Told | null> {
  const answer = await office.ask<{ node: Told | null }>(
    viewer,
    `query ($id: ID!) { node(id: $id) { ... on Report { ${EVERYTHING} } } }`,
    { id: toGlobalId('Report', reportId) },
  );
  expect(answer.codes).toEqual([]);
  return answer.data.node;
}

/** Disposed, answered, resolved, disputed. */
async function disputed(): Promise<string> {
  const reportId = await office.underway();
  await office.respond(reportId);
  await office.resolveIt(reportId);
  const seen = { reportId, expectedVersion: await office.version(reportId), idempotencyKey: randomUUID() };
  const answer = { ...seen, text: 'Masih gelap di malam hari.', attachmentIds: [], claimTokens: [] };
  allowed(await disputeResolution(office, receiptViewer(reportId), answer));
  return reportId;
}

test('FUP-3 the public reads what happened, in order, with who published and who answered what', async () => {
  const told = (await tell(PUBLIC_VIEWER, await disputed()))!;
  expect(told.timeline.map((entry) => entry.type)).toEqual([
    'REPORT_FILED',
    'REPORT_ACCEPTED',
    'REPORT_DISPOSED',
    'DISPOSITION_RESPONDED',
    'DISPOSITION_RESOLVED',
    'FEEDBACK_ASKED',
    'RESOLUTION_DISPUTED',
  ]);
  expect(told.timeline[2]).toMatchObject({ targetAgencies: [{ code: LEAD }] });
  expect(told.timeline[3]).toMatchObject({
    agency: { code: LEAD },
    targetAgencies: [],
    followUp: { text: 'Sedang kami periksa di lapangan.' },
  });
  expect(told.timeline[6]).toMatchObject({ feedback: { text: 'Masih gelap di malam hari.' } });
  expect(told.statusLine).toBe('Ditanggapi oleh Pelapor');
  expect(told.steps.map((step) => `${step.kindLabel}: ${step.state}`)).toEqual([
    'Tulis Laporan: DONE',
    'Proses Verifikasi: DONE',
    'Proses Tindak Lanjut: CURRENT',
    'Beri Tanggapan: PENDING',
    'Selesai: PENDING',
  ]);
  expect(told.steps[2]?.heldBy?.label).toBe('Kementerian Sosial');
  expect(told.followUps.nodes.map((followUp) => followUp.kind)).toEqual(['INITIAL_RESPONSE', 'RESOLUTION']);
  expect(told.followUps.count.value).toBe(2);
  expect(told.feedback).toMatchObject([{ satisfied: false, agency: { code: LEAD } }]);
});

test('VER-2 what an unpublished report was asked concerns its reporter and the admins, and nobody else', async () => {
  const { reportId, reporter } = await office.file();
  const note = 'Sebutkan nama jalannya.';
  await office.casework.onReport(office.admin, { reportId, expectedVersion: null }, async (work) => {
    return (await work.advance({ action: 'RETURN', missingFacts: ['WHERE'], note })) ?? {};
  });
  for (const viewer of [reporter, office.admin]) {
    const told = (await tell(viewer, reportId))!;
    expect(told.timeline.at(-1)).toMatchObject({
      type: 'REPORT_RETURNED',
      visibility: 'CONCERNED',
      note,
      missingFacts: ['WHERE'],
    });
    expect(told.steps[1]?.heldBy?.label).toBe('Pelapor');
  }
  for (const viewer of [PUBLIC_VIEWER, office.officer]) expect(await tell(viewer, reportId)).toBeNull();
});

test('FUP-3 a new report is with the Administrator', async () => {
  const { reportId, reporter } = await office.file();
  const told = (await tell(reporter, reportId))!;
  expect(told.steps[1]?.heldBy?.label).toBe('Administrator');
  expect(told.statusLine).toBe('Menunggu verifikasi');
});

test('IDN-2 neither reporter nor officer is named in a timeline, in a follow-up or in what events say publicly', async () => {
  const reportId = await disputed();
  for (const viewer of [PUBLIC_VIEWER, office.officer, office.admin, receiptViewer(reportId)]) {
    const told = JSON.stringify(await tell(viewer, reportId));
    expect(told).not.toMatch(/Maman|6282316330001|BERTANDA/);
    expect(told).not.toContain(office.officer.personId);
  }
  const [events] = await office.rows<{ said: string }>(
    `select string_agg(public_data::text, ' ') as said from event where report_id = $1`,
    reportId,
  );
  expect(events!.said).not.toMatch(/Maman|6282316330001|BERTANDA/);
  expect(events!.said).not.toContain(office.officer.personId);
});

test('a list of twenty reports with everything about them takes the statements of a list of one', async () => {
  const LIST = `query ($first: Int!) { reports(first: $first) { nodes { id ${EVERYTHING} } } }`;
  for (let count = 0; count < 20; count += 1) await disputed();
  const read = async (first: number) => {
    const answer = await office.ask<{ reports: { nodes: Told[] } }>(PUBLIC_VIEWER, LIST, { first });
    expect(answer.codes).toEqual([]);
    expect(answer.data.reports.nodes).toHaveLength(first);
    for (const node of answer.data.reports.nodes) expect(node.followUps.nodes).toHaveLength(2);
    return answer.statements;
  };
  const [one, twenty] = [await read(1), await read(20)];
  expect(twenty).toBe(one);
  expect(twenty).toBeLessThanOrEqual(15);
});

test('FUP-1 follow-ups are paged, newest last, from either end and from a cursor on', async () => {
  const reportId = await office.underway();
  for (const text of ['satu', 'dua', 'tiga', 'empat']) {
    office.clock.advanceTo(new Date(office.clock.now().getTime() + 1000));
    await office.respond(reportId, text, text === 'satu' ? 'INITIAL_RESPONSE' : 'PROGRESS');
  }
  const page = async (args: string) => {
    const answer = await office.ask<{
      node: { followUps: { nodes: { text: string }[]; pageInfo: { endCursor: string; hasPreviousPage: boolean } } };
    }>(
      PUBLIC_VIEWER,
      `{ node(id: "${toGlobalId('Report', reportId)}") { ... on Report {
         followUps(${args}) { nodes { text } pageInfo { endCursor hasPreviousPage } } } } }`,
    );
    expect(answer.codes).toEqual([]);
    const { nodes, pageInfo } = answer.data.node.followUps;
    return { texts: nodes.map((node) => node.text), ...pageInfo };
  };
  const first = await page('first: 2');
  expect(first.texts).toEqual(['satu', 'dua']);
  expect((await page(`first: 2, after: "${first.endCursor}"`)).texts).toEqual(['tiga', 'empat']);
  expect(await page('last: 1')).toMatchObject({ texts: ['empat'], hasPreviousPage: true });
});

test('every happening of the life cycles has its name in the timeline', () => {
  for (const type of HAPPENINGS) expect(EventTypes.label(type, 'id')).not.toBe('');
});

test('FUP-3 a unit that holds a report is named after the agencies above it', async () => {
  const reportId = await office.disposed(['KOTA-BANDUNG.DISHUB']);
  const { data } = await office.ask<{ node: { steps: { heldBy: { label: string } | null }[] } }>(
    PUBLIC_VIEWER,
    `{ node(id: "${toGlobalId('Report', reportId)}") { ... on Report { steps { heldBy { label } } } } }`,
  );
  expect(data.node.steps[2]?.heldBy?.label).toMatch(/^Pemerintah Kota Bandung › Dinas Perhubungan/);
});
