import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { disclosureOffice, REASON, type DisclosureOffice } from '../disclosure/disclosures.fixture.ts';
import { PUBLIC_VIEWER, type Viewer } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { numberEverything } from './audit.fixture.ts';
import { publishDailyRoot } from './publish-daily-root.ts';
import { verifyAudit } from './verify-audit.ts';

let db: TestDatabase;
let office: DisclosureOffice;
let reportId: string;

beforeAll(async () => {
  db = await testDatabase();
  office = await disclosureOffice(db);
  reportId = await office.report(true);
  await office.request(office.officer, reportId);
});

const TRAIL = `query ($id: ID!, $after: String) { auditTrail(reportId: $id, first: 2, after: $after) {
  nodes { type version actorKind actorKindLabel(locale: EN) actorName agency { code } publicData protectedData hash }
  pageInfo { hasNextPage endCursor } count { value } } }`;

interface Trail {
  auditTrail: {
    nodes: Record<string, unknown>[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
    count: { value: number };
  };
}

/** Reads the trail of the report to its end, two entries at a time. */
async function readToTheEnd(viewer: Viewer): Promise<Trail['auditTrail'][]> {
  const pages: Trail['auditTrail'][] = [];
  for (let after: string | null = null; pages.at(-1)?.pageInfo.hasNextPage !== false;) {
    const { data }: { data: Trail } = await office.ask<Trail>(viewer, TRAIL, {
      id: toGlobalId('Report', reportId),
      after,
    });
    pages.push(data.auditTrail);
    after = data.auditTrail.pageInfo.endCursor;
  }
  return pages;
}

const HAPPENED = ['REPORT_FILED', 'REPORT_ACCEPTED', 'REPORT_DISPOSED', 'DISCLOSURE_REQUESTED'];
const READ = 'AUDIT_TRAIL_READ';

test('AUD-1 admins read the whole trail, page by page, with names and reasons, and each page read is its last entry', async () => {
  const pages = await readToTheEnd(office.admin);
  const entries = pages.flatMap(({ nodes }) => nodes);
  expect(entries.map(({ type }) => type)).toEqual([...HAPPENED, READ, READ, READ, READ]);
  expect(entries.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(pages.map(({ count }) => count.value)).toEqual([5, 6, 7, 8]);
  expect(entries[0]).toMatchObject({ actorKind: 'REPORTER', actorName: null });
  expect(entries[3]).toMatchObject({
    actorKindLabel: 'An agency',
    actorName: 'Lestari',
    agency: { code: 'KEMENSOS' },
    protectedData: { reason: REASON },
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('AUD-1 overseers read it, too, and everybody who reads it sees who has read it before', async () => {
  const overseer = await office.person('OVERSEER', undefined, 'Wulan');
  const pages = await readToTheEnd(overseer);
  const readings = pages.flatMap(({ nodes }) => nodes).filter(({ type }) => type === READ);
  expect(readings).toHaveLength(4 + pages.length);
  const { display_name: admin } = await office.row(
    'select display_name from person where id = $1',
    office.admin.personId,
  );
  expect(readings[0]).toMatchObject({ actorKind: 'ADMIN', actorName: admin, agency: null, protectedData: {} });
  expect(readings.at(-1)).toMatchObject({ actorKind: 'OVERSEER', actorName: 'Wulan', agency: null });
});

test('AUD-1 of readers in parallel each finds their own reading at the end, and none is lost', async () => {
  const overseer = await office.person('OVERSEER', undefined, 'Tirto');
  const readers = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? office.admin : overseer));
  const last = `query ($id: ID!) { auditTrail(reportId: $id, last: 1) {
    nodes { type version actorKind } pageInfo { hasNextPage hasPreviousPage } count { value } } }`;
  const id = toGlobalId('Report', reportId);
  const answers = await Promise.all(readers.map((viewer) => office.ask<Trail>(viewer, last, { id })));
  const own = answers.map(({ data }) => data.auditTrail.nodes);
  expect(own).toEqual(readers.map(({ role }) => [{ type: READ, version: expect.any(Number), actorKind: role }]));
  const versions = own.map(([entry]) => entry!.version as number).toSorted((a, b) => a - b);
  expect(versions).toEqual(versions.map((_, index) => versions[0]! + index));
  expect(answers.map(({ data }) => data.auditTrail.count.value)).toEqual(own.map(([entry]) => entry!.version));
  expect((await verifyAudit(db.ownerPool)).broken).toBeNull();
});

test('AUD-1 one operation may read several trails, which are as many readings', async () => {
  const other = await office.report(false);
  const query = `query ($a: ID!, $b: ID!) {
    a: auditTrail(reportId: $a, last: 1) { nodes { type } }
    b: auditTrail(reportId: $b, last: 1) { nodes { type } }
    again: auditTrail(reportId: $b, last: 1) { nodes { type } }
  }`;
  const variables = { a: toGlobalId('Report', reportId), b: toGlobalId('Report', other) };
  const { data, codes } = await office.ask(office.admin, query, variables);
  expect(codes).toEqual([]);
  const end = { nodes: [{ type: READ }] };
  expect(data).toEqual({ a: end, b: end, again: end });
  expect(await office.row('select count(*)::int from event where report_id = $1 and type = $2', other, READ)).toEqual({
    count: 2,
  });
});

test('AUD-1 the trail of a report that does not exist is empty, and reading it no event', async () => {
  const events = () => office.row('select count(*)::int from event');
  const before = await events();
  const { data, codes } = await office.ask<Trail>(office.admin, TRAIL, { id: toGlobalId('Report', randomUUID()) });
  expect([data.auditTrail.nodes, data.auditTrail.count.value, codes]).toEqual([[], 0, []]);
  expect(await events()).toEqual(before);
});

test('AUD-1 a reading is told by the trail alone, not by the timeline', async () => {
  const query = 'query ($id: ID!) { node(id: $id) { ... on Report { timeline { type } } } }';
  const { data } = await office.ask<{ node: { timeline: { type: string }[] } }>(office.admin, query, {
    id: toGlobalId('Report', reportId),
  });
  expect(data.node.timeline.map(({ type }) => type)).toEqual(HAPPENED);
});

test('AUD-1 nobody else reads it', async () => {
  const variables = { id: toGlobalId('Report', reportId) };
  for (const viewer of [office.officer, await office.person('INTERN'), await office.person('EXECUTIVE', 'KEMENSOS')]) {
    expect(await office.ask(viewer, TRAIL, variables)).toMatchObject({ codes: ['FORBIDDEN'], statements: 0 });
  }
  expect((await office.ask(PUBLIC_VIEWER, TRAIL, variables)).codes).toEqual(['UNAUTHENTICATED']);
});

test('AUD-1 everybody reads the roots, newest first', async () => {
  const events = async () => (await office.row('select count(*)::text from event')).count;
  const before = await events();
  await numberEverything(db);
  office.clock.advanceTo(new Date('2026-03-03T09:00:00+07:00'));
  await office.report(false);
  await numberEverything(db);
  office.clock.advanceTo(new Date('2026-03-04T09:00:00+07:00'));
  await publishDailyRoot(db.pool, office.clock);
  const query = '{ auditRoots(first: 10) { nodes { day position hash publishedAt } count { value } } }';
  const { data, statements } = await office.ask(PUBLIC_VIEWER, query);
  expect(data).toEqual({
    auditRoots: {
      nodes: [
        {
          day: '2026-03-03',
          position: await events(),
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          publishedAt: expect.anything(),
        },
        {
          day: '2026-03-02',
          position: before,
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          publishedAt: expect.anything(),
        },
      ],
      count: { value: 2 },
    },
  });
  expect(statements).toBe(2);
});
