import { v7 as uuidv7 } from 'uuid';
import type { CaseWork } from '../../casework/case-work.ts';
import type { Casework } from '../../casework/casework.ts';
import { once } from '../../casework/idempotency.ts';
import type { Viewer } from '../../people/viewer.ts';
import { checkedText } from '../../platform/graphql/checked-text.ts';
import { refuse, RefusedError, type AnyRefusal } from '../../platform/graphql/refusals.ts';
import { recordDisclosure } from '../disclosure.events.ts';

export interface RequestDisclosure {
  readonly reportId: string;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/** What a command did, and to which disclosure. */
export interface DisclosureChanged {
  readonly disclosureId: string;
}

/**
 * Asks for a reporter's identity: a liaison officer for their agency, which must have a leg; an admin for themselves,
 * where the reporter is anonymous (IDN-3). One request an agency, or admin, may wait at a time.
 */
export function requestDisclosure(
  casework: Casework,
  viewer: Viewer,
  input: RequestDisclosure,
): Promise<DisclosureChanged | AnyRefusal> {
  return casework.onReport(viewer, { reportId: input.reportId, expectedVersion: null }, (work) => {
    const intention = { key: input.idempotencyKey, command: 'requestDisclosure', input };
    return once<DisclosureChanged>(work.em, viewer, intention, work.now, () => ask(work, input.reason));
  });
}

async function ask(work: CaseWork, givenReason: string): Promise<DisclosureChanged> {
  const reason = checkedText(givenReason, 'reason', { least: 20, most: 2_000 });
  const reportId = work.file.report.id;
  const agencyId = askingAgency(work);
  await refuseWhilePending(work, agencyId);
  const disclosureId = uuidv7();
  await work.em.execute(
    `insert into disclosure (id, report_id, agency_id, requested_by_id, reason, status, requested_at)
     values (?::uuid, ?::uuid, ?::uuid, ?::uuid, ?, 'REQUESTED', ?::timestamptz)`,
    [disclosureId, reportId, agencyId, work.viewer.personId, reason, work.now.toISOString()],
  );
  const by = agencyId === null ? 'ADMIN' : 'AGENCY';
  await recordDisclosure(work, { type: 'DISCLOSURE_REQUESTED', disclosureId, agencyId, by, words: { reason } });
  return { disclosureId };
}

/** For whom the viewer asks; null for an admin, who asks for themselves. Throws where there is nothing to ask for. */
function askingAgency({ viewer, standing, file }: CaseWork): string | null {
  if (standing.capacities.has('AGENCY')) return viewer.agencyId;
  if (!standing.capacities.has('ADMIN')) throw new RefusedError(refuse('NOT_PERMITTED', {}, 'IDN-3'));
  if (!file.report.anonymous) throw new RefusedError(refuse('DISCLOSURE_NOT_NEEDED', {}, 'IDN-3'));
  return null;
}

/** The report's lock keeps two requests from passing each other here. */
async function refuseWhilePending({ em, viewer, file }: CaseWork, agencyId: string | null): Promise<void> {
  const [pending] = await em.execute<unknown[]>(
    `select true from disclosure where report_id = ?::uuid and status in ('REQUESTED', 'AWAITING_SECOND_ADMIN')
       and agency_id is not distinct from ?::uuid and (agency_id is not null or requested_by_id = ?::uuid)`,
    [file.report.id, agencyId, viewer.personId],
  );
  if (pending) throw new RefusedError(refuse('DISCLOSURE_PENDING', {}, 'IDN-3'));
}
