import type { Casework } from '../casework/casework.ts';
import type { CaseWork } from '../casework/case-work.ts';
import { VERIFICATION_TOPIC } from '../casework/happening.events.ts';
import type { Viewer } from '../people/viewer.ts';
import { refuse, type AnyRefusal } from '../platform/graphql/refusals.ts';

/** How long a claim lasts from the moment it was made or renewed, in milliseconds. */
export const CLAIM_LEASE_MS = 15 * 60_000;

interface ClaimedReport {
  readonly reportId: string;
}

interface LivingClaim {
  readonly personId: string;
  readonly name: string;
  readonly until: Date;
}

/**
 * Claims a report for the deciding admin (VER-4): renews their own claim, takes over one that has expired, and is
 * refused with CLAIMED_BY_OTHER while another admin's is alive. The lock on the report makes parallel claims queue up,
 * so exactly one wins.
 */
export function claimReport(casework: Casework, viewer: Viewer, reportId: string): Promise<ClaimedReport | AnyRefusal> {
  return casework.onReport(viewer, { reportId, expectedVersion: null }, async (work) => {
    const refused = refuseUnlessClaimer(work) ?? (await refuseIfClaimedByOther(work));
    if (refused) return refused;
    const until = new Date(work.now.getTime() + CLAIM_LEASE_MS);
    await work.em.execute(
      `insert into report_claim (report_id, person_id, claimed_at, expires_at)
       values (?::uuid, ?::uuid, ?::timestamptz, ?::timestamptz)
       on conflict (report_id) do update
         set person_id = excluded.person_id, claimed_at = excluded.claimed_at, expires_at = excluded.expires_at`,
      [reportId, work.viewer.personId, work.now.toISOString(), until.toISOString()],
    );
    await recordClaim(work, 'REPORT_CLAIMED', { until });
    return { reportId };
  });
}

/** Gives a claim back before it expires. Without a claim of one's own nothing happens; another's is not one's to end. */
export function releaseClaim(
  casework: Casework,
  viewer: Viewer,
  reportId: string,
): Promise<ClaimedReport | AnyRefusal> {
  return casework.onReport(viewer, { reportId, expectedVersion: null }, async (work) => {
    const refused = refuseUnlessClaimer(work) ?? (await refuseIfClaimedByOther(work));
    if (refused) return refused;
    if (await endOwnClaim(work)) await recordClaim(work, 'CLAIM_RELEASED', {});
    return { reportId };
  });
}

/**
 * What every decision of verification and disposition begins with: refuses it while another admin's claim is alive, and
 * ends the deciding admin's own. Where the decision itself is refused, that is undone with everything else.
 */
export async function refuseIfClaimed(work: CaseWork): Promise<AnyRefusal | null> {
  const refused = await refuseIfClaimedByOther(work);
  if (refused) return refused;
  await endOwnClaim(work);
  return null;
}

/** As `refuseIfClaimed`, for work on a report that decides nothing: one's own claim lives on. */
export async function refuseIfClaimedByOther(work: CaseWork): Promise<AnyRefusal | null> {
  const claim = await livingClaim(work);
  if (!claim || claim.personId === work.viewer.personId) return null;
  return refuse('CLAIMED_BY_OTHER', { name: claim.name, until: claim.until }, 'VER-4');
}

function refuseUnlessClaimer(work: CaseWork): AnyRefusal | null {
  return work.standing.capacities.has('ADMIN') ? null : refuse('NOT_PERMITTED', {}, 'VER-4');
}

async function livingClaim(work: CaseWork): Promise<LivingClaim | null> {
  const [claim] = await work.em.execute<{ personId: string; name: string | null; until: Date }[]>(
    `select c.person_id as "personId", p.display_name as name, c.expires_at as until
     from report_claim c left join person p on p.id = c.person_id
     where c.report_id = ?::uuid and c.expires_at > ?::timestamptz`,
    [work.file.report.id, work.now.toISOString()],
  );
  return claim ? { personId: claim.personId, name: claim.name ?? '', until: new Date(claim.until) } : null;
}

async function endOwnClaim(work: CaseWork): Promise<boolean> {
  const ended = await work.em.execute<unknown[]>(
    'delete from report_claim where report_id = ?::uuid and person_id = ?::uuid returning true as ended',
    [work.file.report.id, work.viewer.personId],
  );
  return ended.length > 0;
}

/** A claim is nobody's news but the verifiers', and leaves the report and its version as they are. */
async function recordClaim(work: CaseWork, type: 'REPORT_CLAIMED' | 'CLAIM_RELEASED', publicData: object) {
  await work.record({ type, visibility: 'INTERNAL', publicData, topics: [VERIFICATION_TOPIC] }, 'ADMIN');
}
