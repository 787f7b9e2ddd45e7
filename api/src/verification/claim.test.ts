import { beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import type { Viewer } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { CLAIM_LEASE_MS, claimReport, releaseClaim } from './claim.ts';
import { acceptReport } from './commands/accept-report.ts';
import { returnReport } from './commands/return-report.ts';
import { reviseReport } from './commands/revise-report.ts';
import { allowed, codesOf, verificationDesk, type VerificationDesk } from '../../test/office/verification-desk.ts';

let db: TestDatabase;
let desk: VerificationDesk;
let reportId: string;

beforeAll(async () => {
  db = await testDatabase();
  desk = await verificationDesk(db);
});

beforeEach(async () => {
  reportId = (await desk.received()).reportId;
});

const claim = (viewer: Viewer) => claimReport(desk.casework, viewer, reportId);
const release = (viewer: Viewer) => releaseClaim(desk.casework, viewer, reportId);
const accept = async (viewer: Viewer) => acceptReport(desk.casework, viewer, await desk.now(reportId));
const pass = (milliseconds: number) => desk.clock.advanceTo(new Date(desk.clock.now().getTime() + milliseconds));

test('VER-4 of two admins who claim in parallel exactly one wins, and the other is told who and until when', async () => {
  const until = new Date(desk.clock.now().getTime() + CLAIM_LEASE_MS);
  const outcomes = await Promise.all([claim(desk.admin), claim(desk.colleague)]);
  const refused = outcomes.filter((outcome) => 'code' in outcome);
  expect(refused).toHaveLength(1);
  const winner = 'code' in outcomes[0]! ? 'Budi' : 'Sri';
  expect(refused[0]).toMatchObject({ code: 'CLAIMED_BY_OTHER', requirement: 'VER-4' });
  expect((refused[0] as unknown as { facts: object }).facts).toEqual({ name: winner, until });
});

test('VER-4 refuses another admin’s decision while a claim is held, and changes nothing', async () => {
  allowed(await claim(desk.admin));
  expect(codesOf(await accept(desk.colleague))).toEqual(['CLAIMED_BY_OTHER']);
  expect(await desk.status(reportId)).toBe('RECEIVED');
  const revision = { ...(await desk.now(reportId)), title: 'Another title' };
  expect(codesOf(await reviseReport(desk, desk.colleague, revision))).toEqual(['CLAIMED_BY_OTHER']);
});

test('VER-4 a decision ends the deciding admin’s own claim', async () => {
  allowed(await claim(desk.admin));
  allowed(await accept(desk.admin));
  allowed(await claim(desk.colleague));
});

test('VER-4 a refused decision leaves the claim alive', async () => {
  allowed(await claim(desk.admin));
  const nothingMissing = { ...(await desk.now(reportId)), missingFacts: [], note: 'Where?' };
  expect(codesOf(await returnReport(desk.casework, desk.admin, nothingMissing))).toEqual(['MISSING_FACTS_NOT_NAMED']);
  expect(codesOf(await claim(desk.colleague))).toEqual(['CLAIMED_BY_OTHER']);
});

test('VER-3 a correction is no decision: the own claim lives on', async () => {
  allowed(await claim(desk.admin));
  allowed(await reviseReport(desk, desk.admin, { ...(await desk.now(reportId)), title: 'PJU padam' }));
  expect(codesOf(await claim(desk.colleague))).toEqual(['CLAIMED_BY_OTHER']);
});

test('VER-4 a claim lasts fifteen minutes to the millisecond; renewing counts them anew', async () => {
  allowed(await claim(desk.admin));
  pass(10 * 60_000);
  allowed(await claim(desk.admin));
  pass(CLAIM_LEASE_MS - 1);
  expect(codesOf(await claim(desk.colleague))).toEqual(['CLAIMED_BY_OTHER']);
  pass(1);
  allowed(await claim(desk.colleague));
  expect(codesOf(await accept(desk.admin))).toEqual(['CLAIMED_BY_OTHER']);
});

test('VER-4 an expired claim hinders nobody’s decision', async () => {
  allowed(await claim(desk.admin));
  pass(CLAIM_LEASE_MS);
  allowed(await accept(desk.colleague));
});

test('VER-4 a claim can be given back, by whoever holds it alone', async () => {
  allowed(await claim(desk.admin));
  expect(codesOf(await release(desk.colleague))).toEqual(['CLAIMED_BY_OTHER']);
  allowed(await release(desk.admin));
  allowed(await release(desk.admin));
  allowed(await claim(desk.colleague));
  expect(await desk.events(reportId)).toEqual(['REPORT_FILED', 'REPORT_CLAIMED', 'CLAIM_RELEASED', 'REPORT_CLAIMED']);
});

test('VER-4 claims are the verifiers’ news and leave the version as it is, so a decision made before is not stale', async () => {
  const before = await desk.now(reportId);
  allowed(await claim(desk.admin));
  expect(await desk.now(reportId)).toEqual(before);
  expect(await desk.event(reportId, 'REPORT_CLAIMED')).toMatchObject({
    actor_kind: 'ADMIN',
    actor_person_id: desk.admin.personId,
    visibility: 'INTERNAL',
    topics: ['verification', `report:${reportId}`],
  });
  allowed(await acceptReport(desk.casework, desk.admin, before));
});

test('VER-4 nobody but admins claims', async () => {
  const { reporter, ...own } = await desk.received();
  expect(codesOf(await claimReport(desk.casework, reporter, own.reportId))).toEqual(['NOT_PERMITTED']);
  for (const role of ['INTERN', 'OVERSEER'] as const) {
    expect(codesOf(await claim(await desk.person(role)))).toEqual(['NOT_PERMITTED']);
  }
  expect(codesOf(await claim(await desk.person('CITIZEN')))).toEqual(['NOT_FOUND']);
});

test('IDN-2 an intern’s session reads no claim on a confidential report', async () => {
  const secret = await desk.received({ confidential: true });
  allowed(await claimReport(desk.casework, desk.admin, secret.reportId));
  const claims = async (viewer: Viewer) =>
    desk.casework.transaction(viewer, (em) =>
      em.execute<unknown[]>('select true from report_claim where report_id = ?::uuid', [secret.reportId]),
    );
  expect(await claims(await desk.person('OVERSEER'))).toHaveLength(1);
  expect(await claims(await desk.person('INTERN'))).toHaveLength(0);
});

test('VER-4 staff who verify see who holds a claim; to the reporter it is null', async () => {
  const { reporter, ...own } = await desk.received();
  allowed(await claimReport(desk.casework, desk.admin, own.reportId));
  const document = `query ($id: ID!) { node(id: $id) { ... on Report { claim { by { displayName } until isMine } } } }`;
  const id = toGlobalId('Report', own.reportId);
  const until = new Date(desk.clock.now().getTime() + CLAIM_LEASE_MS).toISOString();
  for (const viewer of [desk.admin, desk.colleague, await desk.person('INTERN'), await desk.person('OVERSEER')]) {
    const answer = await desk.ask(viewer, document, { id });
    expect(answer.data).toEqual({
      node: { claim: { by: { displayName: 'Sri' }, until: expect.anything(), isMine: viewer === desk.admin } },
    });
    const seen = (answer.data as unknown as { node: { claim: { until: Date | string } } }).node.claim.until;
    expect(new Date(seen).toISOString()).toBe(until);
  }
  expect((await desk.ask(reporter, document, { id })).data).toEqual({ node: { claim: null } });
  pass(CLAIM_LEASE_MS);
  expect((await desk.ask(desk.admin, document, { id })).data).toEqual({ node: { claim: null } });
});
