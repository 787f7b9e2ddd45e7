import { withinArea } from '../../areas/within-area.ts';
import type { Channel, ReportKind } from '../../casework/report.entity.ts';
import type { TuntasContext } from '../../context.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';
import { REPORT_COLUMNS, type ReportRow } from '../report.row.ts';
import type { FeedFilter } from './public-feed.ts';

/** What the list of all reports is narrowed to; absent parts narrow nothing. */
export interface AllReportsFilter extends FeedFilter {
  readonly kind: ReportKind | null;
  readonly channel: Channel | null;
  readonly confidential: boolean | null;
  /** The agency whose connection a held report waits for. */
  readonly heldForAgencyId: string | null;
}

const newestFirst = defineKeyset('allReports', [
  { sql: 'r.received_at', type: 'timestamptz', direction: 'DESC' },
  { sql: 'r.id', type: 'uuid', direction: 'DESC' },
]);

interface Selection {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Only the conditions that narrow: PostgreSQL then plans each combination by itself. */
function selectionOf(filter: AllReportsFilter): Selection {
  const params: unknown[] = [];
  const conditions = ['true'];
  const narrow = (value: unknown, condition: (placeholder: string) => string) => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return;
    params.push(value);
    conditions.push(condition(`$${params.length}`));
  };
  // Behind a single status the rows of its index lie in the order of the list.
  const { statuses = [] } = filter;
  if (statuses.length === 1) narrow(statuses[0], (at) => `r.status = ${at}`);
  else narrow(statuses, (at) => `r.status = any(${at}::text[])`);
  narrow(filter.categoryIds, (at) => `r.category_id = any(${at}::uuid[])`);
  narrow(filter.areaCode, (at) => withinArea('r.area_code', at));
  narrow(filter.kind, (at) => `r.kind = ${at}`);
  narrow(filter.channel, (at) => `r.channel = ${at}`);
  narrow(filter.confidential, (at) => `r.confidential = ${at}::boolean`);
  narrow(filter.heldForAgencyId, (at) => `r.held_for_agency_id = ${at}::uuid`);
  return { sql: `from report r where ${conditions.join(' and ')}`, params };
}

/**
 * Reports in every state, published or not, newest first, as far as the viewer's row policies go: interns see no
 * confidential ones (VER-1, VER-6). One statement.
 */
export async function allReports(
  ctx: TuntasContext,
  filter: AllReportsFilter,
  request: PageRequest,
): Promise<Page<ReportRow>> {
  const selection = selectionOf(filter);
  const page = newestFirst.sql(request, selection.params.length);
  const rows = await ctx.reads.query<ReportRow & CursorRow>(
    `select ${REPORT_COLUMNS}, ${page.cursorKey} ${selection.sql} and ${page.where} order by ${page.orderBy} limit ${page.limit}`,
    [...selection.params, ...page.params],
  );
  return newestFirst.page(rows, request);
}

/** How many there are, counted up to the cap. */
export async function countAllReports(ctx: TuntasContext, filter: AllReportsFilter): Promise<number> {
  const selection = selectionOf(filter);
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql(`select 1 ${selection.sql}`), selection.params);
  return row?.counted ?? 0;
}
