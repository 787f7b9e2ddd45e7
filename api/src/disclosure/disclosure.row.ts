import type { DisclosureStatus, IdentityReader } from './disclosure.vocabulary.ts';

/** A disclosure as its resolvers read it. */
export interface DisclosureRow {
  readonly id: string;
  readonly reportId: string;
  /** Null: an admin asked, not an agency. */
  readonly agencyId: string | null;
  readonly requestedById: string;
  readonly reason: string;
  readonly status: DisclosureStatus;
  readonly requestedAt: Date;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
  readonly expiresAt: Date | null;
  readonly version: number;
}

/** The columns of a DisclosureRow, for a table aliased `s`. */
export const DISCLOSURE_COLUMNS = `s.id, s.report_id as "reportId", s.agency_id as "agencyId",
  s.requested_by_id as "requestedById", s.reason, s.status, s.requested_at as "requestedAt",
  s.decided_at as "decidedAt", s.decision_note as "decisionNote", s.expires_at as "expiresAt", s.version`;

/** One reading of a reporter's identity, from its event. */
export interface IdentityReadRow {
  readonly reportId: string;
  readonly at: Date;
  readonly readerKind: IdentityReader;
  readonly agencyId: string | null;
}
