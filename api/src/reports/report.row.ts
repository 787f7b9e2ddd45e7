import type { ReportStatus, ServiceClass } from '../casefile/case-file.ts';
import type { Channel, ReportKind } from '../casework/report.entity.ts';
import type { Fact } from '../categories/fact.ts';

/** A report as its resolvers read it: what the viewer may see of it, and nothing of who reported beyond `display`. */
export interface ReportRow {
  readonly id: string;
  readonly trackingId: string;
  readonly kind: ReportKind;
  readonly channel: Channel;
  readonly title: string;
  readonly body: string;
  readonly categoryId: string | null;
  readonly serviceClass: ServiceClass;
  readonly eventDate: string | null;
  readonly areaCode: string | null;
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly facts: Partial<Record<Fact, string>>;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly reporterDisplay: string | null;
  readonly status: ReportStatus;
  readonly version: number;
  readonly timeZone: string;
  readonly receivedAt: Date;
  readonly publishedAt: Date | null;
  readonly verifiedAt: Date | null;
  readonly disposedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly closedAt: Date | null;
  readonly closedBy: 'REPORTER' | 'SYSTEM' | null;
  readonly archivedAt: Date | null;
  readonly archiveReason: string | null;
  readonly archiveNote: string | null;
  readonly missingFacts: Fact[];
  readonly returnNote: string | null;
  readonly heldForAgencyId: string | null;
  readonly mergedIntoId: string | null;
  readonly disputeCount: number;
  readonly rating: number | null;
}

/**
 * The columns of a ReportRow, for a table aliased `r`. Overseers read everything but identities: what a confidential
 * report shows of its reporter is for those who work on it (IDN-2, EXE-2).
 */
export const REPORT_COLUMNS = `r.id, r.tracking_id as "trackingId", r.kind, r.channel, r.title, r.body,
  r.category_id as "categoryId", r.service_class as "serviceClass", r.event_date::text as "eventDate",
  r.area_code as "areaCode", r.place, r.latitude, r.longitude, r.facts, r.anonymous, r.confidential,
  case when r.confidential and viewer_role() = 'OVERSEER' then null else r.reporter_display end as "reporterDisplay", r.status, r.version, r.time_zone as "timeZone",
  r.received_at as "receivedAt", r.published_at as "publishedAt", r.verified_at as "verifiedAt",
  r.disposed_at as "disposedAt", r.resolved_at as "resolvedAt", r.closed_at as "closedAt", r.closed_by as "closedBy",
  r.archived_at as "archivedAt", r.archive_reason as "archiveReason", r.archive_note as "archiveNote",
  r.missing_facts as "missingFacts", r.return_note as "returnNote", r.held_for_agency_id as "heldForAgencyId",
  r.merged_into_id as "mergedIntoId", r.dispute_count as "disputeCount", r.rating`;
