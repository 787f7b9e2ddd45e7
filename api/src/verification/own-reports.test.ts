import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/database/test-database.ts';
import { allowed, dispositionDesk, refusalOf, type DispositionDesk } from '../../test/office/disposition-desk.ts';
import { disposeReport } from '../dispositions/commands/dispose-report.ts';
import { acceptDisposition } from '../forwarding/commands/accept-disposition.ts';
import type { Viewer } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { claimReport } from './claim.ts';
import { acceptReport } from './commands/accept-report.ts';
import { mergeReport } from './commands/merge-report.ts';

const AGENCY = 'KEMENSOS';

let desk: DispositionDesk;
let categoryId: string;

beforeAll(async () => {
  desk = await dispositionDesk(await testDatabase());
  categoryId = await desk.categoryId('KESEHATAN');
});

async function now(reportId: string) {
  return { reportId, expectedVersion: await desk.version(reportId) };
}

/** What the viewer is offered on the report and on its legs. */
async function offered(viewer: Viewer, reportId: string): Promise<string[]> {
  const document = `query ($id: ID!) { node(id: $id) { ... on Report {
    availableActions { action available } dispositions { availableActions { action available } } } } }`;
  interface Offers {
    availableActions: { action: string; available: boolean }[];
  }
  const { data } = await desk.ask<{ node: Offers & { dispositions: Offers[] } }>(viewer, document, {
    id: toGlobalId('Report', reportId),
  });
  const all = [data.node, ...data.node.dispositions].flatMap(({ availableActions }) => availableActions);
  return all.filter(({ available }) => available).map(({ action }) => action);
}

test('VER-2 admins do not verify, claim or dispose a report of their own, and are not offered to', async () => {
  const admin = await desk.person('ADMIN');
  const { reportId } = await desk.file({ categoryId }, admin);
  expect(refusalOf(await claimReport(desk.casework, admin, reportId))).toBe('NOT_PERMITTED');
  expect(refusalOf(await acceptReport(desk.casework, admin, await now(reportId)))).toBe('NOT_PERMITTED');
  expect(await offered(admin, reportId)).toEqual([]);
  allowed(await acceptReport(desk.casework, desk.admin, await now(reportId)));
  const plan = { lead: await desk.leg(AGENCY), supporting: [] };
  expect(refusalOf(await disposeReport(desk.casework, admin, { ...(await now(reportId)), ...plan }))).toBe(
    'NOT_PERMITTED',
  );
});

test('VER-7 an admin merges neither a report of their own nor another into it', async () => {
  const admin = await desk.person('ADMIN');
  const own = await desk.file({ categoryId }, admin);
  const other = await desk.file({ categoryId });
  const merge = async (reportId: string, intoReportId: string) =>
    mergeReport(desk.casework, admin, { ...(await now(reportId)), intoReportId });
  expect(refusalOf(await merge(own.reportId, other.reportId))).toBe('NOT_PERMITTED');
  expect(refusalOf(await merge(other.reportId, own.reportId))).toBe('NOT_PERMITTED');
});

test('DIS-2 an officer does not work on a report of their own; a colleague of theirs does', async () => {
  const officer = await desk.person('LIAISON_OFFICER', AGENCY);
  const colleague = await desk.person('LIAISON_OFFICER', AGENCY);
  const { reportId } = await desk.file({ categoryId }, officer);
  allowed(await acceptReport(desk.casework, desk.admin, await now(reportId)));
  const plan = { lead: await desk.leg(AGENCY), supporting: [] };
  allowed(await disposeReport(desk.casework, desk.admin, { ...(await now(reportId)), ...plan }));
  const accept = async (viewer: Viewer) => acceptDisposition(desk.casework, viewer, await desk.open(reportId, AGENCY));
  expect(await offered(officer, reportId)).toEqual([]);
  expect(refusalOf(await accept(officer))).toBe('NOT_PERMITTED');
  expect(await offered(colleague, reportId)).toContain('ACCEPT');
  allowed(await accept(colleague));
});

test('FUP-2 staff answer for their own report as every reporter does', async () => {
  const admin = await desk.person('ADMIN');
  const { reportId } = await desk.file({ categoryId }, admin);
  allowed(await acceptReport(desk.casework, desk.admin, await now(reportId)));
  const plan = { lead: await desk.leg(AGENCY), supporting: [] };
  allowed(await disposeReport(desk.casework, desk.admin, { ...(await now(reportId)), ...plan }));
  allowed(await desk.resolve(await desk.person('LIAISON_OFFICER', AGENCY), await desk.open(reportId, AGENCY)));
  expect(await offered(admin, reportId)).toEqual(['CONFIRM', 'DISPUTE']);
});
