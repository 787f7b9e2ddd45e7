import 'reflect-metadata';
import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { agencyById } from '../agencies/agency.loaders.ts';
import type { AgencyRow } from '../agencies/agency.row.ts';
import { AgencyType } from '../agencies/agency.type.ts';
import { attachmentsByFollowUp } from '../attachments/attachment.loaders.ts';
import { AttachmentType, type AttachmentViewRow } from '../attachments/attachment.type.ts';
import { isRefusal } from '../casework/casework.ts';
import type { TuntasContext } from '../context.ts';
import { dispositionById } from '../dispositions/disposition.loaders.ts';
import type { DispositionRow } from '../dispositions/disposition.row.ts';
import { DispositionType } from '../dispositions/disposition.type.ts';
import { connectionOf, ConnectionArgs, type Connection } from '../platform/graphql/connection.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { refuse, RefusedError, type AnyRefusal } from '../platform/graphql/refusals.ts';
import { readAnew, requireUuid } from '../reports/report.answer.ts';
import { uploadsOf } from '../reports/report.details.ts';
import { reportById } from '../reports/report.loaders.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';
import { publishFollowUp } from './commands/publish-follow-up.ts';
import { resolveDisposition } from './commands/resolve-disposition.ts';
import { PublishFollowUpInput, ResolveDispositionInput, type FollowUpContent } from './follow-up.inputs.ts';
import { firstFollowUps, followUpById, followUpCount } from './follow-up.loaders.ts';
import { FollowUpPayload, FollowUpResult } from './follow-up.payloads.ts';
import type { FollowUpRequest, PublishedFollowUp } from './follow-up.publication.ts';
import type { FollowUpRow } from './follow-up.row.ts';
import { FollowUpType } from './follow-up.type.ts';
import { followUpsOfReport } from './queries/follow-ups-of-report.ts';

export const followUpConnection = connectionOf<FollowUpRow>(() => FollowUpType, 'FollowUp');

/** What agencies publish on a report. */
@Resolver(() => FollowUpType)
export class FollowUpResolver {
  @Mutation(() => FollowUpResult, {
    description:
      'Publishes an initial response or progress on a disposition of your agency or a unit of it (FUP-1). The first ' +
      'response stops the clock of five working days (DIS-5).',
  })
  @Allow('LIAISON_OFFICER')
  async publishFollowUp(
    @Arg('input', () => PublishFollowUpInput, { description: 'The follow-up.' }) input: PublishFollowUpInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof FollowUpResult> {
    const request = await this.request(ctx, input);
    const { kind, text } = input;
    return this.answer(ctx, await publishFollowUp(ctx.commands, ctx.viewer, { ...request, kind, text }));
  }

  @Mutation(() => FollowUpResult, {
    description:
      'Resolves a disposition of your agency or a unit of it, with evidence (FUP-1). Once every required one is ' +
      'resolved, the reporter has ten working days to answer (FUP-2).',
  })
  @Allow('LIAISON_OFFICER')
  async resolveDisposition(
    @Arg('input', () => ResolveDispositionInput, { description: 'The resolution.' }) input: ResolveDispositionInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof FollowUpResult> {
    const request = await this.request(ctx, input);
    const { text, evidence } = input;
    return this.answer(ctx, await resolveDisposition(ctx.commands, ctx.viewer, { ...request, text, evidence }));
  }

  @FieldResolver(() => AgencyType, { nullable: true, description: 'The agency that speaks.' })
  agency(@Root() followUp: FollowUpRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow | null> {
    return agencyById(ctx).load(followUp.agencyId);
  }

  @FieldResolver(() => DispositionType, { nullable: true, description: 'The disposition it follows up.' })
  disposition(@Root() followUp: FollowUpRow, @Ctx() ctx: TuntasContext): Promise<DispositionRow | null> {
    return dispositionById(ctx).load(followUp.dispositionId);
  }

  @Extensions({ listSize: 10 })
  @FieldResolver(() => [AttachmentType], { description: 'Its files, as far as they have been checked (INT-7).' })
  attachments(@Root() followUp: FollowUpRow, @Ctx() ctx: TuntasContext): Promise<AttachmentViewRow[]> {
    return attachmentsByFollowUp(ctx).load(followUp.id);
  }

  private async request(ctx: TuntasContext, input: FollowUpContent): Promise<FollowUpRequest> {
    const dispositionId = requireUuid(input.dispositionId, 'Disposition');
    const leg = await dispositionById(ctx).load(dispositionId);
    if (!leg) throw new RefusedError(refuse('NOT_FOUND'));
    return {
      idempotencyKey: input.idempotencyKey.toLowerCase(),
      reportId: leg.reportId,
      dispositionId,
      expectedVersion: input.expectedVersion,
      submitted: input,
      ...uploadsOf(input.attachments),
    };
  }

  private async answer(
    ctx: TuntasContext,
    outcome: PublishedFollowUp | AnyRefusal,
  ): Promise<FollowUpPayload | AnyRefusal> {
    if (isRefusal(outcome)) return outcome;
    await readAnew(ctx);
    const { followUpId, reportId } = outcome;
    return new FollowUpPayload(await followUpById(ctx).load(followUpId), await reportById(ctx).load(reportId));
  }
}

/** The follow-ups of a report, on the report. */
@Resolver(() => ReportType)
export class ReportFollowUpsResolver {
  @FieldResolver(() => followUpConnection.Connection, {
    description: 'What the agencies published on it, newest last (FUP-1).',
  })
  async followUps(
    @Root() report: ReportRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() ctx: TuntasContext,
  ): Promise<Connection<FollowUpRow>> {
    const request = args.request();
    const { first = null, last = null } = request;
    const fromTheEnd = request.after == null && request.before == null;
    const page = fromTheEnd
      ? await firstFollowUps(ctx, report.id, { first, last })
      : await followUpsOfReport(ctx, report.id, request);
    return followUpConnection.of(page, () => followUpCount(ctx).load(report.id));
  }
}
