import type { CustodyState } from '../casefile/case-file.ts';

/** Who held a track of a report, as resolvers read it (DIS-3). */
export interface CustodyRow extends CustodyState {
  readonly reportId: string;
  /** Up to the moment of reading, while they still hold it. */
  readonly heldMilliseconds: number;
}

/** The columns of a CustodyRow but for the time held, for a table aliased `k`. */
export const CUSTODY_COLUMNS = `k.report_id as "reportId", k.track, k.position, k.holder, k.agency_id as "agencyId",
  k.disposition_id as "dispositionId", k.from_at as "fromAt", k.until_at as "untilAt"`;
