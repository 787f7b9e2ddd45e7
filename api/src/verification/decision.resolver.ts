import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { TuntasContext } from '../context.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { reportAnswer, requireUuid } from '../reports/report.answer.ts';
import { ReportResult } from '../reports/report.payloads.ts';
import { acceptReport } from './commands/accept-report.ts';
import { archiveReport } from './commands/archive-report.ts';
import { holdReport } from './commands/hold-report.ts';
import { mergeReport, unmergeReport } from './commands/merge-report.ts';
import { returnReport } from './commands/return-report.ts';
import { reviseReport } from './commands/revise-report.ts';
import type { Decision } from './decision.ts';
import {
  ArchiveReportInput,
  HoldReportInput,
  MergeReportInput,
  ReportDecisionInput,
  ReturnReportInput,
  ReviseReportInput,
} from './verification.inputs.ts';
import { revisionOf } from './verification.requests.ts';

const CLAIMS = 'Refused with CLAIMED_BY_OTHER while another admin is deciding; ends the own claim (VER-4).';

/** What admins decide about a report (VER-2, VER-3). */
@Resolver()
export class DecisionResolver {
  @Mutation(() => ReportResult, {
    description: `Accepts a report: it is published, unless confidential, and waits for disposition (VER-2). ${CLAIMS}`,
  })
  @Allow('ADMIN')
  async acceptReport(
    @Arg('input', () => ReportDecisionInput, { description: 'The decision.' }) input: ReportDecisionInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    return reportAnswer(ctx, await acceptReport(ctx.commands.casework, ctx.viewer, decisionOf(input)));
  }

  @Mutation(() => ReportResult, {
    description: `Returns a report to its reporter, naming the missing facts; verification rests meanwhile, but not for ever (VER-2). ${CLAIMS}`,
  })
  @Allow('ADMIN')
  async returnReport(
    @Arg('input', () => ReturnReportInput, { description: 'The decision.' }) input: ReturnReportInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const { missingFacts, note } = input;
    const decision = { ...decisionOf(input), missingFacts, note };
    return reportAnswer(ctx, await returnReport(ctx.commands.casework, ctx.viewer, decision));
  }

  @Mutation(() => ReportResult, {
    description: `Holds a report until the competent agency is connected (VER-2, VER-6). ${CLAIMS}`,
  })
  @Allow('ADMIN')
  async holdReport(
    @Arg('input', () => HoldReportInput, { description: 'The decision.' }) input: HoldReportInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const decision = { ...decisionOf(input), agencyId: requireUuid(input.agencyId, 'Agency') };
    return reportAnswer(ctx, await holdReport(ctx.commands.casework, ctx.viewer, decision));
  }

  @Mutation(() => ReportResult, {
    description: `Archives a report for a published reason; nothing is deleted (VER-2). ${CLAIMS}`,
  })
  @Allow('ADMIN')
  async archiveReport(
    @Arg('input', () => ArchiveReportInput, { description: 'The decision.' }) input: ArchiveReportInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const decision = { ...decisionOf(input), reason: input.reason, note: input.note ?? null };
    return reportAnswer(ctx, await archiveReport(ctx.commands.casework, ctx.viewer, decision));
  }

  @Mutation(() => ReportResult, {
    description: `Merges a report into another on the same matter; \`unmergeReport\` takes it back (VER-2, VER-7). ${CLAIMS}`,
  })
  @Allow('ADMIN')
  async mergeReport(
    @Arg('input', () => MergeReportInput, { description: 'The decision.' }) input: MergeReportInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const decision = { ...decisionOf(input), intoReportId: requireUuid(input.intoReportId, 'Report') };
    return reportAnswer(ctx, await mergeReport(ctx.commands.casework, ctx.viewer, decision));
  }

  @Mutation(() => ReportResult, {
    description: `Takes a merged report apart again: it returns to the queue with the days it had left (VER-7). ${CLAIMS}`,
  })
  @Allow('ADMIN')
  async unmergeReport(
    @Arg('input', () => ReportDecisionInput, { description: 'The decision.' }) input: ReportDecisionInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    return reportAnswer(ctx, await unmergeReport(ctx.commands.casework, ctx.viewer, decisionOf(input)));
  }

  @Mutation(() => ReportResult, {
    description:
      'Corrects a report: flags are added, words covered, the original is sealed (VER-3). Running due dates stay (CLK-3). ' +
      'Refused with CLAIMED_BY_OTHER while another admin is deciding; the own claim goes on (VER-4).',
  })
  @Allow('ADMIN')
  async reviseReport(
    @Arg('input', () => ReviseReportInput, { description: 'The corrections.' }) input: ReviseReportInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const revision = { ...decisionOf(input), ...revisionOf(input) };
    return reportAnswer(ctx, await reviseReport(ctx.commands, ctx.viewer, revision));
  }
}

function decisionOf(input: ReportDecisionInput): Decision {
  return {
    reportId: requireUuid(input.reportId, 'Report'),
    expectedVersion: input.expectedVersion,
    submitted: { ...input },
  };
}
