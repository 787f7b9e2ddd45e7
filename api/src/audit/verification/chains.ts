import type { StageResult, StageWork } from '../verify-audit.ts';

/** Where a link stands in all chains. */
interface Place {
  kind: string;
  subject: string;
  version: number;
}

interface LinkRow extends Place {
  id: string;
  type: string;
  prevHash: Buffer;
  hash: Buffer;
  /** Does the hash follow from what the row says now? */
  genuine: boolean;
}

/**
 * The next links in the order of the chains. The hash is computed by the function that append_event() uses, from
 * PostgreSQL's own text of the values, which JavaScript would not write alike.
 */
const NEXT_LINKS = `
  select id::text, subject_kind as kind, subject_id as subject, subject_version as version, type,
    prev_hash as "prevHash", hash,
    hash = event_hash(event) as genuine
  from event where (subject_kind, subject_id, subject_version) > ($1::text, $2::uuid, $3::int)
  order by subject_kind, subject_id, subject_version limit $4`;

const BEFORE_ALL: Place = { kind: '', subject: '00000000-0000-0000-0000-000000000000', version: 0 };
const NOTHING = Buffer.alloc(0);

/** Follows the chain of every subject from its first event to its last. */
export async function brokenChain({ client, batchSize, progress }: StageWork): Promise<StageResult> {
  let last: LinkRow | null = null;
  let after = BEFORE_ALL;
  for (let done = 0; ;) {
    const { rows } = await client.query<LinkRow>(NEXT_LINKS, [after.kind, after.subject, after.version, batchSize]);
    for (const link of rows) {
      const broken = whatIsWrong(link, last);
      if (broken) return { done, broken };
      last = after = link;
      done += 1;
    }
    if (rows.length > 0) progress(done);
    if (rows.length < batchSize) return { done, broken: null };
  }
}

function whatIsWrong(link: LinkRow, last: LinkRow | null): string | null {
  const previous = last?.kind === link.kind && last.subject === link.subject ? last : null;
  const name = `Event ${link.id} (${link.type}, number ${link.version} of ${link.kind} ${link.subject})`;
  const expected = (previous?.version ?? 0) + 1;
  if (link.version !== expected) return `${name} follows a gap: number ${expected} is missing.`;
  if (!link.prevHash.equals(previous?.hash ?? NOTHING)) return `${name} does not continue the event before it.`;
  if (!link.genuine) return `${name} was changed: its hash does not match what it says.`;
  return null;
}
