import { namePatterns } from '../../platform/database/name-search.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import type { RequestContext } from '../../platform/graphql/context.ts';
import {
  defineKeyset,
  type CursorRow,
  type KeyColumn,
  type Page,
  type PageRequest,
} from '../../platform/graphql/keyset.ts';
import { defineNestedList } from '../../platform/graphql/nested-list.ts';
import { AREA_COLUMNS, type AreaLevel, type AreaRow } from '../area.row.ts';

/** What the list of areas is narrowed to; null narrows nothing, and nothing at all means the provinces. */
export interface AreaFilter {
  /** Alone, what lies directly below this area; with a level or a search, whatever lies within it. */
  readonly parentCode: string | null;
  readonly level: AreaLevel | null;
  /** Words that all occur in the name. */
  readonly search: string | null;
}

const NAME_AND_CODE: readonly KeyColumn[] = [
  { sql: 'a.name', type: 'text', direction: 'ASC' },
  { sql: 'a.code', type: 'text', direction: 'ASC' },
];

const byName = defineKeyset('areas', NAME_AND_CODE);

/** The higher the level, the shorter the code: who searches for a city means it before the districts of its name. */
const highestFirst = defineKeyset('areasFound', [
  { sql: 'length(a.code)', type: 'integer', direction: 'ASC' },
  ...NAME_AND_CODE,
]);

interface Selection {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Only the conditions that narrow: PostgreSQL then plans each combination by itself. */
function selectionOf({ parentCode, level, search }: AreaFilter): Selection {
  const params: unknown[] = [];
  const conditions: string[] = [];
  const narrow = (condition: (placeholder: string) => string, value: unknown) => {
    params.push(value);
    conditions.push(condition(`$${params.length}`));
  };
  const isDeep = level !== null || search !== null;
  if (parentCode === null && !isDeep) conditions.push('a.parent_code is null');
  if (parentCode !== null && !isDeep) narrow((at) => `a.parent_code = ${at}`, parentCode);
  if (parentCode !== null && isDeep) narrow((at) => `a.code like ${at}`, `${parentCode.replace(/[\\%_]/g, '\\$&')}.%`);
  if (level !== null) narrow((at) => `a.level = ${at}`, level);
  for (const pattern of namePatterns(search ?? '')) narrow((at) => `a.name ilike ${at}`, pattern);
  return { sql: `from area a where ${['true', ...conditions].join(' and ')}`, params };
}

/** Areas by name; what a search finds, the highest level first. One statement. */
export async function areaList(ctx: RequestContext, filter: AreaFilter, request: PageRequest): Promise<Page<AreaRow>> {
  const selection = selectionOf(filter);
  const order = filter.search === null ? byName : highestFirst;
  const page = order.sql(request, selection.params.length);
  const rows = await ctx.reads.query<AreaRow & CursorRow>(
    `select ${AREA_COLUMNS}, ${page.cursorKey} ${selection.sql} and ${page.where} order by ${page.orderBy} limit ${page.limit}`,
    [...selection.params, ...page.params],
  );
  return order.page(rows, request);
}

/** How many areas the list has, counted up to the cap. */
export async function countAreas(ctx: RequestContext, filter: AreaFilter): Promise<number> {
  const selection = selectionOf(filter);
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql(`select 1 ${selection.sql}`), selection.params);
  return row?.counted ?? 0;
}

/** The areas directly below each area, by name. One statement for all parents. */
export const areasBelow = defineNestedList<AreaRow>('areaChildren', {
  columns: AREA_COLUMNS,
  from: 'area a',
  where: 'a.parent_code = parent.key',
  order: NAME_AND_CODE,
});
