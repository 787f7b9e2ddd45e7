import { circumstancesFrom, RULES, type RuleRow } from '../casework/circumstances.ts';
import type { TuntasContext } from '../context.ts';
import { custodyByReport, dispositionsByReport } from '../dispositions/disposition.loaders.ts';
import type { WorkingCalendar } from '../platform/calendar/working-calendar.ts';
import { defineLoader, groupByKey } from '../platform/graphql/loaders.ts';
import { clocksOfReport } from '../reports/report.clocks.loaders.ts';
import type { ReportRow } from '../reports/report.row.ts';
import type { StepsSource } from './steps.ts';
import { entryOf, EVENT_COLUMNS, type EventRow, type TimelineEntryRow } from './timeline.row.ts';
import { EventTypes } from './timeline.vocabulary.ts';

/** As far back as a timeline goes, in events. */
export const MOST_ENTRIES = 200;

/** What happened to reports, as far as the viewer may know, oldest first; the latest MOST_ENTRIES of each. */
export const timelineOfReport = defineLoader<string, TimelineEntryRow[], TuntasContext>(
  'timelineOfReport',
  async (ctx, reportIds) => {
    const rows = await ctx.reads.query<EventRow>(
      `select latest.* from unnest($1::uuid[]) as wanted(report_id) cross join lateral (
         select ${EVENT_COLUMNS} from event e where e.report_id = wanted.report_id and e.type = any($2::text[])
         order by e.id desc limit ${MOST_ENTRIES}) as latest
       order by latest.version`,
      [reportIds, Object.keys(EventTypes.values)],
    );
    return groupByKey(rows.map(entryOf), reportIds, (row) => row.reportId);
  },
);

/** What the public steps of a report are made from. */
export async function stepsSourceOf(ctx: TuntasContext, report: ReportRow): Promise<StepsSource> {
  const [clocks, custody, dispositions] = await Promise.all([
    clocksOfReport(ctx).load(report.id),
    custodyByReport(ctx).load(report.id),
    dispositionsByReport(ctx).load(report.id),
  ]);
  return { report, clocks, custody, dispositions };
}

const calendars = defineLoader<'today', WorkingCalendar, TuntasContext>('workingCalendar', async (ctx, keys) => {
  const rules = await ctx.reads.one<RuleRow>(RULES);
  const { calendar } = circumstancesFrom(rules!, ctx.clock.now(), []);
  return keys.map(() => calendar);
});

/** The calendar as it is in the database now (CLK-1), read once a request. */
export function workingCalendar(ctx: TuntasContext): Promise<WorkingCalendar> {
  return calendars(ctx).load('today');
}
