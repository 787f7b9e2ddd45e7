import type { RequestContext } from './context.ts';
import { COUNT_CAP } from './connection.ts';
import { defineKeyset, type CursorRow, type KeyColumn, type Page, type PageRequest } from './keyset.ts';
import { byKey, defineLoader, groupByKey } from './loaders.ts';

/** A paged list below each row of another list, such as the children of every agency on a page. */
export interface NestedList<Row> {
  page(ctx: RequestContext, parent: string, request: PageRequest): Promise<Page<Row>>;
  /** How many rows the whole list of `parent` has, counted up to the cap. */
  count(ctx: RequestContext, parent: string): Promise<number>;
}

export interface NestedListSql {
  readonly columns: string;
  /** What follows `from`; `parent.key` is the parent's key as text. */
  readonly from: string;
  /** The condition that finds the rows of one parent. */
  readonly where: string;
  readonly order: readonly KeyColumn[];
}

/** Reads the lists of all parents that ask for the same part of theirs in one statement. */
export function defineNestedList<Row extends object>(name: string, sql: NestedListSql): NestedList<Row> {
  const keyset = defineKeyset(name, sql.order);

  type Found = Row & CursorRow & { listOf: string; place: string };

  async function readPages(ctx: RequestContext, parents: readonly string[], request: PageRequest) {
    const page = keyset.sql(request, 1);
    const rows = await ctx.reads.query<Found>(
      `select parent.key as "listOf", listed.* from unnest($1::text[]) as parent(key) cross join lateral (
         select ${sql.columns}, ${page.cursorKey}, row_number() over (order by ${page.orderBy}) as place
         from ${sql.from} where ${sql.where} and ${page.where} order by ${page.orderBy} limit ${page.limit}) listed
       order by listed.place`,
      [parents, ...page.params],
    );
    return groupByKey(rows, parents, (row) => row.listOf).map((found) => keyset.page(found, request));
  }

  /** Keys are the parent and the part of its list, as JSON: parents that ask for the same part share a statement. */
  const pages = defineLoader<string, Page<Row>, RequestContext>(`${name}.pages`, async (ctx, keys) => {
    const wanted = keys.map((key) => JSON.parse(key) as [parent: string, part: string]);
    const read = new Map<string, Page<Row>>();
    for (const part of new Set(wanted.map(([, it]) => it))) {
      const parents = wanted.filter(([, it]) => it === part).map(([parent]) => parent);
      const found = await readPages(ctx, parents, JSON.parse(part) as PageRequest);
      parents.forEach((parent, index) => read.set(JSON.stringify([parent, part]), found[index]!));
    }
    return keys.map((key) => read.get(key)!);
  });

  const counts = defineLoader<string, number, RequestContext>(`${name}.count`, async (ctx, parents) => {
    const rows = await ctx.reads.query<{ key: string; counted: number }>(
      `select parent.key, (select count(*)::int from (
         select 1 from ${sql.from} where ${sql.where} limit ${COUNT_CAP}) capped) as counted
       from unnest($1::text[]) as parent(key)`,
      [parents],
    );
    return byKey(rows, parents, (row) => row.key).map((row) => row?.counted ?? 0);
  });

  return {
    page: (ctx, parent, request) => pages(ctx).load(JSON.stringify([parent, JSON.stringify(request)])),
    count: (ctx, parent) => counts(ctx).load(parent),
  };
}
