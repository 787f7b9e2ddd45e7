import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { TuntasContext } from '../context.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { reportAnswer, requireUuid } from '../reports/report.answer.ts';
import { ReportResult } from '../reports/report.payloads.ts';
import { addSupportingAgencies } from './commands/add-supporting-agencies.ts';
import { arbitrateDisposition } from './commands/arbitrate-disposition.ts';
import { disposeReport } from './commands/dispose-report.ts';
import { redisposeReport } from './commands/redispose-report.ts';
import { withdrawDisposition } from './commands/withdraw-disposition.ts';
import { dispositionAnswer } from './disposition.answer.ts';
import {
  AddSupportingAgenciesInput,
  ArbitrateDispositionInput,
  DisposeReportInput,
  RedisposeReportInput,
  WithdrawDispositionInput,
} from './disposition.inputs.ts';
import { DispositionResult } from './disposition.payloads.ts';
import { decisionOf, legOf, requireAgency, supportingOf } from './disposition.requests.ts';

/** What the national administration decides about who works on a report. */
@Resolver()
export class DisposingResolver {
  @Mutation(() => ReportResult, {
    description: 'Sends a verified report to a lead agency and any supporting ones; their clocks start (DIS-1, DIS-5).',
  })
  @Allow('ADMIN')
  async disposeReport(
    @Arg('input', () => DisposeReportInput, { description: 'Who does what.' }) input: DisposeReportInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const outcome = await disposeReport(ctx.commands.casework, ctx.viewer, {
      reportId: requireUuid(input.reportId, 'Report'),
      expectedVersion: input.expectedVersion,
      submitted: input,
      lead: legOf({ ...input.lead, required: true }),
      supporting: supportingOf(input.supporting),
    });
    return reportAnswer(ctx, outcome);
  }

  @Mutation(() => ReportResult, {
    description: 'Brings further agencies to a report that is being worked on, each on a track of its own (DIS-1).',
  })
  @Allow('ADMIN')
  async addSupportingAgencies(
    @Arg('input', () => AddSupportingAgenciesInput, { description: 'Who does what.' })
    input: AddSupportingAgenciesInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const outcome = await addSupportingAgencies(ctx.commands.casework, ctx.viewer, {
      reportId: requireUuid(input.reportId, 'Report'),
      expectedVersion: input.expectedVersion,
      submitted: input,
      supporting: supportingOf(input.supporting),
    });
    return reportAnswer(ctx, outcome);
  }

  @Mutation(() => ReportResult, {
    description:
      'Gives a track that an agency sent back to another agency. Its due dates stay as they were (DIS-2, CLK-3).',
  })
  @Allow('ADMIN')
  async redisposeReport(
    @Arg('input', () => RedisposeReportInput, { description: 'Who gets which track.' }) input: RedisposeReportInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const { expectedVersion, track, instruction } = input;
    const reportId = requireUuid(input.reportId, 'Report');
    const agencyId = requireAgency(input.agencyId);
    const request = { reportId, expectedVersion, submitted: input, track, agencyId, instruction };
    return reportAnswer(ctx, await redisposeReport(ctx.commands.casework, ctx.viewer, request));
  }

  @Mutation(() => DispositionResult, {
    description: "Ends a supporting agency's leg that is not needed after all; the lead cannot be withdrawn (DIS-1).",
  })
  @Allow('ADMIN')
  async withdrawDisposition(
    @Arg('input', () => WithdrawDispositionInput, { description: 'Which one, and why.' })
    input: WithdrawDispositionInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof DispositionResult> {
    const request = { ...(await decisionOf(ctx, input)), reason: input.reason };
    return dispositionAnswer(ctx, await withdrawDisposition(ctx.commands.casework, ctx.viewer, request));
  }

  @Mutation(() => DispositionResult, {
    description:
      'Decides, after the third "not our authority", which agency it is. That agency cannot decline any more (DIS-2).',
  })
  @Allow('ADMIN')
  async arbitrateDisposition(
    @Arg('input', () => ArbitrateDispositionInput, { description: 'The decision.' }) input: ArbitrateDispositionInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof DispositionResult> {
    const { instruction } = input;
    const targetAgencyId = requireAgency(input.targetAgencyId);
    const request = { ...(await decisionOf(ctx, input)), targetAgencyId, instruction };
    return dispositionAnswer(ctx, await arbitrateDisposition(ctx.commands.casework, ctx.viewer, request));
  }
}
