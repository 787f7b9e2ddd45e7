import type { EntityManager } from '@mikro-orm/postgresql';
import { throwIfRefused, type Casework } from '../../casework/casework.ts';
import type { CaseWork } from '../../casework/case-work.ts';
import { VERIFICATION_TOPIC } from '../../casework/happening.events.ts';
import type { Viewer } from '../../people/viewer.ts';
import { refuse, RefusedError, type AnyRefusal } from '../../platform/graphql/refusals.ts';
import { isRefusal } from '../../casework/casework.ts';
import { carryOut, refuseUnlessAdmin, requestOf, type Decision, type ReportChanged } from '../decision.ts';

export interface MergeReport extends Decision {
  /** The report that is worked on instead. */
  readonly intoReportId: string;
}

/**
 * Merges a report into another that tells of the same matter (VER-2, VER-7); reversible by `unmergeReport`. Its clock
 * rests while it is merged. Both reports get an event.
 */
export async function mergeReport(
  casework: Casework,
  viewer: Viewer,
  input: MergeReport,
): Promise<ReportChanged | AnyRefusal> {
  const { reportId, intoReportId } = input;
  if (reportId === intoReportId) return refuse('MERGE_INTO_ITSELF', {}, 'VER-7');
  return casework.transaction(viewer, async (em) => {
    const { duplicate, primary } = await openPair(casework, em, viewer, input, intoReportId);
    throwIfRefused(refuseUnlessAdminOfBoth(duplicate, primary) ?? (await refuseMerge(duplicate, primary)));
    const merged = unlessRefused(await carryOut(duplicate, { action: 'MERGE', primaryId: intoReportId }));
    await recordOnPrimary(primary, 'DUPLICATE_MERGED', reportId);
    return merged;
  });
}

/** Takes a merged report apart again: back to the national queue, its clock running on where it rested (VER-7). */
export function unmergeReport(
  casework: Casework,
  viewer: Viewer,
  input: Decision,
): Promise<ReportChanged | AnyRefusal> {
  return casework.transaction(viewer, async (em) => {
    const primaryId = await mergedInto(em, input.reportId);
    const { duplicate, primary } = await openPair(casework, em, viewer, input, primaryId);
    throwIfRefused(refuseUnlessAdminOfBoth(duplicate, primary));
    const unmerged = unlessRefused(await carryOut(duplicate, { action: 'UNMERGE' }));
    if (primary !== duplicate) await recordOnPrimary(primary, 'DUPLICATE_UNMERGED', input.reportId);
    return unmerged;
  });
}

/**
 * Locks both reports, the lower id first whichever is merged into which: two admins who merge the same pair in opposite
 * directions wait for each other instead of blocking each other.
 */
async function openPair(
  casework: Casework,
  em: EntityManager,
  viewer: Viewer,
  decision: Decision,
  primaryId: string,
): Promise<{ duplicate: CaseWork; primary: CaseWork }> {
  const opened = new Map<string, CaseWork>();
  for (const reportId of [...new Set([decision.reportId, primaryId])].sort()) {
    const work = await casework.openCase(em, viewer, { reportId, expectedVersion: null });
    await work.settle();
    opened.set(reportId, work);
  }
  const duplicate = opened.get(decision.reportId)!;
  const { expectedVersion, submitted } = requestOf(decision);
  throwIfRefused(await duplicate.refuseIfStale(expectedVersion, null, submitted));
  return { duplicate, primary: opened.get(primaryId)! };
}

/** Merging is a decision on both: neither may be the admin's own. */
function refuseUnlessAdminOfBoth(duplicate: CaseWork, primary: CaseWork): AnyRefusal | null {
  return refuseUnlessAdmin(duplicate, 'VER-7') ?? refuseUnlessAdmin(primary, 'VER-7');
}

/** No chains: what is merged, or has reports merged into it, stays where it is. */
async function refuseMerge(duplicate: CaseWork, primary: CaseWork): Promise<AnyRefusal | null> {
  const into = primary.file.report;
  if (into.status === 'MERGED' || into.status === 'ARCHIVED') return refuse('MERGE_INTO_MERGED', {}, 'VER-7');
  if (duplicate.file.report.confidential !== into.confidential) {
    return refuse('MERGE_MIXES_CONFIDENTIAL', {}, 'VER-7, IDN-2');
  }
  const [row] = await duplicate.em.execute<{ has: boolean }[]>(
    'select exists (select from report where merged_into_id = ?::uuid) as has',
    [duplicate.file.report.id],
  );
  return row?.has ? refuse('MERGE_HAS_DUPLICATES', {}, 'VER-7') : null;
}

/** Which report it is merged into; itself where it is not merged, which the life cycle then refuses. */
async function mergedInto(em: EntityManager, reportId: string): Promise<string> {
  const [row] = await em.execute<{ id: string | null }[]>(
    'select merged_into_id as id from report where id = ?::uuid',
    [reportId],
  );
  return row?.id ?? reportId;
}

async function recordOnPrimary(primary: CaseWork, type: string, duplicateId: string): Promise<void> {
  await primary.record(
    { type, visibility: 'PUBLIC', publicData: { duplicateId }, topics: [VERIFICATION_TOPIC] },
    'ADMIN',
  );
}

function unlessRefused(outcome: ReportChanged | AnyRefusal): ReportChanged {
  if (isRefusal(outcome)) throw new RefusedError(outcome);
  return outcome;
}
