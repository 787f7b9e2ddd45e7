import { withinArea } from '../../areas/within-area.ts';
import type { TuntasContext } from '../../context.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';
import { REPORT_COLUMNS, type ReportRow } from '../report.row.ts';

/** What a list of reports is narrowed to; absent parts narrow nothing. */
export interface FeedFilter {
  readonly statuses?: readonly string[];
  readonly categoryIds?: readonly string[];
  /** An area and everything below it. */
  readonly areaCode?: string | null;
}

const newestFirst = defineKeyset('reports', [
  { sql: 'r.received_at', type: 'timestamptz', direction: 'DESC' },
  { sql: 'r.id', type: 'uuid', direction: 'DESC' },
]);

interface Selection {
  /** What stands before the reports: each status that is wanted, or nothing. */
  readonly wanted: string;
  readonly where: string;
  readonly params: readonly unknown[];
}

/**
 * Only the conditions that narrow: PostgreSQL then plans each combination by itself. Each status is looked for by itself
 * in an index of what is published. Together they would be looked for along the feed, and those that are hardly ever
 * published (archived, merged) in all of it.
 */
function selectionOf({ statuses = [], categoryIds = [], areaCode }: FeedFilter): Selection {
  const params: unknown[] = [];
  const conditions = ['r.published_at is not null', 'not r.confidential'];
  const narrow = (condition: (placeholder: string) => string, value: unknown) => {
    params.push(value);
    conditions.push(condition(`$${params.length}`));
  };
  if (statuses.length > 0) {
    params.push([...new Set(statuses)]);
    conditions.push('r.status = wanted.status');
  }
  // One value and several are different to an index: only behind a single one its rows lie in the order of the feed.
  if (categoryIds.length === 1) narrow((at) => `r.category_id = ${at}::uuid`, categoryIds[0]);
  if (categoryIds.length > 1) narrow((at) => `r.category_id = any(${at}::uuid[])`, categoryIds);
  if (areaCode != null) narrow((at) => withinArea('r.area_code', at), areaCode);
  const wanted = statuses.length > 0 ? 'unnest($1::text[]) as wanted (status) cross join lateral' : '';
  return { wanted, where: conditions.join(' and '), params };
}

/** Published reports, newest first (PUB-1). One statement. */
export async function publicFeed(
  ctx: TuntasContext,
  filter: FeedFilter,
  request: PageRequest,
): Promise<Page<ReportRow>> {
  const { wanted, where, params } = selectionOf(filter);
  const page = newestFirst.sql(request, params.length);
  const inOrder = `order by ${page.orderBy} limit ${page.limit}`;
  const rows = await ctx.reads.query<ReportRow & CursorRow>(
    `select ${REPORT_COLUMNS}, ${page.cursorKey}
     from ${wanted} (select r.* from report r where ${where} and ${page.where} ${inOrder}) r ${inOrder}`,
    [...params, ...page.params],
  );
  return newestFirst.page(rows, request);
}

/** How many reports the feed has, counted up to the cap. */
export async function countPublicFeed(ctx: TuntasContext, filter: FeedFilter): Promise<number> {
  const { wanted, where, params } = selectionOf(filter);
  const sql = cappedCountSql(`select 1 from ${wanted} (select from report r where ${where} offset 0) r`);
  const row = await ctx.reads.one<{ counted: number }>(sql, params);
  return row?.counted ?? 0;
}
