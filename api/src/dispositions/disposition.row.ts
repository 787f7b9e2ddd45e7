import type { DispositionStatus } from '../casefile/case-file.ts';

/** One agency's leg of a report as its resolvers read it (DIS-1). */
export interface DispositionRow {
  readonly id: string;
  readonly reportId: string;
  readonly track: number;
  readonly agencyId: string;
  readonly part: 'LEAD' | 'SUPPORTING';
  readonly required: boolean;
  readonly binding: boolean;
  readonly status: DispositionStatus;
  readonly forwardedFromId: string | null;
  readonly openedAt: Date;
  readonly acceptedAt: Date | null;
  readonly firstRespondedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly endedAt: Date | null;
  readonly nextDueAt: Date | null;
  readonly version: number;
}

/** The columns of a DispositionRow, for a table aliased `d`. */
export const DISPOSITION_COLUMNS = `d.id, d.report_id as "reportId", d.track, d.agency_id as "agencyId", d.part,
  d.required, d.binding, d.status, d.forwarded_from_id as "forwardedFromId", d.opened_at as "openedAt",
  d.accepted_at as "acceptedAt", d.first_responded_at as "firstRespondedAt", d.resolved_at as "resolvedAt",
  d.ended_at as "endedAt", d.next_due_at as "nextDueAt", d.version`;
