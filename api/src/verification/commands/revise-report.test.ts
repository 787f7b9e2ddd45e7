import { beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import type { Viewer } from '../../people/viewer.ts';
import { toGlobalId } from '../../platform/graphql/global-id.ts';
import type { OpenedOriginal } from '../original.ts';
import {
  allowed,
  codesOf,
  NOTHING_SUPPLIED,
  verificationDesk,
  type VerificationDesk,
} from '../../../test/office/verification-desk.ts';
import { acceptReport } from './accept-report.ts';
import { archiveReport } from './archive-report.ts';
import { mergeReport } from './merge-report.ts';
import { readOriginal } from './read-original.ts';
import { returnReport } from './return-report.ts';
import { reviseReport, type ReviseReport } from './revise-report.ts';
import { supplyFacts } from './supply-facts.ts';

let db: TestDatabase;
let desk: VerificationDesk;
let reportId: string;

beforeAll(async () => {
  db = await testDatabase();
  desk = await verificationDesk(db);
});

const FILED = {
  title: 'Lampu padam di rumah Siti Aminah',
  body: 'Hubungi Siti Aminah, 3212012345678901. Siti menunggu.',
  place: 'Depan rumah Siti',
  facts: { WHO: 'siti aminah', WHERE: 'Pangkalanpari' },
};

beforeEach(async () => {
  reportId = (await desk.received(FILED)).reportId;
});

const revise = async (change: Omit<ReviseReport, 'reportId' | 'expectedVersion'>, by: Viewer = desk.admin) =>
  reviseReport(desk, by, { ...(await desk.now(reportId)), ...change });
const report = () =>
  desk.row(
    `select title, body, place, facts, kind, category_id, service_class, area_code, time_zone, latitude, longitude,
       anonymous, confidential, reporter_display from report where id = $1`,
    reportId,
  );
const read = (viewer: Viewer, id = reportId) => readOriginal(desk, viewer, { reportId: id, reason: 'Sengketa' });

test('VER-3 words are masked in title, body, place and facts; the event has none of them', async () => {
  allowed(await revise({ masks: ['Siti', 'Siti Aminah', '3212012345678901'] }));
  const name = '▇▇▇▇▇';
  expect(await report()).toMatchObject({
    title: `Lampu padam di rumah ${name}`,
    body: `Hubungi ${name}, ▇▇▇▇▇. ▇▇▇▇▇ menunggu.`,
    place: 'Depan rumah ▇▇▇▇▇',
    facts: { WHO: name, WHERE: 'Pangkalanpari' },
  });
  const event = await desk.event(reportId, 'REPORT_REVISED');
  expect(event.public_data).toEqual({ fields: ['title', 'body', 'place', 'facts'] });
  expect(event.protected_data).toEqual({ changes: { title: { to: `Lampu padam di rumah ${name}` } } });
  expect(event.visibility).toBe('CONCERNED');
});

test('VER-3 kind, category, location and flags are changed, from what to what being for the audit trail alone', async () => {
  const supervised = String((await desk.row("select id from category where service_class = 'SUPERVISED' limit 1")).id);
  const [area] = await desk.rows("select code from area where time_zone = 'Asia/Jayapura' limit 1");
  const areaCode = String(area!.code);
  allowed(
    await revise({
      kind: 'ASPIRATION',
      categoryId: supervised,
      location: { areaCode, place: null, latitude: -2.5, longitude: 140.7 },
      makeAnonymous: true,
      makeConfidential: true,
    }),
  );
  expect(await report()).toMatchObject({
    kind: 'ASPIRATION',
    category_id: supervised,
    service_class: 'SUPERVISED',
    area_code: areaCode,
    time_zone: 'Asia/Jayapura',
    place: null,
    latitude: -2.5,
    anonymous: true,
    confidential: true,
    reporter_display: null,
  });
  const event = await desk.event(reportId, 'REPORT_REVISED');
  expect(event.protected_data).toEqual({
    changes: {
      kind: { from: 'COMPLAINT', to: 'ASPIRATION' },
      categoryId: { from: desk.category, to: supervised },
      areaCode: { from: null, to: areaCode },
      anonymous: { from: false, to: true },
      confidential: { from: false, to: true },
    },
  });
  expect(JSON.stringify(event.public_data)).not.toContain(areaCode);
});

test('CLK-3 a change of category or kind moves no running due date; clocks that start later follow the new class', async () => {
  const due = () => desk.rows('select kind, due_at, limit_days from clock where report_id = $1', reportId);
  const before = await due();
  allowed(await revise({ kind: 'INFORMATION_REQUEST' }));
  expect(await due()).toEqual(before);
  expect(await report()).toMatchObject({ service_class: 'INFORMATION' });
  allowed(await acceptReport(desk.casework, desk.admin, await desk.now(reportId)));
  const agencyId = await desk.agencyId('KEMENSOS');
  const lead = { agencyId, required: true, resolveWithinDays: null };
  allowed(
    await desk.casework.onReport(
      desk.admin,
      { reportId, expectedVersion: null, agencyIds: [agencyId] },
      async (work) => {
        return (await work.advance({ action: 'DISPOSE', lead, supporting: [] })) ?? {};
      },
    ),
  );
  const resolve = () =>
    desk.row("select due_at, limit_days from clock where report_id = $1 and kind = 'RESOLVE'", reportId);
  const running = await resolve();
  expect(running.limit_days).toBe(5);
  allowed(await revise({ kind: 'COMPLAINT' }));
  expect(await report()).toMatchObject({ service_class: 'ORDINARY' });
  expect(await resolve()).toEqual(running);
});

test('VER-3 flags are only ever added', async () => {
  allowed(await revise({ makeAnonymous: true, makeConfidential: true }));
  allowed(await revise({ makeAnonymous: false, makeConfidential: false, title: 'Lampu' }));
  expect(await report()).toMatchObject({ anonymous: true, confidential: true });
});

test('VER-3 a change that changes nothing, unknown references and masks that cover nothing are refused', async () => {
  expect(codesOf(await revise({ title: FILED.title, kind: 'COMPLAINT' }))).toEqual(['NOTHING_REVISED']);
  const nowhere = { areaCode: '99.99', place: null, latitude: null, longitude: null };
  expect(codesOf(await revise({ categoryId: reportId, location: nowhere, masks: ['Siti', 'Joko'] }))).toEqual([
    'categoryId CATEGORY_UNKNOWN',
    'location.areaCode AREA_UNKNOWN',
    'masks.1 MASK_NOT_FOUND',
  ]);
  expect(await desk.row('select count(*)::int as n from report_original where report_id = $1', reportId)).toEqual({
    n: 0,
  });
});

test.each([
  ['  ', 'REQUIRED'],
  ['❤\ufe0f'.repeat(101), 'TOO_LONG'],
])('VER-3 a title that the database would not take is refused by name: %j', async (title, code) => {
  expect(await revise({ title })).toMatchObject({ fields: [{ path: 'title', code }] });
});

test('VER-3 CLK-3 personal data found in an archived report is still masked; its status and its clocks stay', async () => {
  const clocks = () => desk.rows('select * from clock where report_id = $1 order by track, kind, epoch', reportId);
  allowed(
    await archiveReport(desk.casework, desk.admin, { ...(await desk.now(reportId)), reason: 'SPAM', note: null }),
  );
  const stopped = await clocks();
  allowed(await revise({ masks: ['3212012345678901'] }));
  expect((await report()).body).not.toContain('3212012345678901');
  expect(await desk.status(reportId)).toBe('ARCHIVED');
  expect(await clocks()).toEqual(stopped);
});

test('VER-3 VER-7 personal data found in a merged report is still masked; it stays merged, and its clock at rest', async () => {
  const { reportId: intoReportId } = await desk.accepted();
  allowed(await mergeReport(desk.casework, desk.admin, { ...(await desk.now(reportId)), intoReportId }));
  const clocks = () => desk.rows('select * from clock where report_id = $1', reportId);
  const atRest = await clocks();
  allowed(await revise({ masks: ['3212012345678901'] }));
  expect((await report()).body).not.toContain('3212012345678901');
  expect(await desk.status(reportId)).toBe('MERGED');
  expect(await clocks()).toEqual(atRest);
});

test('VER-3 the report is sealed as it stood before each correction, also what its reporter added in between', async () => {
  const { reporter, reportId: id } = await desk.received(FILED);
  reportId = id;
  allowed(await revise({ masks: ['Siti Aminah'], makeAnonymous: true }));
  const question = { missingFacts: ['WHEN' as const], note: 'Kapan?' };
  allowed(await returnReport(desk.casework, desk.admin, { ...(await desk.now(id)), ...question }));
  desk.clock.advanceTo(new Date('2026-03-04T08:00:00+07:00'));
  allowed(await supplyFacts(desk, reporter, { ...NOTHING_SUPPLIED, reportId: id, addition: 'Telepon 081234567890.' }));
  const supplied = (await desk.now(id)).expectedVersion;
  allowed(await revise({ masks: ['081234567890'] }));
  expect((await report()).body).not.toContain('081234567890');

  for (const { sealed } of await desk.rows('select sealed from report_original where report_id = $1', id)) {
    expect((sealed as Buffer).toString('latin1')).not.toContain('Siti');
  }
  const originals = allowed(await read(desk.admin)) as OpenedOriginal[];
  expect(originals).toEqual([
    expect.objectContaining({ ...FILED, version: 1, anonymous: false, reporterDisplay: 'Maman Riyanto' }),
    expect.objectContaining({ version: supplied, sealedAt: desk.clock.now(), anonymous: true, reporterDisplay: null }),
  ]);
  expect(originals[1]!.body).toContain('Telepon 081234567890.');
  expect(originals[1]!.body).not.toContain('Siti Aminah');
});

test('VER-3 an original, once sealed, is changed and removed by nobody', async () => {
  allowed(await revise({ title: 'Lampu' }));
  for (const change of ['update report_original set version = 9', 'delete from report_original']) {
    await expect(desk.casework.transaction(desk.admin, (em) => em.execute(change))).rejects.toThrow(
      'permission denied',
    );
  }
});

test('AUD-1 an admin or an overseer opens the original, and the reading is logged with its reason', async () => {
  allowed(await revise({ title: 'Lampu' }));
  for (const role of ['ADMIN', 'OVERSEER'] as const) {
    const viewer = await desk.person(role);
    expect(allowed(await read(viewer))).toMatchObject([{ title: FILED.title }]);
    expect(await desk.event(reportId, 'ORIGINAL_READ')).toEqual({
      actor_kind: role,
      actor_person_id: viewer.personId,
      visibility: 'INTERNAL',
      public_data: {},
      protected_data: { reason: 'Sengketa' },
      topics: [`report:${reportId}`],
    });
  }
  expect((await desk.now(reportId)).expectedVersion).toBe(2);
});

test('VER-3 nobody else opens it, and where nothing was corrected there is nothing to open', async () => {
  expect(codesOf(await read(desk.admin))).toEqual(['NEVER_REVISED']);
  allowed(await revise({ title: 'Lampu' }));
  const { reporter } = await desk.received();
  expect(codesOf(await read(await desk.person('INTERN')))).toEqual(['NOT_PERMITTED']);
  expect(codesOf(await read(await desk.person('CITIZEN')))).toEqual(['NOT_FOUND']);
  expect(codesOf(await read(reporter))).toEqual(['NOT_FOUND']);
  expect(codesOf(await read(await desk.person('LIAISON_OFFICER', 'KEMENSOS')))).toEqual(['NOT_FOUND']);
  expect(await desk.events(reportId)).not.toContain('ORIGINAL_READ');
});

test('AUD-1 without the logged reading of this very transaction the database shows no original', async () => {
  allowed(await revise({ title: 'Lampu' }));
  allowed(await read(desk.admin));
  const seen = await desk.casework.transaction(desk.admin, (em) =>
    em.execute<unknown[]>('select sealed from report_original where report_id = ?::uuid', [reportId]),
  );
  expect(seen).toEqual([]);
});

test('AUD-1 an overseer writes no other event than that', async () => {
  const overseer = await desk.person('OVERSEER');
  const write = desk.casework.transaction(overseer, (em) =>
    em.execute(
      `select append_event('REPORT', ?::uuid, 'REPORT_ACCEPTED', ?::uuid, null, 'ADMIN', null, null, 'PUBLIC', now(), now(),
         '{}', '{}', '{}')`,
      [reportId, reportId],
    ),
  );
  await expect(write).rejects.toThrow('may not write events');
});

test('VER-3 over the API the original shows no name, neither of an anonymous reporter nor of any other', async () => {
  allowed(await revise({ title: 'Lampu' }));
  const document = `mutation ($id: ID!, $reason: String!) { readOriginal(reportId: $id, reason: $reason) {
    __typename ... on OriginalReport { originals { version title facts { fact answer } } } ... on InvalidInput { fields { path code } } } }`;
  const id = toGlobalId('Report', reportId);
  const overseer = await desk.person('OVERSEER');
  expect((await desk.ask(overseer, document, { id, reason: '  ' })).data).toEqual({
    readOriginal: { __typename: 'InvalidInput', fields: [{ path: 'reason', code: 'REQUIRED' }] },
  });
  const answer = await desk.ask(overseer, document, { id, reason: 'Sengketa' });
  expect(answer.data).toMatchObject({
    readOriginal: { __typename: 'OriginalReport', originals: [{ version: 1, title: FILED.title }] },
  });
  expect((await desk.ask(await desk.person('INTERN'), document, { id, reason: 'Sengketa' })).codes).toEqual([
    'FORBIDDEN',
  ]);
});
