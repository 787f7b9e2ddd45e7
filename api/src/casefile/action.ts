import type { TimeZone } from '../platform/calendar/local-day.ts';
import type { WorkingCalendar } from '../platform/calendar/working-calendar.ts';
import type { ActorKind, ClockKind, ServiceClass } from './case-file.ts';

/** One agency's part in a disposition, as the admin composes it (DIS-1). */
export interface LegPlan {
  readonly agencyId: string;
  readonly required: boolean;
  /** A shorter limit for the resolution than the class's, in working days; null for the class's own. */
  readonly resolveWithinDays: number | null;
}

/** What somebody asks to happen to the report itself. */
export type ReportDeed =
  | { readonly action: 'ACCEPT' }
  | { readonly action: 'RETURN'; readonly missingFacts: readonly string[]; readonly note: string }
  | { readonly action: 'SUPPLY_FACTS' }
  | { readonly action: 'HOLD'; readonly agencyId: string }
  | { readonly action: 'RELEASE' }
  | { readonly action: 'ARCHIVE'; readonly reason: string; readonly note: string | null }
  | { readonly action: 'MERGE'; readonly primaryId: string }
  | { readonly action: 'UNMERGE' }
  | { readonly action: 'REVISE' }
  | { readonly action: 'DISPOSE'; readonly lead: LegPlan; readonly supporting: readonly LegPlan[] }
  | { readonly action: 'ADD_SUPPORT'; readonly supporting: readonly LegPlan[] }
  | { readonly action: 'REDISPOSE'; readonly track: number; readonly agencyId: string }
  | { readonly action: 'CONFIRM'; readonly rating: number | null }
  | { readonly action: 'DISPUTE' }
  | { readonly action: 'RATE'; readonly rating: number };

/** What somebody asks to happen to one leg. */
export type DispositionDeed = { readonly dispositionId: string } & (
  | { readonly action: 'ACCEPT' }
  | { readonly action: 'RESPOND' }
  | { readonly action: 'RESOLVE' }
  | { readonly action: 'FORWARD'; readonly targetId: string }
  | { readonly action: 'DECLINE'; readonly targetId: string | null }
  | { readonly action: 'ARBITRATE'; readonly targetId: string }
  | { readonly action: 'WITHDRAW' }
);

/** What the rules need to know about an agency. */
export interface AgencyFacts {
  readonly id: string;
  readonly connected: boolean;
  readonly timeZone: TimeZone;
}

/** What surrounds a deed: time, calendar, limits and agencies. Nothing in here does I/O. */
export interface Circumstances {
  readonly now: Date;
  readonly calendar: WorkingCalendar;
  /** Working days for a clock; RESOLVE depends on the service class (CLK-2). */
  limit(kind: ClockKind, serviceClass: ServiceClass): number;
  agency(id: string): AgencyFacts | undefined;
  newId(): string;
}

export const HAPPENINGS = [
  'REPORT_ACCEPTED',
  'REPORT_RETURNED',
  'FACTS_SUPPLIED',
  'PAUSE_ENDED',
  'REPORT_HELD',
  'REPORT_RELEASED',
  'REPORT_ARCHIVED',
  'REPORT_MERGED',
  'REPORT_UNMERGED',
  'REPORT_REVISED',
  'REPORT_DISPOSED',
  'SUPPORT_ADDED',
  'REPORT_REDISPOSED',
  'FEEDBACK_ASKED',
  'RESOLUTION_CONFIRMED',
  'RESOLUTION_DISPUTED',
  'REPORT_CLOSED',
  'REPORT_RATED',
  'DISPOSITION_ACCEPTED',
  'DISPOSITION_RESPONDED',
  'DISPOSITION_RESOLVED',
  'DISPOSITION_FORWARDED',
  'DISPOSITION_DECLINED',
  'DISPOSITION_ESCALATED',
  'DISPOSITION_ARBITRATED',
  'DISPOSITION_WITHDRAWN',
  'CLOCK_OVERDUE',
] as const;
export type HappeningType = (typeof HAPPENINGS)[number];

/** Something that happened, to be written as an event in the same transaction (AUD-1). */
export interface Happening {
  readonly type: HappeningType;
  readonly at: Date;
  /** Null: the one who acted; else the system acted. */
  readonly by: ActorKind | null;
  readonly dispositionId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export type CaseRefusalCode =
  | 'ACTION_NOT_POSSIBLE'
  | 'CATEGORY_MISSING'
  | 'MISSING_FACTS_NOT_NAMED'
  | 'PAUSE_USED_UP'
  | 'NO_AGENCY_NAMED'
  | 'AGENCY_UNKNOWN'
  | 'AGENCY_NOT_CONNECTED'
  | 'AGENCY_IS_CONNECTED'
  | 'AGENCY_NAMED_TWICE'
  | 'AGENCY_ALREADY_INVOLVED'
  | 'LIMIT_TOO_LONG'
  | 'TRACK_NOT_IN_QUEUE'
  | 'SAME_AGENCY'
  | 'FORWARDING_CYCLE'
  | 'BINDING_DECISION'
  | 'LEAD_CANNOT_BE_WITHDRAWN'
  | 'ALREADY_RATED';

/** Why a deed is refused, with the facts the reason names and the requirement behind it. */
export interface CaseRefusal {
  readonly code: CaseRefusalCode;
  readonly source: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

export type Outcome =
  { readonly ok: true; readonly happenings: Happening[] } | { readonly ok: false; readonly refusal: CaseRefusal };

export function refusal(code: CaseRefusalCode, source: string, facts: CaseRefusal['facts'] = {}): CaseRefusal {
  return { code, source, facts };
}
