import 'reflect-metadata';
import { Arg, Ctx, Extensions, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { agencyById } from '../agencies/agency.loaders.ts';
import type { AgencyRow } from '../agencies/agency.row.ts';
import { AgencyType } from '../agencies/agency.type.ts';
import { attachmentsByFeedback } from '../attachments/attachment.loaders.ts';
import { AttachmentType, type AttachmentViewRow } from '../attachments/attachment.type.ts';
import type { TuntasContext } from '../context.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { reportAnswer, requireUuid } from '../reports/report.answer.ts';
import { uploadsOf } from '../reports/report.details.ts';
import { ReportResult } from '../reports/report.payloads.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';
import { confirmResolution } from './commands/confirm-resolution.ts';
import { disputeResolution } from './commands/dispute-resolution.ts';
import { rateReport } from './commands/rate-report.ts';
import { ConfirmResolutionInput, DisputeResolutionInput, RateReportInput } from './feedback.inputs.ts';
import { disputedClosings, feedbackByReport } from './feedback.loaders.ts';
import type { FeedbackRow } from './feedback.row.ts';
import { FeedbackType } from './feedback.type.ts';

/** What reporters answer to resolutions. */
@Resolver(() => FeedbackType)
export class FeedbackResolver {
  @Mutation(() => ReportResult, {
    description:
      'The reporter, by account or receipt, accepts the resolution: the report is closed. Possible within the feedback ' +
      'window only (FUP-2).',
  })
  @Allow(['SIGNED_IN', 'ANYONE_WITH_RECEIPT'])
  async confirmResolution(
    @Arg('input', () => ConfirmResolutionInput, { description: 'The answer.' }) input: ConfirmResolutionInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const outcome = await confirmResolution(ctx.commands, ctx.viewer, {
      ...requestOf(input),
      text: input.text ?? null,
      rating: input.rating ?? null,
    });
    return reportAnswer(ctx, outcome);
  }

  @Mutation(() => ReportResult, {
    description:
      'The reporter, by account or receipt, disputes the resolution: the report goes back to the lead agency, which has ' +
      'to respond anew; its time for resolving runs on. Possible within the feedback window only (FUP-2).',
  })
  @Allow(['SIGNED_IN', 'ANYONE_WITH_RECEIPT'])
  async disputeResolution(
    @Arg('input', () => DisputeResolutionInput, { description: 'The answer.' }) input: DisputeResolutionInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const outcome = await disputeResolution(ctx.commands, ctx.viewer, {
      ...requestOf(input),
      text: input.text,
      ...uploadsOf(input.attachments),
    });
    return reportAnswer(ctx, outcome);
  }

  @Mutation(() => ReportResult, {
    description: 'The reporter, by account or receipt, rates a closed report that has no rating yet (FUP-5).',
  })
  @Allow(['SIGNED_IN', 'ANYONE_WITH_RECEIPT'])
  async rateReport(
    @Arg('input', () => RateReportInput, { description: 'The rating.' }) { reportId, rating }: RateReportInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const rated = { reportId: requireUuid(reportId, 'Report'), rating };
    return reportAnswer(ctx, await rateReport(ctx.commands.casework, ctx.viewer, rated));
  }

  @FieldResolver(() => AgencyType, {
    nullable: true,
    description: 'The agency whose resolution it answers: the one that led the report at that moment.',
  })
  agency(@Root() feedback: FeedbackRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow | null> {
    return agencyById(ctx).load(feedback.agencyId);
  }

  @Extensions({ listSize: 10 })
  @FieldResolver(() => [AttachmentType], { description: 'Its files, as far as they have been checked (INT-7).' })
  attachments(@Root() feedback: FeedbackRow, @Ctx() ctx: TuntasContext): Promise<AttachmentViewRow[]> {
    return attachmentsByFeedback(ctx).load(feedback.id);
  }
}

/** The feedback on a report, on the report. */
@Resolver(() => ReportType)
export class ReportFeedbackResolver {
  @Extensions({ listSize: 5 })
  @FieldResolver(() => [FeedbackType], {
    description: "The reporter's answers to its resolutions, oldest first: each dispute, and the confirmation (FUP-2).",
  })
  feedback(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<FeedbackRow[]> {
    return feedbackByReport(ctx).load(report.id);
  }
}

/** What became of an agency's resolutions, on the agency. */
@Resolver(() => AgencyType)
export class AgencyDisputesResolver {
  @FieldResolver(() => Int, {
    description:
      'How many of its resolutions were disputed by the reporter, of reports that it led (FUP-5). Public, and the same ' +
      'for everybody: confidential reports are not counted.',
  })
  disputedClosings(@Root() agency: AgencyRow, @Ctx() ctx: TuntasContext): Promise<number> {
    return disputedClosings(ctx).load(agency.id);
  }
}

function requestOf(input: ConfirmResolutionInput | DisputeResolutionInput) {
  return {
    idempotencyKey: input.idempotencyKey.toLowerCase(),
    reportId: requireUuid(input.reportId, 'Report'),
    expectedVersion: input.expectedVersion,
    submitted: input,
  };
}
