import type { TuntasContext } from '../../context.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';

/** How many reports wait for one agency that is not connected. */
export interface HeldReportCountRow {
  readonly agencyId: string;
  readonly reports: number;
  readonly oldestReceivedAt: Date;
}

const mostFirst = defineKeyset('heldReportCounts', [
  { sql: 'h.reports', type: 'integer', direction: 'DESC' },
  { sql: 'h.agency_id', type: 'uuid', direction: 'ASC' },
]);

const SELECTION = `from (
    select r.held_for_agency_id as agency_id, count(*)::int as reports, min(r.received_at) as oldest
    from report r where r.held_for_agency_id is not null group by r.held_for_agency_id) h`;

/** Agencies for which reports are held, the most wanted first (VER-6). One statement. */
export async function heldReportCounts(ctx: TuntasContext, request: PageRequest): Promise<Page<HeldReportCountRow>> {
  const page = mostFirst.sql(request);
  const rows = await ctx.reads.query<HeldReportCountRow & CursorRow>(
    `select h.agency_id as "agencyId", h.reports, h.oldest as "oldestReceivedAt", ${page.cursorKey} ${SELECTION}
     where ${page.where} order by ${page.orderBy} limit ${page.limit}`,
    page.params,
  );
  return mostFirst.page(rows, request);
}

/** For how many agencies reports are held, counted up to the cap. */
export async function countHeldAgencies(ctx: TuntasContext): Promise<number> {
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql(`select 1 ${SELECTION}`));
  return row?.counted ?? 0;
}
