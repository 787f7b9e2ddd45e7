import type { TuntasContext } from '../../context.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';
import { DISCLOSURE_COLUMNS, type DisclosureRow } from '../disclosure.row.ts';

const oldestFirst = defineKeyset('disclosureQueue', [
  { sql: 's.requested_at', type: 'timestamptz', direction: 'ASC' },
  { sql: 's.id', type: 'uuid', direction: 'ASC' },
]);

const SELECTION = `from disclosure s where s.status in ('REQUESTED', 'AWAITING_SECOND_ADMIN')`;

/** Requests that wait for an admin, oldest first. One statement. */
export async function disclosureQueue(ctx: TuntasContext, request: PageRequest): Promise<Page<DisclosureRow>> {
  const page = oldestFirst.sql(request);
  const rows = await ctx.reads.query<DisclosureRow & CursorRow>(
    `select ${DISCLOSURE_COLUMNS}, ${page.cursorKey} ${SELECTION} and ${page.where}
     order by ${page.orderBy} limit ${page.limit}`,
    page.params,
  );
  return oldestFirst.page(rows, request);
}

/** How many requests wait, counted up to the cap. */
export async function countDisclosureQueue(ctx: TuntasContext): Promise<number> {
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql(`select 1 ${SELECTION}`));
  return row?.counted ?? 0;
}
