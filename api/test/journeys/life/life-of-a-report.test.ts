import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../database/test-database.ts';
import { Cast } from './cast.ts';
import { confirmations, dispute, firstResponses, resolutions, silence } from './handling.chapters.ts';
import { missingFacts, threeAgencies, threeReportsComeIn, verification } from './verification.chapters.ts';

const PAGE = join(import.meta.dirname, '../../../../docs/life-of-a-report.md');

const INTRODUCTION = `# The life of a report

Three reports that were published as examples of the original service, walked through Tuntas from filing to closing, over
Lebaran 2026. This page is printed by the journey test (\`api/test/journeys/life/\`), so it cannot rot: every request below was
sent and every answer is what came back. The rules behind it are in \`api/src/casefile/\`; [life-cycles.md](life-cycles.md)
draws them.`;

let cast: Cast;

beforeAll(async () => {
  cast = await Cast.assemble(await testDatabase());
});

test('three real reports live their whole lives over HTTP and WebSocket', async () => {
  const sariHears = await cast.followVerification();
  const kemensosHears = await cast.followAgency('officer-kemensos');
  const indramayuHears = await cast.followAgency('officer-indramayu');
  const jabarHears = await cast.followAgency('officer-jabar');
  const bandungHears = await cast.followAgency('officer-bandung');

  const reports = await threeReportsComeIn(cast, sariHears);
  await verification(cast, reports, jabarHears);
  await missingFacts(cast, reports);
  await threeAgencies(cast, reports, kemensosHears, indramayuHears);
  await firstResponses(cast, reports);
  await resolutions(cast, reports);
  await dispute(cast, reports, jabarHears);
  await confirmations(cast, reports);
  await silence(cast, reports);

  const { kks, ktp, pju } = reports;
  expect(bandungHears.heard, 'an agency that is not concerned hears nothing').toEqual([]);
  expect(jabarHears.reports).toEqual([pju.trackingId]);
  expect(kemensosHears.reports).toEqual([kks.trackingId]);
  expect(new Set(indramayuHears.reports)).toEqual(new Set([ktp.trackingId, kks.trackingId]));
  await expectPage(cast.story.page(INTRODUCTION));
}, 120_000);

/** The committed page is what this run printed; `UPDATE_DOCS=1` writes it. */
async function expectPage(page: string): Promise<void> {
  if (process.env.UPDATE_DOCS === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8'), 'print it anew with UPDATE_DOCS=1').toBe(page);
}
