import type { CaseRequest } from '../casework/casework.ts';

/** A decision about one leg of a report, made by somebody who saw the leg's version `expectedVersion` (VER-4). */
export interface LegDecision {
  readonly reportId: string;
  readonly dispositionId: string;
  readonly expectedVersion: number;
  /** The input as its author sent it, handed back with a conflict; without it, the decision itself is. */
  readonly submitted?: unknown;
}

/** A decision by which a leg goes to another agency, which is asked to do something. */
export interface LegTransfer extends LegDecision {
  readonly targetAgencyId: string;
  /** 1 to 5,000 characters. */
  readonly instruction: string;
}

/** What the casework asks of a decision before it lets it work on the report. */
export function requestOf(decision: LegDecision, agencyIds: readonly string[] = []): CaseRequest {
  const { reportId, dispositionId, expectedVersion } = decision;
  return { reportId, dispositionId, expectedVersion, submitted: decision.submitted ?? decision, agencyIds };
}
