import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database/test-database.ts';
import { allowed, verificationDesk } from '../../test/office/verification-desk.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { claimReport } from '../verification/claim.ts';
import { acceptReport } from '../verification/commands/accept-report.ts';

test('VER-4 a conflict says in words what was decided and by whom; claims and readings are no changes', async () => {
  const desk = await verificationDesk(await testDatabase());
  const { reportId } = await desk.received();
  const { expectedVersion } = await desk.now(reportId);
  allowed(await claimReport(desk.casework, desk.colleague, reportId));
  allowed(await acceptReport(desk.casework, desk.colleague, await desk.now(reportId)));
  const document = `mutation ($input: ReportDecisionInput!) { acceptReport(input: $input) {
    ... on VersionConflict { changes { type typeLabel english: typeLabel(locale: EN) actor actorLabel(locale: EN) } } } }`;
  const input = { reportId: toGlobalId('Report', reportId), expectedVersion };
  const answer = await desk.ask(desk.admin, document, { input });
  expect(answer.codes).toEqual([]);
  expect(answer.data).toEqual({
    acceptReport: {
      changes: [
        {
          type: 'REPORT_ACCEPTED',
          typeLabel: 'Report verified',
          english: 'Report verified',
          actor: 'ADMIN',
          actorLabel: 'Admin',
        },
      ],
    },
  });
});
