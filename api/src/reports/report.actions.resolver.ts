import 'reflect-metadata';
import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { reportAvailability, type Availability } from '../casefile/availability.ts';
import type { CaseFile } from '../casefile/case-file.ts';
import { REPORT_LIFECYCLE, type ReportAction } from '../casefile/report.lifecycle.ts';
import { settle } from '../casefile/settle.ts';
import { circumstancesFrom, RULES, type RuleRow } from '../casework/circumstances.ts';
import type { TuntasContext } from '../context.ts';
import { personById } from '../people/person.loaders.ts';
import { defineLoader } from '../platform/graphql/loaders.ts';
import type { RefusalCode } from '../platform/graphql/refusal-codes.ts';
import type { Sentence } from '../platform/graphql/locale.ts';
import type { Details } from '../platform/graphql/sentences.ts';
import { ReportActionAvailability } from './report.actions.type.ts';
import type { OfferableReportAction } from './report.actions.vocabulary.ts';
import { readCaseFiles, type ReadCaseFile } from './report.case-files.ts';
import { claimOfReport } from './report.claim.loaders.ts';
import type { ReportRow } from './report.row.ts';
import { ReportType } from './report.type.ts';

/** What can be done to a report. */
@Resolver(() => ReportType)
export class ReportActionsResolver {
  @FieldResolver(() => [ReportActionAvailability], {
    description:
      'Everything that somebody may do to a report, and whether the viewer can do it now. What depends on the input ' +
      '(which agency, which facts) is only known when it is sent.',
  })
  @Extensions({ listSize: 14 })
  availableActions(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<ReportActionAvailability[]> {
    return actionsOnReport(ctx).load(report.id);
  }
}

/** What can be done to many reports, in a number of statements that does not grow with them. */
const actionsOnReport = defineLoader<string, ReportActionAvailability[], TuntasContext>(
  'actionsOnReport',
  async (ctx, ids) => {
    const files = await readCaseFiles(ctx, ids);
    const rules = await ctx.reads.one<RuleRow>(RULES);
    const around = circumstancesFrom(rules!, ctx.clock.now(), []);
    const claims = await othersClaims(ctx, ids);
    return files.map((read, index) => (read ? offered(read, around, claims[index] ?? null) : []));
  },
);

/** The facts of another person's living claim, for each report; null where there is none. */
function othersClaims(ctx: TuntasContext, ids: readonly string[]): Promise<(Details | null)[]> {
  return Promise.all(
    ids.map(async (id) => {
      const claim = await claimOfReport(ctx).load(id);
      if (!claim || claim.personId === ctx.viewer.personId) return null;
      const person = await personById(ctx).load(claim.personId);
      return { name: person?.displayName ?? '', until: claim.until };
    }),
  );
}

/** What fell due counts as having happened: whoever acts now meets the report as it then is (CLK-4). */
function offered(
  { file, capacities }: ReadCaseFile,
  around: ReturnType<typeof circumstancesFrom>,
  claim: Details | null,
): ReportActionAvailability[] {
  settle(file, around);
  return reportAvailability(file, capacities, around).map((availability) => {
    const claimed = claim !== null && availability.available && isDecision(file, availability.action);
    return new ReportActionAvailability({
      action: availability.action as OfferableReportAction,
      status: file.report.status,
      reasonCode: claimed ? 'CLAIMED_BY_OTHER' : codeOf(availability),
      requirement: claimed ? 'VER-4' : availability.source,
      facts: claimed ? claim : { track: ANY_TRACK },
    });
  });
}

/** A reporter's own deeds do not wait for admins. */
function isDecision(file: CaseFile, action: ReportAction): boolean {
  return REPORT_LIFECYCLE[file.report.status][action]?.by.includes('ADMIN') ?? false;
}

function codeOf({ reason }: Availability<ReportAction>): RefusalCode | null {
  return reason === 'NOT_YOURS' ? 'NOT_PERMITTED' : reason;
}

/** Before anybody has named one, no track at all waits to be disposed again. */
const ANY_TRACK: Sentence = { id: 'mana pun', en: '(any)' };
