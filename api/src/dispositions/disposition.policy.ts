import { dispositionAvailability } from '../casefile/availability.ts';
import type { ActorKind } from '../casefile/case-file.ts';
import { DISPOSITION_LIFECYCLE } from '../casefile/disposition.lifecycle.ts';
import { settle } from '../casefile/settle.ts';
import { circumstancesFrom, RULES, type RuleRow } from '../casework/circumstances.ts';
import type { TuntasContext } from '../context.ts';
import { personById } from '../people/person.loaders.ts';
import { defineLoader } from '../platform/graphql/loaders.ts';
import type { Details } from '../platform/graphql/sentences.ts';
import { readCaseFiles, type ReadCaseFile } from '../reports/report.case-files.ts';
import { claimOfReport } from '../reports/report.claim.loaders.ts';
import { DispositionActionAvailability } from './disposition.actions.type.ts';
import type { OfferableDispositionAction } from './disposition.actions.vocabulary.ts';
import type { DispositionRow } from './disposition.row.ts';

/** Whether an agency is the viewer's own or stands below it (DIS-4). */
const isInScope = defineLoader<string, boolean, TuntasContext>('isInScope', async (ctx, agencyIds) => {
  const rows = await ctx.reads.query<{ id: string }>(
    'select agency_id as id from agency_closure where ancestor_id = viewer_agency() and agency_id = any($1::uuid[])',
    [agencyIds],
  );
  const inScope = new Set(rows.map((row) => row.id));
  return agencyIds.map((id) => inScope.has(id));
});

/** Reports as whoever acts now meets them: what fell due counts as having happened (CLK-4). */
const settledFile = defineLoader<string, ReadCaseFile | null, TuntasContext>('settledFile', async (ctx, reportIds) => {
  const files = await readCaseFiles(ctx, reportIds);
  const rules = await ctx.reads.one<RuleRow>(RULES);
  const around = circumstancesFrom(rules!, ctx.clock.now(), []);
  return files.map((read) => {
    if (read) settle(read.file, around);
    return read;
  });
});

/** In which capacities the viewer may act on a leg: the reading side of what commands check. */
async function capacitiesOn(
  ctx: TuntasContext,
  leg: DispositionRow,
  onReport: ReadonlySet<ActorKind>,
): Promise<ReadonlySet<ActorKind>> {
  if (ctx.viewer.role !== 'LIAISON_OFFICER' || onReport.has('REPORTER')) return onReport;
  return new Set<ActorKind>((await isInScope(ctx).load(leg.agencyId)) ? ['AGENCY'] : []);
}

/** The facts of another admin's living claim on the report; null where there is none (VER-4). */
async function othersClaim(ctx: TuntasContext, reportId: string): Promise<Details | null> {
  if (ctx.viewer.role !== 'ADMIN') return null;
  const claim = await claimOfReport(ctx).load(reportId);
  if (!claim || claim.personId === ctx.viewer.personId) return null;
  const person = await personById(ctx).load(claim.personId);
  return { name: person?.displayName ?? '', until: claim.until };
}

/** Everything that somebody may do to a leg, and whether the viewer can do it now. */
export async function availableActions(
  ctx: TuntasContext,
  row: DispositionRow,
): Promise<DispositionActionAvailability[]> {
  const [read, claim] = await Promise.all([settledFile(ctx).load(row.reportId), othersClaim(ctx, row.reportId)]);
  const leg = read?.file.dispositions.find(({ id }) => id === row.id) ?? row;
  const capacities = await capacitiesOn(ctx, row, read?.capacities ?? new Set());
  return dispositionAvailability(leg, capacities).map(({ action, available, reason, source }) => {
    const isDecision = DISPOSITION_LIFECYCLE[leg.status][action]?.by.includes('ADMIN') ?? false;
    const claimed = claim !== null && available && isDecision;
    const code = reason === 'NOT_YOURS' ? 'NOT_PERMITTED' : reason;
    return new DispositionActionAvailability({
      action: action as OfferableDispositionAction,
      status: leg.status,
      reasonCode: claimed ? 'CLAIMED_BY_OTHER' : code,
      requirement: claimed ? 'VER-4' : source,
      facts: claimed ? claim : {},
    });
  });
}
