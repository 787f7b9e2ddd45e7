import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/database/test-database.ts';
import { PUBLIC_VIEWER, receiptViewer, type Viewer } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { disclosureOffice, REASON, type DisclosureOffice } from './disclosures.fixture.ts';

let office: DisclosureOffice;

beforeAll(async () => {
  office = await disclosureOffice(await testDatabase());
});

const NODE = `query ($id: ID!) { node(id: $id) { ... on Report {
  disclosures { status statusLabel(locale: EN) reason decisionNote agency { code } requestedBy { displayName } }
  identityReads { readerKind readerKindLabel(locale: EN) at agency { code } } } } }`;
const REQUEST = `mutation ($input: RequestDisclosureInput!) { requestDisclosure(input: $input) { __typename
  ... on DisclosurePayload { disclosure { id status version report { trackingId } requestedBy { displayName } } }
  ... on Refusal { code } ... on InvalidInput { fields { path code } } } }`;
const DECIDE = `mutation ($input: DecideDisclosureInput!) { decideDisclosure(input: $input) { __typename
  ... on DisclosurePayload { disclosure { status version decidedAt expiresAt } } ... on Refusal { code } } }`;
const READ = `mutation ($input: ReadIdentityInput!) { readIdentity(input: $input) { __typename
  ... on ReporterIdentity { name email phone address } ... on Refusal { code } } }`;

interface OnReport {
  node: { disclosures: Record<string, unknown>[]; identityReads: Record<string, unknown>[] } | null;
}

const onReport = async (viewer: Viewer, reportId: string) =>
  (await office.ask<OnReport>(viewer, NODE, { id: toGlobalId('Report', reportId) })).data.node;

test('IDN-3 from the request to the reading, over GraphQL', async () => {
  const reportId = await office.report(false);
  const report = toGlobalId('Report', reportId);
  const input = { reportId: report, reason: REASON, idempotencyKey: randomUUID() };
  const asked = await office.ask<{ requestDisclosure: { disclosure: { id: string } } }>(office.officer, REQUEST, {
    input,
  });
  expect(asked.data.requestDisclosure).toMatchObject({
    __typename: 'DisclosurePayload',
    disclosure: { status: 'REQUESTED', version: 1, requestedBy: { displayName: 'Lestari' } },
  });
  const { id } = asked.data.requestDisclosure.disclosure;
  const queue = '{ disclosureQueue(first: 100) { nodes { id } count { value } } }';
  expect((await office.ask<object>(office.admin, queue)).data).toMatchObject({
    disclosureQueue: { nodes: expect.arrayContaining([{ id }]) },
  });
  const decision = { id, grant: true, note: 'Setuju.', expectedVersion: 1 };
  expect((await office.ask(office.admin, DECIDE, { input: decision })).data).toMatchObject({
    decideDisclosure: { disclosure: { status: 'GRANTED', version: 2, expiresAt: new Date('2026-04-01T02:00:00Z') } },
  });
  const reading = { reportId: report, reason: 'Menghubungi pelapor.' };
  expect((await office.ask(office.officer, READ, { input: reading })).data).toEqual({
    readIdentity: {
      __typename: 'ReporterIdentity',
      name: 'Maman Riyanto',
      email: null,
      phone: '+6282316330001',
      address: null,
    },
  });
});

test('IDN-3 the reporter sees who asked, who decided what, and who read it, but no names of staff', async () => {
  const reportId = await office.report(false);
  await office.grant(office.admin, await office.request(office.officer, reportId));
  const input = { reportId: toGlobalId('Report', reportId), reason: 'Menghubungi pelapor.' };
  await office.ask(office.officer, READ, { input });
  await office.ask(office.admin, READ, { input });
  expect(await onReport(receiptViewer(reportId), reportId)).toMatchObject({
    disclosures: [
      { status: 'GRANTED', statusLabel: 'Granted', reason: REASON, agency: { code: 'KEMENSOS' }, requestedBy: null },
    ],
    identityReads: [
      { readerKind: 'ADMIN', readerKindLabel: 'An admin', agency: null },
      { readerKind: 'AGENCY', readerKindLabel: 'An agency', agency: { code: 'KEMENSOS' } },
    ],
  });
  const overseer = await office.person('OVERSEER');
  for (const viewer of [office.second, overseer]) {
    expect((await onReport(viewer, reportId))?.identityReads).toHaveLength(2);
  }
});

test('IDN-3 the public, other citizens and other agencies learn nothing of requests and readings', async () => {
  const reportId = await office.disposed(['KEMENSOS', 'KEMENDAGRI']);
  await office.grant(office.admin, await office.request(office.officer, reportId));
  await office.ask(office.officer, READ, {
    input: { reportId: toGlobalId('Report', reportId), reason: 'Menghubungi pelapor.' },
  });
  for (const viewer of [
    PUBLIC_VIEWER,
    await office.person('CITIZEN'),
    await office.person('INTERN'),
    await office.person('LIAISON_OFFICER', 'KEMENDAGRI'),
  ]) {
    expect(await onReport(viewer, reportId)).toEqual({ disclosures: [], identityReads: [] });
  }
  const own = await onReport(office.officer, reportId);
  expect(own).toMatchObject({ disclosures: [{ requestedBy: { displayName: 'Lestari' } }], identityReads: [] });
});

test('IDN-4 a disclosure one may not see is answered like one that does not exist', async () => {
  const id = toGlobalId('Disclosure', await office.request(office.officer, await office.report(false)));
  const unknown = toGlobalId('Disclosure', randomUUID());
  const node = 'query ($id: ID!) { node(id: $id) { __typename } }';
  const stranger = await office.person('LIAISON_OFFICER', 'KEMENDAGRI');
  for (const viewer of [PUBLIC_VIEWER, stranger, await office.person('CITIZEN')]) {
    const [there, notThere] = [await office.ask(viewer, node, { id }), await office.ask(viewer, node, { id: unknown })];
    expect(there).toEqual(notThere);
    expect(there.data).toEqual({ node: null });
  }
});

test('roles without the right to it are denied before anything is read', async () => {
  const input = { reportId: toGlobalId('Report', randomUUID()), reason: 'Menghubungi pelapor.' };
  for (const role of ['CITIZEN', 'OVERSEER', 'INTERN', 'THIRD_PARTY_APP'] as const) {
    const { codes, statements } = await office.ask(await office.person(role), READ, { input });
    expect([codes, statements]).toEqual([['FORBIDDEN'], 0]);
  }
  expect((await office.ask(PUBLIC_VIEWER, READ, { input })).codes).toEqual(['UNAUTHENTICATED']);
  expect((await office.ask(office.officer, '{ disclosureQueue { nodes { id } } }')).codes).toEqual(['FORBIDDEN']);
});

test('the disclosures and readings of a list of reports take as many statements for two as for six', async () => {
  const list = `{ disclosureQueue(first: 50) { nodes { requestedBy { displayName } agency { code }
    report { disclosures { agency { code } } identityReads { agency { code } } } } } }`;
  const admin = await office.person('ADMIN');
  const taken = async (requests: number) => {
    for (let made = 0; made < requests; made += 1) await office.request(office.officer, await office.report(false));
    return (await office.ask(admin, list)).statements;
  };
  expect(await taken(2)).toBe(await taken(4));
});
