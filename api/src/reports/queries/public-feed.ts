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

const SELECTION = `from report r
  where r.published_at is not null and not r.confidential
    and ($1::text[] is null or r.status = any($1)) and ($2::uuid[] is null or r.category_id = any($2))
    and ($3::text is null or r.area_code = $3 or r.area_code like $3 || '.%')`;

function parameters(filter: FeedFilter): unknown[] {
  const some = (values: readonly string[] | undefined) => (values?.length ? values : null);
  return [some(filter.statuses), some(filter.categoryIds), filter.areaCode ?? null];
}

/** Published reports, newest first (PUB-1). One statement. */
export async function publicFeed(
  ctx: TuntasContext,
  filter: FeedFilter,
  request: PageRequest,
): Promise<Page<ReportRow>> {
  const params = parameters(filter);
  const page = newestFirst.sql(request, params.length);
  const rows = await ctx.reads.query<ReportRow & CursorRow>(
    `select ${REPORT_COLUMNS}, ${page.cursorKey} ${SELECTION} and ${page.where} order by ${page.orderBy} limit ${page.limit}`,
    [...params, ...page.params],
  );
  return newestFirst.page(rows, request);
}

/** How many reports the feed has, counted up to the cap. */
export async function countPublicFeed(ctx: TuntasContext, filter: FeedFilter): Promise<number> {
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql(`select 1 ${SELECTION}`), parameters(filter));
  return row?.counted ?? 0;
}
