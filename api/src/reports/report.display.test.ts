import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/database/test-database.ts';
import { dispositionDesk, type DispositionDesk } from '../../test/office/disposition-desk.ts';
import type { Viewer } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';

const AGENCY = 'KEMENSOS';

let desk: DispositionDesk;

beforeAll(async () => {
  desk = await dispositionDesk(await testDatabase());
});

/** What each viewer reads of the reporter, in the report and in the queue of the agency. */
async function shown(viewer: Viewer, reportId: string): Promise<(string | null)[]> {
  const document = `query ($id: ID!, $agencyId: ID!) { node(id: $id) { ... on Report { reporterDisplay } }
    agencyQueue(agencyId: $agencyId) { nodes { report { id reporterDisplay } } } }`;
  interface Shown {
    node: { reporterDisplay: string | null };
    agencyQueue: { nodes: { report: { id: string; reporterDisplay: string | null } }[] };
  }
  const id = toGlobalId('Report', reportId);
  const agencyId = toGlobalId('Agency', await desk.agencyId(AGENCY));
  const { data } = await desk.ask<Shown>(viewer, document, { id, agencyId });
  const queued = data.agencyQueue.nodes.find(({ report }) => report.id === id)!;
  return [data.node.reporterDisplay, queued.report.reporterDisplay];
}

test('EXE-2 IDN-2 overseers read a confidential report without the name of its reporter; those at work on it with it', async () => {
  const names = new Map<string, (string | null)[]>();
  const overseer = await desk.person('OVERSEER', 'OMBUDSMAN');
  const officer = await desk.person('LIAISON_OFFICER', AGENCY);
  for (const confidential of [false, true]) {
    const reportId = await desk.disposed([AGENCY], { confidential });
    for (const viewer of [overseer, officer, desk.admin]) {
      names.set(`${confidential ? 'confidential' : 'open'} ${viewer.role}`, await shown(viewer, reportId));
    }
  }
  const named = ['Maman Riyanto', 'Maman Riyanto'];
  expect(Object.fromEntries(names)).toEqual({
    'open OVERSEER': named,
    'open LIAISON_OFFICER': named,
    'open ADMIN': named,
    'confidential OVERSEER': [null, null],
    'confidential LIAISON_OFFICER': named,
    'confidential ADMIN': named,
  });
});
