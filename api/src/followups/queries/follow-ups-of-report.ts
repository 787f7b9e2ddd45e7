import type { TuntasContext } from '../../context.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';
import { groupByKey } from '../../platform/graphql/loaders.ts';
import { FOLLOW_UP_COLUMNS, type FollowUpRow } from '../follow-up.row.ts';

const newestLast = defineKeyset('followUps', [
  { sql: 'f.published_at', type: 'timestamptz', direction: 'ASC' },
  { sql: 'f.id', type: 'uuid', direction: 'ASC' },
]);

/** A page at an end of the list: no cursor, so that many reports can be asked for at once. */
export interface ListEnd {
  readonly first: number | null;
  readonly last: number | null;
}

/** One page of a report's follow-ups from a cursor on, newest last. One statement. */
export async function followUpsOfReport(
  ctx: TuntasContext,
  reportId: string,
  request: PageRequest,
): Promise<Page<FollowUpRow>> {
  const page = newestLast.sql(request, 1);
  const rows = await ctx.reads.query<FollowUpRow & CursorRow>(
    `select ${FOLLOW_UP_COLUMNS}, ${page.cursorKey} from follow_up f
     where f.report_id = $1::uuid and ${page.where} order by ${page.orderBy} limit ${page.limit}`,
    [reportId, ...page.params],
  );
  return newestLast.page(rows, request);
}

/** The pages at one end of the lists of many reports, in the order of the reports. One statement. */
export async function endsOfFollowUps(
  ctx: TuntasContext,
  reportIds: readonly string[],
  end: ListEnd,
): Promise<Page<FollowUpRow>[]> {
  const page = newestLast.sql(end);
  const rows = await ctx.reads.query<FollowUpRow & CursorRow>(
    `select page.* from unnest($1::uuid[]) as wanted(report_id) cross join lateral (
       select ${FOLLOW_UP_COLUMNS}, ${page.cursorKey}, row_number() over (order by ${page.orderBy}) as place
       from follow_up f where f.report_id = wanted.report_id order by ${page.orderBy} limit ${page.limit}) as page
     order by page.place`,
    [reportIds],
  );
  return groupByKey(rows, reportIds, (row) => row.reportId).map((own) => newestLast.page(own, end));
}
