import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { startTuntas, type Credential, type TuntasServer } from '../../test/journeys/tuntas-server.ts';
import { dispositionDesk, type DispositionDesk } from '../../test/office/disposition-desk.ts';

let db: TestDatabase;
let desk: DispositionDesk;
let tuntas: TuntasServer;
let admin: Credential;
let ministry: Credential;
let province: Credential;

beforeAll(async () => {
  db = await testDatabase();
  tuntas = await startTuntas(db);
  desk = await dispositionDesk(db);
  admin = await tuntas.signIn('admin-sari');
  ministry = await tuntas.signIn('officer-kemensos');
  province = await tuntas.signIn('officer-jabar');
});

const LEG = 'disposition { id version statusLabel(locale: EN) instruction report { dispositions { id instruction } } }';
const OUTCOME = `__typename
  ... on ActionRefused { code requirement message(locale: EN) }
  ... on VersionConflict { expectedVersion actualVersion submitted changes { type actor } }
  ... on InvalidInput { fields { path code } }`;
const onLeg = (mutation: string, input: string) =>
  `mutation ($input: ${input}!) { ${mutation}(input: $input) { ${OUTCOME} ... on DispositionPayload { ${LEG} } } }`;
const DISPOSE = `mutation ($input: DisposeReportInput!) { disposeReport(input: $input) { ${OUTCOME}
  ... on ReportPayload { report { statusLabel(locale: EN) leadAgency { code } dispositions { id version instruction } } } } }`;

const globalId = (type: string, uuid: string) => Buffer.from(`${type}:${uuid}`).toString('base64');
const agency = async (code: string) => globalId('Agency', await desk.agencyId(code));

interface Disposed {
  disposeReport: { report: { dispositions: { id: string; version: number }[] } };
}
type Answer = Record<string, { __typename: string; disposition?: { id: string; version: number } }>;

async function disposed(): Promise<{ id: string; version: number }> {
  const reportId = await desk.verified();
  const input = {
    reportId: globalId('Report', reportId),
    expectedVersion: await desk.version(reportId),
    lead: { agencyId: await agency('KEMENSOS'), instruction: 'Please check the list of recipients.' },
  };
  const { disposeReport } = await tuntas.query<Disposed>(admin, DISPOSE, { input });
  expect(disposeReport).toMatchObject({
    __typename: 'ReportPayload',
    report: {
      statusLabel: 'Being worked on',
      leadAgency: { code: 'KEMENSOS' },
      dispositions: [{ instruction: 'Please check the list of recipients.' }],
    },
  });
  return disposeReport.report.dispositions[0]!;
}

test('DIS-2 an officer accepts and forwards over HTTP; the next officer finds it in their queue', async () => {
  const leg = await disposed();
  const accept = { dispositionId: leg.id, expectedVersion: leg.version };
  const accepted = await tuntas.query<Answer>(ministry, onLeg('acceptDisposition', 'AcceptDispositionInput'), {
    input: accept,
  });
  expect(accepted.acceptDisposition).toMatchObject({ disposition: { statusLabel: 'Being worked on' } });
  const forward = {
    dispositionId: leg.id,
    expectedVersion: accepted.acceptDisposition!.disposition!.version,
    targetAgencyId: await agency('JABAR'),
    instruction: 'It lies in your province.',
  };
  const document = onLeg('forwardDisposition', 'ForwardDispositionInput');
  expect(await tuntas.query(ministry, document, { input: { ...forward, expectedVersion: leg.version } })).toMatchObject(
    {
      forwardDisposition: {
        __typename: 'VersionConflict',
        submitted: { dispositionId: leg.id, instruction: 'It lies in your province.' },
        changes: [{ type: 'DISPOSITION_ACCEPTED', actor: 'AGENCY' }],
      },
    },
  );
  expect(await tuntas.query(ministry, document, { input: forward })).toMatchObject({
    forwardDisposition: { disposition: { id: leg.id, statusLabel: 'Forwarded' } },
  });
  const queue = '{ agencyQueue { nodes { instruction agency { code } forwardedFrom { id instruction } } } }';
  expect(await tuntas.query(province, queue)).toEqual({
    agencyQueue: {
      nodes: [
        {
          instruction: 'It lies in your province.',
          agency: { code: 'JABAR' },
          forwardedFrom: { id: leg.id, instruction: null },
        },
      ],
    },
  });
});

test('refusals come as data, and who may not ask at all is told so', async () => {
  const leg = await disposed();
  const decline = { dispositionId: leg.id, expectedVersion: leg.version, reason: 'Too short' };
  const document = onLeg('declineDisposition', 'DeclineDispositionInput');
  expect(await tuntas.query(ministry, document, { input: decline })).toMatchObject({
    declineDisposition: { __typename: 'InvalidInput', fields: [{ code: 'TOO_SHORT' }] },
  });
  const reason = 'This is the authority of another ministry.';
  expect(await tuntas.query(province, document, { input: { ...decline, reason } })).toMatchObject({
    declineDisposition: { __typename: 'ActionRefused', code: 'NOT_PERMITTED' },
  });
  const unknown = {
    ...decline,
    reason,
    dispositionId: globalId('Disposition', '018f3f3f-0000-7000-8000-000000000000'),
  };
  expect(await tuntas.query(ministry, document, { input: unknown })).toMatchObject({
    declineDisposition: { __typename: 'ActionRefused', code: 'NOT_FOUND' },
  });
  const nowhere = { ...decline, reason, targetAgencyId: 'nonsense' };
  expect(await tuntas.query(ministry, document, { input: nowhere })).toMatchObject({
    declineDisposition: { __typename: 'ActionRefused', code: 'AGENCY_UNKNOWN' },
  });
  const asAdmin = await tuntas.ask(admin, document, { input: { ...decline, reason } });
  expect(asAdmin.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});
