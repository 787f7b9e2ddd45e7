import 'reflect-metadata';
import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ClockState } from '../casefile/case-file.ts';
import type { TuntasContext } from '../context.ts';
import { isOverdue } from '../platform/calendar/working-calendar.ts';
import { clocksOfReport, type ReportClockRow } from './report.clocks.loaders.ts';
import { ClockType } from './report.clocks.type.ts';
import type { ReportRow } from './report.row.ts';
import { ReportType } from './report.type.ts';

/** The time limits of a report. */
@Resolver(() => ReportType)
export class ReportClocksResolver {
  @FieldResolver(() => [ClockType], {
    description: 'Its time limits: by track, and on a track oldest first. For everybody who sees the report (CLK-2).',
  })
  @Extensions({ listSize: 6 })
  clocks(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<ReportClockRow[]> {
    return clocksOfReport(ctx).load(report.id);
  }
}

/** One time limit. */
@Resolver(() => ClockType)
export class ClockResolver {
  @FieldResolver(() => Boolean, {
    description: 'Whether the due instant passed, or had passed when it was stopped or paused.',
  })
  overdue(@Root() clock: ReportClockRow, @Ctx() ctx: TuntasContext): boolean {
    return hasRunOut(clock, ctx.clock.now());
  }
}

/** Did a clock run out by `now`, or before it was stopped or paused? One stopped in a pause stood still from its start. */
export function hasRunOut(clock: Pick<ClockState, 'dueAt' | 'stoppedAt' | 'pausedAt'>, now: Date): boolean {
  return isOverdue(clock.pausedAt ?? clock.stoppedAt ?? now, clock.dueAt);
}
