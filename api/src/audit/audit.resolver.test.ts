import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { disclosureOffice, REASON, type DisclosureOffice } from '../disclosure/disclosures.fixture.ts';
import { PUBLIC_VIEWER } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { numberEverything } from './audit.fixture.ts';
import { publishDailyRoot } from './publish-daily-root.ts';

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

test('AUD-1 admins and overseers read the whole trail, page by page, with names and reasons', async () => {
  for (const viewer of [office.admin, await office.person('OVERSEER')]) {
    const entries: Record<string, unknown>[] = [];
    for (let after: string | null = null; ;) {
      const { data }: { data: Trail } = await office.ask<Trail>(viewer, TRAIL, {
        id: toGlobalId('Report', reportId),
        after,
      });
      entries.push(...data.auditTrail.nodes);
      expect(data.auditTrail.count.value).toBe(4);
      if (!data.auditTrail.pageInfo.hasNextPage) break;
      after = data.auditTrail.pageInfo.endCursor;
    }
    expect(entries.map(({ type }) => type)).toEqual([
      'REPORT_FILED',
      'REPORT_ACCEPTED',
      'REPORT_DISPOSED',
      'DISCLOSURE_REQUESTED',
    ]);
    expect(entries[0]).toMatchObject({ version: 1, actorKind: 'REPORTER', actorName: null });
    expect(entries[3]).toMatchObject({
      actorKindLabel: 'An agency',
      actorName: 'Lestari',
      agency: { code: 'KEMENSOS' },
      protectedData: { reason: REASON },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  }
});

test('AUD-1 nobody else reads it', async () => {
  const variables = { id: toGlobalId('Report', reportId) };
  for (const viewer of [office.officer, await office.person('INTERN'), await office.person('EXECUTIVE', 'KEMENSOS')]) {
    expect(await office.ask(viewer, TRAIL, variables)).toMatchObject({ codes: ['FORBIDDEN'], statements: 0 });
  }
  expect((await office.ask(PUBLIC_VIEWER, TRAIL, variables)).codes).toEqual(['UNAUTHENTICATED']);
});

test('AUD-1 everybody reads the roots, newest first', async () => {
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
          position: '7',
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          publishedAt: expect.anything(),
        },
        {
          day: '2026-03-02',
          position: '4',
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          publishedAt: expect.anything(),
        },
      ],
      count: { value: 2 },
    },
  });
  expect(statements).toBe(2);
});
