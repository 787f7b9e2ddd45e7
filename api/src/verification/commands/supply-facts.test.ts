import { beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import type { Fact } from '../../categories/fact.ts';
import type { Viewer } from '../../people/viewer.ts';
import { toGlobalId } from '../../platform/graphql/global-id.ts';
import {
  allowed,
  codesOf,
  NOTHING_SUPPLIED,
  verificationDesk,
  type VerificationDesk,
} from '../../../test/office/verification-desk.ts';
import { returnReport } from './return-report.ts';
import { supplyFacts, type SupplyFacts } from './supply-facts.ts';

let db: TestDatabase;
let desk: VerificationDesk;
let reportId: string;
let reporter: Viewer;

beforeAll(async () => {
  db = await testDatabase();
  desk = await verificationDesk(db);
});

const giveBack = async (id: string) =>
  allowed(
    await returnReport(desk.casework, desk.admin, {
      ...(await desk.now(id)),
      missingFacts: ['WHERE'],
      note: 'Di mana?',
    }),
  );

beforeEach(async () => {
  ({ reportId, reporter } = await desk.received({ facts: { WHO: 'Kami', WHERE: 'Desa' } }));
  await giveBack(reportId);
});

const supply = (change: Partial<SupplyFacts>, by: Viewer = reporter) =>
  supplyFacts(desk, by, {
    ...NOTHING_SUPPLIED,
    reportId,
    ...change,
  });

test('VER-2 the reporter answers with the receipt: facts are merged, the text is appended under its date', async () => {
  desk.clock.advanceTo(new Date('2026-03-04T08:00:00+07:00'));
  allowed(
    await supply({ facts: { WHERE: 'Ruas jalan desa' }, addition: ' Di depan balai desa. ', place: 'Balai desa' }),
  );
  expect(
    await desk.row('select status, facts, body, place, missing_facts from report where id = $1', reportId),
  ).toEqual({
    status: 'RECEIVED',
    facts: { WHO: 'Kami', WHERE: 'Ruas jalan desa' },
    body:
      'Mohon pemasangan lampu PJU di ruas jalan desa Pangkalanpari.\n\n' +
      '— Tambahan dari pelapor, 4 Maret 2026 —\nDi depan balai desa.',
    place: 'Balai desa',
    missing_facts: [],
  });
  const event = await desk.event(reportId, 'FACTS_SUPPLIED');
  expect(event).toMatchObject({ actor_kind: 'REPORTER', actor_person_id: null, visibility: 'CONCERNED' });
});

test('VER-2 the clock runs on with the days it had left', async () => {
  const clock = () =>
    desk.row("select due_at, paused_at, days_left from clock where report_id = $1 and kind = 'VERIFY'", reportId);
  const daysLeft = (await clock()).days_left;
  desk.clock.advanceTo(new Date('2026-03-09T08:00:00+07:00'));
  allowed(await supply({ addition: 'Di depan balai desa.' }));
  expect(daysLeft).toBe(3);
  expect(await clock()).toEqual({ due_at: new Date('2026-03-12T17:00:00Z'), paused_at: null, days_left: null });
});

test('VER-2 a citizen answers for their own report', async () => {
  const citizen = await desk.person('CITIZEN');
  const own = await desk.received();
  const filed = await desk.file({ categoryId: desk.category }, citizen);
  await giveBack(filed.reportId);
  allowed(await supply({ reportId: filed.reportId, addition: 'Di depan balai desa.' }, citizen));
  expect(codesOf(await supply({ reportId: own.reportId, addition: 'x' }, citizen))).toEqual(['NOT_FOUND']);
});

test('VER-2 nobody answers for the reporter, and nobody answers what was not asked', async () => {
  expect(codesOf(await supply({ addition: 'x' }, desk.admin))).toEqual(['NOT_PERMITTED']);
  const other = await desk.received();
  expect(codesOf(await supply({ addition: 'x' }, other.reporter))).toEqual(['NOT_FOUND']);
  const notAsked = await supply({ reportId: other.reportId, addition: 'x' }, other.reporter);
  expect(codesOf(notAsked)).toEqual(['ACTION_NOT_POSSIBLE']);
});

test('VER-2 something must be said, and what is said must be possible', async () => {
  expect(codesOf(await supply({ addition: '  ' }))).toEqual(['facts REQUIRED']);
  expect(codesOf(await supply({ areaCode: '99.99' }))).toEqual(['areaCode AREA_UNKNOWN']);
  expect(codesOf(await supply({ eventDate: '2027-01-01' }))).toEqual(['eventDate EVENT_IN_FUTURE']);
  expect(codesOf(await supply({ addition: 'x'.repeat(20_000) }))).toEqual(['addition TOO_LONG']);
  const unknown = await supply({ attachmentIds: [reportId], addition: 'x' });
  expect(codesOf(unknown)).toEqual(['attachments.0.id ATTACHMENT_UNKNOWN']);
  expect(await desk.status(reportId)).toBe('RETURNED');
});

test('VER-2 a return ends only when at least one of the questions is answered', async () => {
  expect(codesOf(await supply({ facts: { HOW: 'Dengan kabel' } }))).toEqual(['FACTS_NOT_SUPPLIED']);
  expect(codesOf(await supply({ eventDate: '2026-02-28' }))).toEqual(['FACTS_NOT_SUPPLIED']);
  expect(codesOf(await supply({ facts: { WHERE: '  ' }, eventDate: '2026-02-28' }))).toEqual(['FACTS_NOT_SUPPLIED']);
  expect(await desk.row('select facts, event_date from report where id = $1', reportId)).toEqual({
    facts: { WHO: 'Kami', WHERE: 'Desa' },
    event_date: null,
  });
  allowed(await supply({ facts: { HOW: 'Dengan kabel' }, areaCode: '32.12' }));
  expect(await desk.status(reportId)).toBe('RECEIVED');
});

test('VER-2 a date answers when, and an addition answers whatever was asked', async () => {
  const ask = async (missingFacts: Fact[]) => {
    const filed = await desk.received();
    const question = { ...(await desk.now(filed.reportId)), missingFacts, note: 'Mohon dilengkapi.' };
    allowed(await returnReport(desk.casework, desk.admin, question));
    return filed;
  };
  const when = await ask(['WHEN', 'WHO']);
  allowed(await supply({ reportId: when.reportId, eventDate: '2026-02-28' }, when.reporter));
  const why = await ask(['WHY']);
  allowed(await supply({ reportId: why.reportId, addition: 'Karena kabelnya putus.' }, why.reporter));
});

test('VER-2 over the API with a receipt', async () => {
  const document = `mutation ($input: SupplyFactsInput!) { supplyFacts(input: $input) {
    ... on ReportPayload { report { status facts { fact answer } } } ... on Refusal { code message(locale: EN) } } }`;
  const input = { reportId: toGlobalId('Report', reportId), facts: [{ fact: 'WHERE', answer: 'Balai desa' }] };
  const answer = await desk.ask(reporter, document, { input });
  expect(answer.codes).toEqual([]);
  expect(answer.data).toMatchObject({
    supplyFacts: {
      report: {
        status: 'RECEIVED',
        facts: expect.arrayContaining([{ fact: 'WHERE', answer: 'Balai desa' }]) as unknown,
      },
    },
  });
});
