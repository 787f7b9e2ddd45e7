import type { CaseWork } from '../casework/case-work.ts';
import { VERIFICATION_TOPIC } from '../casework/happening.events.ts';

export type DisclosureEventType =
  'DISCLOSURE_REQUESTED' | 'DISCLOSURE_FIRST_GRANTED' | 'DISCLOSURE_GRANTED' | 'DISCLOSURE_REFUSED';

interface DisclosureEvent {
  readonly type: DisclosureEventType;
  readonly disclosureId: string;
  /** The agency that asked; null for an admin. */
  readonly agencyId: string | null;
  readonly by: 'ADMIN' | 'AGENCY';
  /** In confidence: the reason or the note. */
  readonly words: Readonly<Record<string, string | null>>;
}

/**
 * Writes what happened to a request. An agency hears what becomes of its own; that an admin asked is for the reporter
 * and those who oversee. The nth event of a disclosure made its version n.
 */
export function recordDisclosure(work: CaseWork, event: DisclosureEvent): Promise<number> {
  const { type, disclosureId, agencyId, by, words } = event;
  return work.record(
    {
      type,
      visibility: agencyId === null ? 'REPORTER' : 'CONCERNED',
      publicData: { disclosureId, agencyId },
      protectedData: words,
      topics: [VERIFICATION_TOPIC],
    },
    by,
  );
}
