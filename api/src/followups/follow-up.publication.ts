import { v7 as uuidv7 } from 'uuid';
import { attachToReport, type ClaimedUploads } from '../attachments/commands/attach.ts';
import type { DispositionDeed } from '../casefile/action.ts';
import type { CaseWork } from '../casework/case-work.ts';
import { throwIfRefused, type Casework } from '../casework/casework.ts';
import { once } from '../casework/idempotency.ts';
import type { Viewer } from '../people/viewer.ts';
import { refuse, RefusedError, type AnyRefusal } from '../platform/graphql/refusals.ts';
import type { FollowUpKind } from './follow-up.vocabulary.ts';

/** What publishing works with. */
export interface FollowUpDesk {
  readonly casework: Casework;
  /** What upload claims are checked with (INT-7). */
  readonly uploadSecret: string;
}

/** Which leg is followed up, and on which version of it that was decided. */
export interface FollowUpRequest extends ClaimedUploads {
  readonly idempotencyKey: string;
  readonly reportId: string;
  readonly dispositionId: string;
  readonly expectedVersion: number;
  /** The input as it came, handed back with a conflict so that no draft is lost (VER-4). */
  readonly submitted?: unknown;
}

/** What is published, and the deed it stands for. */
export interface Publication {
  readonly command: string;
  readonly deed: DispositionDeed;
  readonly kind: FollowUpKind;
  readonly text: string;
  readonly evidence: string | null;
}

export interface PublishedFollowUp {
  readonly reportId: string;
  readonly followUpId: string;
}

/**
 * Publishes a follow-up: the deed on the leg, the follow-up and its files, all or nothing. Sending the same key again
 * gives the first answer, although the version has moved on since: so the key is looked at before the version.
 */
export function publish(
  desk: FollowUpDesk,
  viewer: Viewer,
  { submitted, ...request }: FollowUpRequest,
  publication: () => Publication,
): Promise<PublishedFollowUp | AnyRefusal> {
  const { reportId, dispositionId, expectedVersion } = request;
  return desk.casework.onReport(viewer, { reportId, dispositionId, expectedVersion: null }, async (work) => {
    const content = publication();
    const repeatable = { key: request.idempotencyKey, command: content.command, input: { ...request, ...content } };
    return once<PublishedFollowUp>(work.em, viewer, repeatable, work.now, async () => {
      throwIfRefused(await work.refuseIfStale(expectedVersion, dispositionId, submitted ?? request));
      return write(work, desk.uploadSecret, request, content);
    });
  });
}

async function write(
  work: CaseWork,
  secret: string,
  request: FollowUpRequest,
  { deed, kind, text, evidence }: Publication,
): Promise<PublishedFollowUp> {
  const { reportId, dispositionId, attachmentIds, claimTokens } = request;
  const followUpId = uuidv7();
  const hasResponded = work.leg(dispositionId)?.firstRespondedAt != null;
  throwIfRefused(await work.advanceLeg(deed, { publicData: { followUpId, kind } }));
  if (kind === 'INITIAL_RESPONSE' && hasResponded) throw new RefusedError(refuse('ALREADY_RESPONDED', {}, 'DIS-5'));
  const { personId, agencyId } = work.viewer;
  if (personId === null || agencyId === null) throw new RefusedError(refuse('NOT_PERMITTED'));
  await work.em.execute(
    `insert into follow_up (id, report_id, disposition_id, agency_id, kind, text, evidence, published_by_id, published_at)
     values (?::uuid, ?::uuid, ?::uuid, ?::uuid, ?, ?, ?, ?::uuid, ?::timestamptz)`,
    [followUpId, reportId, dispositionId, agencyId, kind, text, evidence, personId, work.now.toISOString()],
  );
  await attachToReport(work.em, { secret, now: work.now }, { reportId, followUpId, attachmentIds, claimTokens });
  return { reportId, followUpId };
}
