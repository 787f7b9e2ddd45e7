import type { FollowUpKind } from './follow-up.vocabulary.ts';

/** A follow-up as its resolvers read it. Who wrote it is not in here: the agency speaks (FUP-1). */
export interface FollowUpRow {
  readonly id: string;
  readonly reportId: string;
  readonly dispositionId: string;
  readonly agencyId: string;
  readonly kind: FollowUpKind;
  readonly text: string;
  readonly evidence: string | null;
  readonly publishedAt: Date;
}

/** The columns of a FollowUpRow, for a table aliased `f`. */
export const FOLLOW_UP_COLUMNS = `f.id, f.report_id as "reportId", f.disposition_id as "dispositionId",
  f.agency_id as "agencyId", f.kind, f.text, f.evidence, f.published_at as "publishedAt"`;
