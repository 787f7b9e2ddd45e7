import type { ReportDeed } from '../casefile/action.ts';
import type { Casework } from '../casework/casework.ts';
import type { CaseWork, EventNote } from '../casework/case-work.ts';
import type { Viewer } from '../people/viewer.ts';
import { refuse, type AnyRefusal } from '../platform/graphql/refusals.ts';
import { refuseIfClaimed } from './claim.ts';

/** A decision on a report, made by somebody who saw its version `expectedVersion` (VER-4). */
export interface Decision {
  readonly reportId: string;
  readonly expectedVersion: number;
  /** The input as its author sent it, handed back with a conflict; without it, the decision itself is. */
  readonly submitted?: unknown;
}

/** The report that a command changed. */
export interface ReportChanged {
  readonly reportId: string;
}

/** Carries out an admin's decision that is one step of the report's life, unless another admin's claim is alive. */
export function decide(
  casework: Casework,
  viewer: Viewer,
  decision: Decision,
  deed: ReportDeed,
  agencyIds: readonly string[] = [],
): Promise<ReportChanged | AnyRefusal> {
  return casework.onReport(viewer, { ...requestOf(decision), agencyIds }, (work) => carryOut(work, deed));
}

/** The last part of every decision: nobody else's claim, then the step itself. */
export async function carryOut(
  work: CaseWork,
  deed: ReportDeed,
  note: EventNote = {},
): Promise<ReportChanged | AnyRefusal> {
  return (await refuseIfClaimed(work)) ?? (await work.advance(deed, note)) ?? { reportId: work.file.report.id };
}

/** What the casework asks of a decision before it lets it work on the report. */
export function requestOf(decision: Decision) {
  return {
    reportId: decision.reportId,
    expectedVersion: decision.expectedVersion,
    submitted: decision.submitted ?? decision,
  };
}

/** For what admins do that is no step of the report's life, or that looks at more than one report before its step. */
export function refuseUnlessAdmin(work: CaseWork, source: string): AnyRefusal | null {
  return work.standing.capacities.has('ADMIN') ? null : refuse('NOT_PERMITTED', {}, source);
}
