import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/database/test-database.ts';
import { allowed, dispositionDesk, type DispositionDesk } from '../../test/office/disposition-desk.ts';
import { PUBLIC_VIEWER } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { declineDisposition } from './commands/decline-disposition.ts';

const [FIRST, SECOND] = ['KEMENSOS', 'KEMENDAGRI'] as const;
const REASON = 'Urusan ini kewenangan kementerian lain.';

const FORWARD = `mutation ($input: ForwardDispositionInput!) { forwardDisposition(input: $input) {
  ... on DispositionPayload {
    disposition { status forwardedTo { agency { code } } }
    successor { id status version agency { code } forwardedFrom { agency { code } } }
  } ... on Refusal { code } } }`;

const LEGS = `query ($id: ID!) { node(id: $id) { ... on Report { dispositions {
  status declineReason agency { code } forwardedTo { agency { code } } } } } }`;

const QUEUE = `{ verificationQueue(stages: [SENT_BACK, RECEIVED]) { nodes {
  stage disposition { status declineReason agency { code } } } } }`;

let desk: DispositionDesk;

beforeAll(async () => {
  desk = await dispositionDesk(await testDatabase());
});

async function decline(reportId: string, code: string, target: string | null): Promise<void> {
  const targetAgencyId = target === null ? null : await desk.agencyId(target);
  const input = { ...(await desk.open(reportId, code)), targetAgencyId, reason: REASON };
  allowed(await declineDisposition(desk.casework, await desk.person('LIAISON_OFFICER', code), input));
}

test('DIS-3 whoever forwards a leg is answered with the leg that follows it', async () => {
  const reportId = await desk.disposed([FIRST]);
  const { dispositionId, expectedVersion } = await desk.open(reportId, FIRST);
  const input = {
    dispositionId: toGlobalId('Disposition', dispositionId),
    expectedVersion,
    targetAgencyId: toGlobalId('Agency', await desk.agencyId(SECOND)),
    instruction: 'Mohon ditindaklanjuti.',
  };
  const answer = await desk.ask(await desk.person('LIAISON_OFFICER', FIRST), FORWARD, { input });
  expect(answer.codes).toEqual([]);
  expect(answer.data).toMatchObject({
    forwardDisposition: {
      disposition: { status: 'FORWARDED', forwardedTo: { agency: { code: SECOND } } },
      successor: { status: 'RECEIVED', agency: { code: SECOND }, forwardedFrom: { agency: { code: FIRST } } },
    },
  });
});

test('DIS-2 everybody who sees the report reads why an agency declared it not its authority, and where it went', async () => {
  const reportId = await desk.disposed([FIRST]);
  await decline(reportId, FIRST, SECOND);
  await decline(reportId, SECOND, null);
  const { data } = await desk.ask(PUBLIC_VIEWER, LEGS, { id: toGlobalId('Report', reportId) });
  expect(data).toEqual({
    node: {
      dispositions: [
        {
          status: 'DECLINED',
          declineReason: REASON,
          agency: { code: FIRST },
          forwardedTo: { agency: { code: SECOND } },
        },
        { status: 'DECLINED', declineReason: REASON, agency: { code: SECOND }, forwardedTo: null },
      ],
    },
  });
});

test('VER-1 the verification queue shows the leg that was sent back, and none before the first', async () => {
  await desk.file();
  const { data } = await desk.ask<{ verificationQueue: { nodes: object[] } }>(desk.admin, QUEUE);
  expect(data.verificationQueue.nodes).toHaveLength(2);
  expect(data.verificationQueue.nodes).toEqual(
    expect.arrayContaining([
      { stage: 'RECEIVED', disposition: null },
      {
        stage: 'SENT_BACK',
        disposition: { status: 'DECLINED', declineReason: REASON, agency: { code: SECOND } },
      },
    ]),
  );
});
