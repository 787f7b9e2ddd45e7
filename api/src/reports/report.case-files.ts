import type { ActorKind, CaseFile, CustodyState, DispositionState, ReportState } from '../casefile/case-file.ts';
import { capacitiesOf } from '../casework/capacities.ts';
import type { TuntasContext } from '../context.ts';
import { groupByKey } from '../platform/graphql/loaders.ts';
import { clocksOfReport } from './report.clocks.loaders.ts';

/**
 * A case file read to look at, and in which capacities the viewer stands to it; agencies act on legs, not on the report.
 * Changing it changes nothing stored.
 */
export interface ReadCaseFile {
  readonly file: CaseFile;
  readonly capacities: ReadonlySet<ActorKind>;
}

type ReportStateRow = ReportState & { readonly isReporter: boolean };
type PartOfReport<State> = State & { readonly reportId: string };

const REPORTS = `select r.id, r.status, r.confidential, r.anonymous, r.category_id is not null as "hasCategory",
    r.service_class as "serviceClass", r.time_zone as "timeZone", r.received_at as "receivedAt",
    r.published_at as "publishedAt", r.verified_at as "verifiedAt", r.disposed_at as "disposedAt",
    r.resolved_at as "resolvedAt", r.closed_at as "closedAt", r.closed_by as "closedBy", r.archived_at as "archivedAt",
    r.archive_reason as "archiveReason", r.archive_note as "archiveNote", r.missing_facts as "missingFacts",
    r.return_note as "returnNote", r.pause_days_used as "pauseDaysUsed", r.held_for_agency_id as "heldForAgencyId",
    r.merged_into_id as "mergedIntoId", r.dispute_count as "disputeCount", r.rating,
    viewer_is_reporter(r.id) as "isReporter"
  from report r where r.id = any($1::uuid[])`;

const LEGS = `select d.report_id as "reportId", d.id, d.track, d.agency_id as "agencyId", d.part, d.required, d.binding,
    d.status, d.forwarded_from_id as "forwardedFromId", d.opened_at as "openedAt", d.accepted_at as "acceptedAt",
    d.first_responded_at as "firstRespondedAt", d.resolved_at as "resolvedAt", d.ended_at as "endedAt"
  from disposition d where d.report_id = any($1::uuid[]) order by d.opened_at, d.id`;

const CUSTODY = `select c.report_id as "reportId", c.track, c.position, c.holder, c.agency_id as "agencyId",
    c.disposition_id as "dispositionId", c.from_at as "fromAt", c.until_at as "untilAt"
  from custody c where c.report_id = any($1::uuid[]) order by c.track, c.position`;

/**
 * The case files of many reports in four statements, under the viewer's row policies; null for what the viewer may not
 * see. In the order of the ids.
 */
export async function readCaseFiles(ctx: TuntasContext, ids: readonly string[]): Promise<(ReadCaseFile | null)[]> {
  const reports = new Map((await ctx.reads.query<ReportStateRow>(REPORTS, [ids])).map((row) => [row.id, row]));
  const legs = groupByKey(
    await ctx.reads.query<PartOfReport<DispositionState>>(LEGS, [ids]),
    ids,
    (row) => row.reportId,
  );
  const custody = groupByKey(
    await ctx.reads.query<PartOfReport<CustodyState>>(CUSTODY, [ids]),
    ids,
    (row) => row.reportId,
  );
  const clocks = await Promise.all(ids.map((id) => clocksOfReport(ctx).load(id)));
  return ids.map((id, index) => {
    const report = reports.get(id);
    if (!report) return null;
    const file = {
      report,
      dispositions: legs[index]!,
      clocks: structuredClone(clocks[index]!),
      custody: custody[index]!,
    };
    return { file, capacities: capacitiesOf(ctx.viewer, report.isReporter) };
  });
}
