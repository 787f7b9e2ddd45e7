/** A feedback as its resolvers read it. */
export interface FeedbackRow {
  readonly id: string;
  readonly reportId: string;
  readonly agencyId: string;
  readonly satisfied: boolean;
  readonly text: string | null;
  readonly rating: number | null;
  readonly givenAt: Date;
}

/** The columns of a FeedbackRow, for a table aliased `f`. */
export const FEEDBACK_COLUMNS = `f.id, f.report_id as "reportId", f.agency_id as "agencyId", f.satisfied, f.text, f.rating,
  f.given_at as "givenAt"`;
