import { cappedCountSql } from '../../platform/graphql/connection.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import { namePatterns } from '../../platform/database/name-search.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';
import { defineNestedList } from '../../platform/graphql/nested-list.ts';
import { AGENCY_COLUMNS, type AgencyKind, type AgencyRow } from '../agency.row.ts';

/** What the list of agencies is narrowed to; null narrows nothing. */
export interface AgencyFilter {
  readonly type: AgencyKind | null;
  readonly connected: boolean | null;
  readonly parentId: string | null;
  /** Words that all occur in the names and codes from the top agency down. */
  readonly search: string | null;
}

const byName = defineKeyset('agencies', [
  { sql: 'a.name', type: 'text', direction: 'ASC' },
  { sql: 'a.id', type: 'uuid', direction: 'ASC' },
]);

/** Who searches for a city means its government before the hundreds of units below it. */
const highestFirst = defineKeyset('agenciesFound', [
  { sql: `(length(a.code) - length(replace(a.code, '.', '')))`, type: 'integer', direction: 'ASC' },
  { sql: 'a.name', type: 'text', direction: 'ASC' },
  { sql: 'a.id', type: 'uuid', direction: 'ASC' },
]);

interface Selection {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Only the conditions that narrow: PostgreSQL then plans each combination by itself. */
function selectionOf(filter: AgencyFilter): Selection {
  const params: unknown[] = [];
  const conditions: string[] = [];
  const narrow = (condition: (placeholder: string) => string, value: unknown) => {
    params.push(value);
    conditions.push(condition(`$${params.length}`));
  };
  if (filter.type !== null) narrow((at) => `a.type = ${at}`, filter.type);
  if (filter.connected !== null) narrow((at) => `(a.connected_at is not null) = ${at}::boolean`, filter.connected);
  if (filter.parentId !== null) narrow((at) => `a.parent_id = ${at}::uuid`, filter.parentId);
  for (const pattern of namePatterns(filter.search ?? '')) {
    // A pattern that is no word within the text is the beginning of a name.
    const column = pattern.startsWith('%') ? 'a.search_text' : 'a.name';
    narrow((at) => `${column} ilike ${at}`, pattern);
  }
  return { sql: `from agency a where ${['true', ...conditions].join(' and ')}`, params };
}

/** Agencies by name; what a search finds, the highest first. One statement. */
export async function agencyList(
  ctx: RequestContext,
  filter: AgencyFilter,
  request: PageRequest,
): Promise<Page<AgencyRow>> {
  const selection = selectionOf(filter);
  const order = filter.search === null ? byName : highestFirst;
  const page = order.sql(request, selection.params.length);
  const rows = await ctx.reads.query<AgencyRow & CursorRow>(
    `select ${AGENCY_COLUMNS}, ${page.cursorKey} ${selection.sql} and ${page.where} order by ${page.orderBy} limit ${page.limit}`,
    [...selection.params, ...page.params],
  );
  return order.page(rows, request);
}

/** How many agencies the list has, counted up to the cap. */
export async function countAgencies(ctx: RequestContext, filter: AgencyFilter): Promise<number> {
  const selection = selectionOf(filter);
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql(`select 1 ${selection.sql}`), selection.params);
  return row?.counted ?? 0;
}

/** The units directly below each agency, in the order in which they are shown. One statement for all parents. */
export const unitsBelow = defineNestedList<AgencyRow>('agencyChildren', {
  columns: AGENCY_COLUMNS,
  from: 'agency a',
  where: 'a.parent_id = parent.key::uuid',
  order: [
    { sql: 'a.sort', type: 'integer', direction: 'ASC' },
    { sql: 'a.name', type: 'text', direction: 'ASC' },
    { sql: 'a.id', type: 'uuid', direction: 'ASC' },
  ],
});
