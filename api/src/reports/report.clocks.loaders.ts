import type { ClockState } from '../casefile/case-file.ts';
import type { TuntasContext } from '../context.ts';
import { defineLoader, groupByKey } from '../platform/graphql/loaders.ts';

/** A limit of a report as its resolvers read it. */
export type ReportClockRow = ClockState & { readonly reportId: string };

/** Every clock that ran or runs on a report: by track, and on a track oldest first. */
export const clocksOfReport = defineLoader<string, ReportClockRow[], TuntasContext>(
  'clocksOfReport',
  async (ctx, reportIds) => {
    const rows = await ctx.reads.query<ReportClockRow>(
      `select c.report_id as "reportId", c.track, c.kind, c.epoch, c.time_zone as "timeZone", c.limit_days as "limitDays",
         c.started_at as "startedAt", c.due_at as "dueAt", c.paused_at as "pausedAt", c.days_left as "daysLeft",
         c.stopped_at as "stoppedAt", c.fired_at as "firedAt"
       from clock c where c.report_id = any($1::uuid[]) order by c.track, c.started_at, c.kind, c.epoch`,
      [reportIds],
    );
    return groupByKey(rows, reportIds, (row) => row.reportId);
  },
);
