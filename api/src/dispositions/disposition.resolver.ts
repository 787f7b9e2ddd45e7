import 'reflect-metadata';
import { Args, Ctx, Extensions, FieldResolver, Float, Query, Resolver, Root } from 'type-graphql';
import { agencyById } from '../agencies/agency.loaders.ts';
import type { AgencyRow } from '../agencies/agency.row.ts';
import { AgencyType } from '../agencies/agency.type.ts';
import type { ClockKind } from '../casefile/case-file.ts';
import type { TuntasContext } from '../context.ts';
import { connectionOf } from '../platform/graphql/connection.ts';
import { Allow, VisibleTo } from '../platform/graphql/policy.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { requireUuid } from '../reports/report.answer.ts';
import { clocksOfReport } from '../reports/report.clocks.loaders.ts';
import { reportById } from '../reports/report.loaders.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';
import { AgencyQueueArgs } from './agency-queue.inputs.ts';
import { DispositionActionAvailability } from './disposition.actions.type.ts';
import { custodyByReport, declineReasonOf, dispositionById, instructionOf, legAfter } from './disposition.loaders.ts';
import { availableActions } from './disposition.policy.ts';
import type { DispositionRow } from './disposition.row.ts';
import { DispositionType } from './disposition.type.ts';
import { agencyQueue, countAgencyQueue, queueOwner } from './queries/agency-queue.ts';

export const dispositionConnection = connectionOf<DispositionRow>(() => DispositionType, 'Disposition');

/** One agency's leg of a report, and the queue of them that an agency works through. */
@Resolver(() => DispositionType)
export class DispositionResolver {
  @Query(() => dispositionConnection.Connection, {
    description:
      'The open dispositions of an agency and its units, those due first at the top; resolved ones that wait for the ' +
      'reporter stand at the end (DIS-4). An agency outside your own is answered like one that does not exist: NOT_FOUND.',
  })
  @Allow(['LIAISON_OFFICER', 'EXECUTIVE', 'ADMIN', 'OVERSEER'])
  async agencyQueue(@Args(() => AgencyQueueArgs) args: AgencyQueueArgs, @Ctx() ctx: TuntasContext) {
    const owner = await queueOwner(ctx, args.agencyId ? requireUuid(args.agencyId, 'Agency') : null);
    const filter = args.filter();
    const page = await agencyQueue(ctx, owner, filter, args.request());
    return dispositionConnection.of(page, () => countAgencyQueue(ctx, owner, filter));
  }

  @FieldResolver(() => ReportType, { description: 'The report it is a part of.' })
  report(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): Promise<ReportRow | null> {
    return reportById(ctx).load(leg.reportId);
  }

  @FieldResolver(() => AgencyType, { description: 'The agency whose leg it is.' })
  agency(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow | null> {
    return agencyById(ctx).load(leg.agencyId);
  }

  @FieldResolver(() => DispositionType, {
    nullable: true,
    description: 'The leg before it on its track; null for the first one (DIS-3).',
  })
  forwardedFrom(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): Promise<DispositionRow | null> | null {
    return leg.forwardedFromId === null ? null : dispositionById(ctx).load(leg.forwardedFromId);
  }

  @FieldResolver(() => DispositionType, {
    nullable: true,
    description: 'The leg after it on its track, however it got there; null for the last one (DIS-3).',
  })
  forwardedTo(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): Promise<DispositionRow | null> {
    return legAfter(ctx, leg);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why the agency declared it not its authority; null unless it did (DIS-2).',
  })
  declineReason(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): Promise<string | null> {
    return declineReasonOf(ctx).load(leg.id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What the agency was asked to do. Null to everybody but its own officers and executives, those of agencies above ' +
      'it, the agency that asked, admins and overseers (DIS-1); null also where nothing was said.',
  })
  @VisibleTo(['LIAISON_OFFICER', 'EXECUTIVE', 'ADMIN', 'OVERSEER'])
  instruction(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): Promise<string | null> {
    return instructionOf(ctx).load(leg.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the nearest due instant has come.' })
  overdue(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): boolean {
    return leg.nextDueAt !== null && leg.nextDueAt <= ctx.clock.now();
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'By when a first response is or was due; after a disputed resolution, the next one (DIS-5).',
  })
  respondDueAt(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): Promise<Date | null> {
    return dueAtOf(ctx, leg, 'RESPOND');
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'By when the resolution is or was due. It is the same for all legs of a track (CLK-3).',
  })
  resolveDueAt(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): Promise<Date | null> {
    return dueAtOf(ctx, leg, 'RESOLVE');
  }

  @FieldResolver(() => Float, {
    description: 'For how long the agency has held it, in whole milliseconds, up to now where it still does (DIS-3).',
  })
  async heldMilliseconds(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): Promise<number> {
    const custody = await custodyByReport(ctx).load(leg.reportId);
    const ours = custody.filter((row) => row.holder === 'AGENCY' && row.dispositionId === leg.id);
    return ours.reduce((sum, row) => sum + row.heldMilliseconds, 0);
  }

  @FieldResolver(() => [DispositionActionAvailability], {
    description:
      'Everything that somebody may do to a disposition, and whether the viewer can do it now. What depends on the input ' +
      '(which agency) is only known when it is sent.',
  })
  @Extensions({ listSize: 7 })
  availableActions(@Root() leg: DispositionRow, @Ctx() ctx: TuntasContext): Promise<DispositionActionAvailability[]> {
    return availableActions(ctx, leg);
  }
}

/** The due instant of the last clock of a kind on the leg's track. */
async function dueAtOf(ctx: TuntasContext, leg: DispositionRow, kind: ClockKind): Promise<Date | null> {
  const clocks = await clocksOfReport(ctx).load(leg.reportId);
  return clocks.findLast((clock) => clock.kind === kind && clock.track === leg.track)?.dueAt ?? null;
}
