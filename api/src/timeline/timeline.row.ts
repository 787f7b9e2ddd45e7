import type { ActorKind, ClockKind } from '../casefile/case-file.ts';
import type { EventVisibility } from '../casework/event-log.ts';
import type { Fact } from '../categories/fact.ts';
import type { EventType } from './timeline.vocabulary.ts';

/** An event of a report as the event table has it. */
export interface EventRow {
  readonly reportId: string;
  readonly version: number;
  readonly type: EventType;
  readonly at: Date;
  readonly actorKind: ActorKind;
  readonly actorAgencyId: string | null;
  readonly dispositionId: string | null;
  readonly visibility: EventVisibility;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The columns of an EventRow, for a table aliased `e`. */
export const EVENT_COLUMNS = `e.report_id as "reportId", e.subject_version as version, e.type, e.occurred_at as at,
  e.actor_kind as "actorKind", e.actor_agency_id as "actorAgencyId", e.disposition_id as "dispositionId", e.visibility,
  e.public_data as data`;

/** One line of a timeline, with what its event tells under names that do not depend on its type. */
export interface TimelineEntryRow extends Omit<EventRow, 'data'> {
  readonly targetAgencyIds: readonly string[];
  readonly note: string | null;
  readonly reason: string | null;
  readonly rating: number | null;
  readonly clock: ClockKind | null;
  readonly dueAt: Date | null;
  readonly missingFacts: readonly Fact[];
  readonly revisedFields: readonly string[];
  readonly followUpId: string | null;
  readonly feedbackId: string | null;
  readonly otherReportId: string | null;
}

/** Events name the agency that holds a leg `agencyId`, too; a target it is only where the report went to it. */
const GOES_TO_AGENCY: readonly EventType[] = ['REPORT_HELD', 'REPORT_RELEASED', 'REPORT_REDISPOSED'];

/** A timeline's line from an event. What it does not name here does not get out. */
export function entryOf({ data, ...event }: EventRow): TimelineEntryRow {
  const target = text(data.targetId) ?? (GOES_TO_AGENCY.includes(event.type) ? text(data.agencyId) : null);
  const due = text(data.dueAt) ?? text(data.answerUntil);
  return {
    ...event,
    targetAgencyIds: target === null ? texts(data.agencyIds) : [target],
    note: text(data.note),
    reason: text(data.reason),
    rating: typeof data.rating === 'number' ? data.rating : null,
    clock: text(data.clock) as ClockKind | null,
    dueAt: due === null ? null : new Date(due),
    missingFacts: texts(data.missingFacts) as readonly Fact[],
    revisedFields: texts(data.fields),
    followUpId: text(data.followUpId),
    feedbackId: text(data.feedbackId),
    otherReportId: text(data.primaryId) ?? text(data.duplicateId),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
