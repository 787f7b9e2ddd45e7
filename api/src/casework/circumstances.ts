import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import type { AgencyFacts, Circumstances } from '../casefile/action.ts';
import type { ClockKind, ServiceClass } from '../casefile/case-file.ts';
import { WorkingCalendar, type Holiday } from '../platform/calendar/working-calendar.ts';

/** Calendar and limits as `RULES` reads them. */
export interface RuleRow {
  holidays: Holiday[];
  limits: { kind: ClockKind; serviceClass: ServiceClass | 'ANY'; days: number }[];
  jointLeaveStopsClock: boolean;
}

/** Reads calendar and limits, in one row: a RuleRow. */
export const RULES = `select
  (select coalesce(json_agg(json_build_object('date', date::text, 'kind', kind, 'decree', decree)), '[]') from holiday)
    as "holidays",
  (select coalesce(json_agg(json_build_object('kind', kind, 'serviceClass', service_class, 'days', working_days)), '[]')
    from time_limit) as "limits",
  coalesce((select value = 'true'::jsonb from setting where key = 'joint_leave_stops_clock'), true)
    as "jointLeaveStopsClock"`;

/**
 * Calendar, limits and the agencies named, as they are in the database at this moment (CLK-1, CLK-2: they are rows that
 * may be edited at any time).
 */
export async function circumstances(
  em: EntityManager,
  now: Date,
  agencyIds: readonly string[],
): Promise<Circumstances> {
  const [rules] = await em.execute<RuleRow[]>(RULES);
  const agencies = await em.execute<AgencyFacts[]>(
    `select id, connected_at is not null as connected, time_zone as "timeZone" from agency
     where id = any(string_to_array(?, ',')::uuid[])`,
    [[...new Set(agencyIds)].join(',')],
  );
  return circumstancesFrom(rules!, now, agencies);
}

/** The same from rows that somebody else has read, for those who ask what would be possible. */
export function circumstancesFrom(rules: RuleRow, now: Date, agencies: readonly AgencyFacts[]): Circumstances {
  const known = new Map(agencies.map((agency) => [agency.id, agency]));
  return {
    now,
    calendar: new WorkingCalendar(rules.holidays, { jointLeaveStopsClock: rules.jointLeaveStopsClock }),
    limit: (kind, serviceClass) => limitOf(rules, kind, serviceClass),
    agency: (id) => known.get(id),
    newId: () => uuidv7(),
  };
}

function limitOf({ limits }: RuleRow, kind: ClockKind, serviceClass: ServiceClass): number {
  const row =
    limits.find((limit) => limit.kind === kind && limit.serviceClass === serviceClass) ??
    limits.find((limit) => limit.kind === kind && limit.serviceClass === 'ANY');
  if (!row) {
    throw new Error(
      `No limit for ${kind} of class ${serviceClass}: the table time_limit is incomplete. Seed it again.`,
    );
  }
  return row.days;
}
