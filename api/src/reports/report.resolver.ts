import 'reflect-metadata';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { TuntasContext } from '../context.ts';
import { isRefusal } from '../casework/casework.ts';
import { connectionOf, ConnectionArgs } from '../platform/graphql/connection.ts';
import { Allow } from '../platform/graphql/policy.ts';
import type { AnyRefusal } from '../platform/graphql/refusals.ts';
import { fileReport } from './commands/file-report.ts';
import { byTrackingId } from './queries/by-tracking-id.ts';
import { countOwnReports, ownReports } from './queries/own-reports.ts';
import { countPublicFeed, publicFeed } from './queries/public-feed.ts';
import { readAnew } from './report.answer.ts';
import { FeedArgs } from './report.feed.inputs.ts';
import { contentOf, identityFrom, reporterOf } from './report.filing.ts';
import { FileReportInput, FileReportOnBehalfInput } from './report.inputs.ts';
import { reportById } from './report.loaders.ts';
import { FileReportResult, FiledReportPayload } from './report.payloads.ts';
import type { ReportRow } from './report.row.ts';
import { ReportType } from './report.type.ts';

export const reportConnection = connectionOf<ReportRow>(() => ReportType, 'Report');

/** Reports: reading them, filing them. */
@Resolver(() => ReportType)
export class ReportResolver {
  @Query(() => ReportType, {
    nullable: true,
    description:
      'The report with this tracking ID; spaces and hyphens do not matter. Null alike for an unknown ID, a confidential ' +
      'report and one not yet published, unless the viewer may see it (PUB-2, IDN-4).',
  })
  @Allow('PUBLIC')
  report(
    @Arg('trackingId', () => String, { description: 'Ten digits.' }) trackingId: string,
    @Ctx() ctx: TuntasContext,
  ): Promise<ReportRow | null> {
    return byTrackingId(ctx, trackingId);
  }

  @Query(() => reportConnection.Connection, { description: 'Published reports, newest first (PUB-1).' })
  @Allow('PUBLIC')
  async reports(@Args(() => FeedArgs) args: FeedArgs, @Ctx() ctx: TuntasContext) {
    const filter = args.filter();
    return reportConnection.of(await publicFeed(ctx, filter, args.request()), () => countPublicFeed(ctx, filter));
  }

  @Query(() => reportConnection.Connection, {
    description: "The viewer's own reports, newest first, whatever their state.",
  })
  @Allow('SIGNED_IN')
  async myReports(@Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() ctx: TuntasContext) {
    return reportConnection.of(await ownReports(ctx, args.request()), () => countOwnReports(ctx));
  }

  @Query(() => ReportType, {
    nullable: true,
    description: 'The report whose receipt came with the request (INT-4).',
  })
  @Allow('ANYONE_WITH_RECEIPT')
  receiptReport(@Ctx() ctx: TuntasContext): Promise<ReportRow | null> {
    return reportById(ctx).load(ctx.viewer.receiptReportId ?? '');
  }

  @Mutation(() => FileReportResult, {
    description:
      'Files a report. With an account it is followed there; without one the answer has a secret receipt (INT-4).',
  })
  @Allow('PUBLIC')
  async fileReport(
    @Arg('input', () => FileReportInput, { description: 'The report.' }) input: FileReportInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof FileReportResult> {
    const reporter = await reporterOf(ctx, input.contact ?? null);
    return this.filed(ctx, await fileReport(ctx.commands, ctx.viewer, reporter, contentOf(input, input.channel)));
  }

  @Mutation(() => FileReportResult, {
    description: 'Enters a report for somebody who wrote, called or came. The receipt is for the reporter (INT-1).',
  })
  @Allow('ADMIN')
  async fileReportOnBehalf(
    @Arg('input', () => FileReportOnBehalfInput, { description: 'The report and its reporter.' })
    input: FileReportOnBehalfInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof FileReportResult> {
    const reporter = { personId: null, identity: identityFrom(input.contact) };
    return this.filed(ctx, await fileReport(ctx.commands, ctx.viewer, reporter, contentOf(input, input.channel)));
  }

  private async filed(
    ctx: TuntasContext,
    outcome: Awaited<ReturnType<typeof fileReport>>,
  ): Promise<FiledReportPayload | AnyRefusal> {
    if (isRefusal(outcome)) return outcome;
    await readAnew(ctx);
    return new FiledReportPayload({ ...outcome, report: await reportById(ctx).load(outcome.reportId) });
  }
}
