import type { TuntasContext } from '../../context.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';

/** A published root. */
export interface AuditRootRow {
  readonly day: string;
  readonly position: string;
  readonly hash: string;
  readonly publishedAt: Date;
}

const newestFirst = defineKeyset('auditRoots', [{ sql: 'a.day', type: 'date', direction: 'DESC' }]);

/** The published roots, newest first. One statement. */
export async function auditRoots(ctx: TuntasContext, request: PageRequest): Promise<Page<AuditRootRow>> {
  const page = newestFirst.sql(request);
  const rows = await ctx.reads.query<AuditRootRow & CursorRow>(
    `select a.day::text, a.position::text, encode(a.hash, 'hex') as hash, a.published_at as "publishedAt",
       ${page.cursorKey}
     from audit_root a where ${page.where} order by ${page.orderBy} limit ${page.limit}`,
    page.params,
  );
  return newestFirst.page(rows, request);
}

/** How many days have a root, counted up to the cap. */
export async function countAuditRoots(ctx: TuntasContext): Promise<number> {
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql('select 1 from audit_root'));
  return row?.counted ?? 0;
}
