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
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Only the conditions that narrow: PostgreSQL then plans each combination by itself. */
function selectionOf({ statuses, categoryIds, areaCode }: FeedFilter): Selection {
  const params: unknown[] = [];
  const conditions: string[] = [];
  const narrow = (condition: (placeholder: string) => string, value: unknown) => {
    params.push(value);
    conditions.push(condition(`$${params.length}`));
  };
  // One value and several are different to an index: only behind a single one its rows lie in the order of the feed.
  const narrowTo = (column: string, type: string, values: readonly string[] = []) => {
    if (values.length === 1) narrow((at) => `${column} = ${at}::${type}`, values[0]);
    if (values.length > 1) narrow((at) => `${column} = any(${at}::${type}[])`, values);
  };
  narrowTo('r.status', 'text', statuses);
  narrowTo('r.category_id', 'uuid', categoryIds);
  if (areaCode != null) narrow((at) => withinArea('r.area_code', at), areaCode);
  const published = ['r.published_at is not null', 'not r.confidential'];
  return { sql: `from report r where ${[...published, ...conditions].join(' and ')}`, params };
}

/** Published reports, newest first (PUB-1). One statement. */
export async function publicFeed(
  ctx: TuntasContext,
  filter: FeedFilter,
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

/** How many reports the feed has, counted up to the cap. */
export async function countPublicFeed(ctx: TuntasContext, filter: FeedFilter): Promise<number> {
  const selection = selectionOf(filter);
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql(`select 1 ${selection.sql}`), selection.params);
  return row?.counted ?? 0;
}
