import type { Happening, HappeningType } from '../casefile/action.ts';
import type { EventVisibility } from './event-log.ts';

/** The live topic of everybody who verifies and disposes (docs/REALTIME.md). */
export const VERIFICATION_TOPIC = 'verification';

interface Publication {
  readonly visibility: EventVisibility;
  /** Does the verification queue change? */
  readonly verification: boolean;
}

const publicly = (verification: boolean): Publication => ({ visibility: 'PUBLIC', verification });

/**
 * Who may read about what happens to a report. Whatever is PUBLIC still shows only with a report that the reader may
 * see (IDN-2); what an unpublished report was asked or told concerns its reporter and those who work on it.
 */
export const PUBLICATIONS: Readonly<Record<HappeningType, Publication>> = {
  REPORT_ACCEPTED: publicly(true),
  REPORT_RETURNED: { visibility: 'CONCERNED', verification: true },
  FACTS_SUPPLIED: { visibility: 'CONCERNED', verification: true },
  PAUSE_ENDED: { visibility: 'CONCERNED', verification: true },
  REPORT_HELD: publicly(true),
  REPORT_RELEASED: publicly(true),
  REPORT_ARCHIVED: publicly(true),
  REPORT_MERGED: publicly(true),
  REPORT_UNMERGED: publicly(true),
  REPORT_REVISED: { visibility: 'CONCERNED', verification: true },
  REPORT_DISPOSED: publicly(true),
  SUPPORT_ADDED: publicly(false),
  REPORT_REDISPOSED: publicly(true),
  FEEDBACK_ASKED: publicly(false),
  RESOLUTION_CONFIRMED: publicly(false),
  RESOLUTION_DISPUTED: publicly(false),
  REPORT_CLOSED: publicly(false),
  REPORT_RATED: publicly(false),
  DISPOSITION_ACCEPTED: publicly(false),
  DISPOSITION_RESPONDED: publicly(false),
  DISPOSITION_RESOLVED: publicly(false),
  DISPOSITION_FORWARDED: publicly(false),
  DISPOSITION_DECLINED: publicly(true),
  DISPOSITION_ESCALATED: publicly(true),
  DISPOSITION_ARBITRATED: publicly(true),
  DISPOSITION_WITHDRAWN: publicly(false),
  CLOCK_OVERDUE: publicly(true),
};

/** The live topics of a happening beyond the report's own and its agencies'. */
export function topicsOf(happening: Happening): readonly string[] {
  return PUBLICATIONS[happening.type].verification ? [VERIFICATION_TOPIC] : [];
}
