import type { TuntasContext } from '../../context.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';
import { REPORT_COLUMNS, type ReportRow } from '../report.row.ts';

const newestFirst = defineKeyset('ownReports', [
  { sql: 'r.received_at', type: 'timestamptz', direction: 'DESC' },
  { sql: 'r.id', type: 'uuid', direction: 'DESC' },
]);

const SELECTION = 'from reporter_identity i join report r on r.id = i.report_id where i.person_id = $1::uuid';

/** The viewer's own reports, newest first, confidential and unpublished ones too. One statement. */
export async function ownReports(ctx: TuntasContext, request: PageRequest): Promise<Page<ReportRow>> {
  const page = newestFirst.sql(request, 1);
  const rows = await ctx.reads.query<ReportRow & CursorRow>(
    `select ${REPORT_COLUMNS}, ${page.cursorKey} ${SELECTION} and ${page.where} order by ${page.orderBy} limit ${page.limit}`,
    [ctx.viewer.personId, ...page.params],
  );
  return newestFirst.page(rows, request);
}

/** How many reports the viewer has filed, counted up to the cap. */
export async function countOwnReports(ctx: TuntasContext): Promise<number> {
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql(`select 1 ${SELECTION}`), [ctx.viewer.personId]);
  return row?.counted ?? 0;
}
