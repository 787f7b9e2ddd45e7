import type { EntityManager } from '@mikro-orm/postgresql';
import { AttachRefused } from '../attachment.errors.ts';
import { claimHash } from '../claim-token.ts';

export const MOST_ATTACHMENTS = 10;

const CLAIM_TOKEN = /^[A-Za-z0-9_-]{22}$/;

/** Uploads, and what entitles somebody to them. */
export interface ClaimedUploads {
  /** Bare uuids. */
  readonly attachmentIds: readonly string[];
  /** The claims of those uploaded without an account, in any order. */
  readonly claimTokens: readonly string[];
}

/** What is attached to what. */
export interface Attaching extends ClaimedUploads {
  readonly reportId: string;
  /** The part of the report the files belong to; without either they belong to the report itself. */
  readonly followUpId?: string | null;
  readonly feedbackId?: string | null;
}

/**
 * Makes uploads part of a report, follow-up or feedback, in the transaction of the command that writes it; the part
 * must be written (flushed) before. Whose transaction it is decides what may be attached: uploads of that person, and uploads
 * whose claim is shown.
 *
 * Throws `AttachRefused`, which must roll the command back: all are attached or none.
 */
export async function attachToReport(
  em: EntityManager,
  deps: { readonly secret: string; readonly now: Date },
  attaching: Attaching,
): Promise<void> {
  const ids = [...new Set(attaching.attachmentIds)];
  if (ids.length === 0) return;
  if (ids.length > MOST_ATTACHMENTS) throw new AttachRefused('TOO_MANY_ATTACHMENTS', ids);
  const hashes = attaching.claimTokens
    .filter((token) => CLAIM_TOKEN.test(token))
    .slice(0, MOST_ATTACHMENTS)
    .map((token) => claimHash(deps.secret, token).toString('hex'));
  const attached = await em.execute<{ id: string }[]>(
    `select claim_attachments(string_to_array(?, ',')::uuid[],
       (select coalesce(array_agg(decode(hash, 'hex')), '{}') from unnest(string_to_array(?, ',')) as hash),
       ?::uuid, ?::uuid, ?::uuid, ?::timestamptz) as id`,
    [
      ids.join(','),
      hashes.join(','),
      attaching.reportId,
      attaching.followUpId ?? null,
      attaching.feedbackId ?? null,
      deps.now,
    ],
  );
  const done = new Set(attached.map((row) => row.id));
  const missing = ids.filter((id) => !done.has(id));
  if (missing.length > 0) throw await refusal(em, missing, attaching.attachmentIds);
}

/** Their own uploads people may be told about; of all others nothing can be seen here, so nothing is said. */
async function refusal(em: EntityManager, ids: readonly string[], asked: readonly string[]): Promise<AttachRefused> {
  const own = await em.execute<{ id: string; status: string; attached: boolean }[]>(
    `select id, status, attached from own_uploads(string_to_array(?, ',')::uuid[])`,
    [ids.join(',')],
  );
  const rejected = own.filter((row) => row.status === 'REJECTED').map((row) => row.id);
  if (rejected.length > 0) return new AttachRefused('ATTACHMENT_REJECTED', rejected, asked);
  const used = own.filter((row) => row.attached).map((row) => row.id);
  return used.length > 0
    ? new AttachRefused('ATTACHMENT_ALREADY_USED', used, asked)
    : new AttachRefused('ATTACHMENT_NOT_AVAILABLE', ids, asked);
}
