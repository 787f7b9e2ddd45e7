import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { isRefusal } from '../../src/casework/casework.ts';
import { requestDisclosure } from '../../src/disclosure/commands/request-disclosure.ts';
import { publishFollowUp } from '../../src/followups/commands/publish-follow-up.ts';
import type { Viewer } from '../../src/people/viewer.ts';
import { holdReport } from '../../src/verification/commands/hold-report.ts';
import { testDatabase } from '../database/test-database.ts';
import { dispositionDesk, type DispositionDesk } from '../office/disposition-desk.ts';

/** Everything a report shows, with everything that hangs on it. */
const REPORT = `id trackingId status statusLine category { name parent { name } } area { name parent { name } }
  leadAgency { name parent { name } } missingCategoryFacts availableActions { action available }
  clocks { kind dueAt } custody { holder agency { name } } steps { kind promisedAt heldBy { label } }
  timeline { type agency { name } targetAgencies { name } }
  mergedIntoTrackingId dispositions { status agency { name } forwardedTo { agency { name } } declineReason instruction availableActions { action available } }
  followUps(first: 5) { nodes { text agency { name } attachments { fileName } } } feedback { satisfied }`;

const LISTS: readonly { name: string; as: 'citizen' | 'admin' | 'officer' | 'overseer'; nodes: string }[] = [
  { name: 'reports', as: 'citizen', nodes: REPORT },
  { name: 'reports', as: 'officer', nodes: REPORT },
  { name: 'myReports', as: 'citizen', nodes: REPORT },
  {
    name: 'verificationQueue',
    as: 'admin',
    nodes: `stage dueAt overdue claim { until } disposition { agency { name } } report { ${REPORT} }`,
  },
  { name: 'allReports', as: 'admin', nodes: REPORT },
  { name: 'allReports', as: 'overseer', nodes: REPORT },
  { name: 'agencyQueue', as: 'officer', nodes: `status nextDueAt instruction agency { name } report { ${REPORT} }` },
  { name: 'heldReportCounts', as: 'admin', nodes: 'reports agency { name parent { name } }' },
  { name: 'disclosureQueue', as: 'admin', nodes: `status agency { name } report { trackingId leadAgency { name } }` },
  {
    name: 'agencies',
    as: 'citizen',
    nodes: 'name parent { name } area { name } ancestors { name } children(first: 2) { nodes { name } }',
  },
  { name: 'areas', as: 'citizen', nodes: 'name parent { name } children(first: 2) { nodes { name } }' },
];

let desk: DispositionDesk;
const viewers: Record<string, Viewer> = {};

beforeAll(async () => {
  const db = await testDatabase();
  desk = await dispositionDesk(db);
  viewers.admin = desk.admin;
  viewers.citizen = await desk.person('CITIZEN');
  viewers.officer = await desk.person('LIAISON_OFFICER', 'JABAR.DISHUB');
  viewers.overseer = await desk.person('OVERSEER');
  const { rows } = await db.ownerPool.query<{ id: string }>(
    'select id from agency where connected_at is null limit 12',
  );
  for (const { id } of rows) await fillOneOfEach(id);
});

/** One more row for every list. */
async function fillOneOfEach(unconnectedId: string): Promise<void> {
  await desk.file({ areaCode: '32.12' }, viewers.citizen);
  const reportId = await desk.disposed(['JABAR.DISHUB', 'INDRAMAYU'], { areaCode: '32.12' });
  const leg = await desk.open(reportId, 'JABAR.DISHUB');
  const followUp = { ...leg, kind: 'INITIAL_RESPONSE', text: 'Diterima.', idempotencyKey: randomUUID() } as const;
  const officer = viewers.officer!;
  done(await publishFollowUp(desk, officer, { ...followUp, attachmentIds: [], claimTokens: [] }));
  const request = { reportId, reason: 'Perlu menghubungi pelapor.', idempotencyKey: randomUUID() };
  done(await requestDisclosure(desk.casework, officer, request));
  const held = await desk.verified();
  const hold = { reportId: held, expectedVersion: await desk.version(held), agencyId: unconnectedId };
  done(await holdReport(desk.casework, desk.admin, hold));
}

function done(outcome: object): void {
  if (isRefusal(outcome)) throw new Error(outcome.code);
}

test.each(LISTS)('$name for $as takes as many statements for ten rows as for two', async ({ name, as, nodes }) => {
  const list = (first: number) =>
    desk.ask<Record<string, { nodes: unknown[] }>>(viewers[as]!, `{ ${name}(first: ${first}) { nodes { ${nodes} } } }`);
  const two = await list(2);
  const ten = await list(10);
  expect(two.codes.concat(ten.codes)).toEqual([]);
  expect(ten.data[name]!.nodes).toHaveLength(10);
  expect(ten.statements).toBe(two.statements);
  expect(ten.statements).toBeLessThanOrEqual(30);
});

test.each(LISTS)('$name for $as is one statement, besides what hangs on its rows', async ({ name, as, nodes }) => {
  const plain = nodes.split(' ')[0]!;
  const { statements, codes } = await desk.ask(viewers[as]!, `{ ${name}(first: 10) { nodes { ${plain} } } }`);
  expect(codes).toEqual([]);
  expect(statements).toBe(1);
});
