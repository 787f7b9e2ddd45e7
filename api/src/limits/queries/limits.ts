import type { RequestContext } from '../../platform/graphql/context.ts';
import type { HolidayRow, TimeLimitRow } from '../limit.rows.ts';

/** The days off of a year, in their order. One statement. */
export function holidaysOf(ctx: RequestContext, year: number): Promise<HolidayRow[]> {
  return ctx.reads.query<HolidayRow>(
    `select h.date::text as date, h.kind, h.name_id as "nameId", h.name_en as "nameEn", h.decree,
       h.kind = 'NATIONAL'
         or coalesce((select value = 'true'::jsonb from setting where key = 'joint_leave_stops_clock'), true)
         as "stopsClocks"
     from holiday h where h.date >= make_date($1, 1, 1) and h.date < make_date($1 + 1, 1, 1)
     order by h.date, h.kind desc`,
    [year],
  );
}

/** Every time limit, in the order in which a report meets them. One statement. */
export function timeLimits(ctx: RequestContext): Promise<TimeLimitRow[]> {
  return ctx.reads.query<TimeLimitRow>(
    `select kind, nullif(service_class, 'ANY') as "serviceClass", working_days as "workingDays",
       legal_basis as "legalBasis"
     from time_limit
     order by array_position(array['VERIFY', 'REPORTER_REPLY', 'RESPOND', 'RESOLVE', 'FEEDBACK'], kind), working_days`,
  );
}
