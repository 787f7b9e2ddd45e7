import type { TuntasContext } from '../context.ts';
import { registerNode } from '../platform/graphql/global-id.ts';
import type { Page } from '../platform/graphql/keyset.ts';
import { byKey, defineLoader } from '../platform/graphql/loaders.ts';
import { FOLLOW_UP_COLUMNS, type FollowUpRow } from './follow-up.row.ts';
import { endsOfFollowUps, type ListEnd } from './queries/follow-ups-of-report.ts';

/** Follow-ups by id; null for what does not exist and for what the viewer may not see alike (IDN-4). */
export const followUpById = defineLoader<string, FollowUpRow | null, TuntasContext>(
  'followUpById',
  async (ctx, ids) => {
    const rows = await ctx.reads.query<FollowUpRow>(
      `select ${FOLLOW_UP_COLUMNS} from follow_up f where f.id = any($1::uuid[])`,
      [ids],
    );
    return byKey(rows, ids, (row) => row.id);
  },
);

registerNode<TuntasContext>('FollowUp', (ctx, ids) => Promise.all(ids.map((id) => followUpById(ctx).load(id))));

/** How many follow-ups a report has. */
export const followUpCount = defineLoader<string, number, TuntasContext>('followUpCount', async (ctx, reportIds) => {
  const rows = await ctx.reads.query<{ reportId: string; count: number }>(
    `select report_id as "reportId", count(*)::int as count from follow_up where report_id = any($1::uuid[]) group by 1`,
    [reportIds],
  );
  return byKey(rows, reportIds, (row) => row.reportId).map((row) => row?.count ?? 0);
});

const endOfFollowUps = defineLoader<string, Page<FollowUpRow>, TuntasContext>('endOfFollowUps', async (ctx, keys) => {
  const wanted = keys.map((key) => JSON.parse(key) as { reportId: string; end: ListEnd });
  const pages = new Map<string, Page<FollowUpRow>>();
  // Lists of one operation nearly always ask for the same number of rows: then this is one statement.
  for (const end of new Set(wanted.map((it) => JSON.stringify(it.end)))) {
    const reportIds = wanted.filter((it) => JSON.stringify(it.end) === end).map((it) => it.reportId);
    const found = await endsOfFollowUps(ctx, reportIds, JSON.parse(end) as ListEnd);
    found.forEach((page, index) => pages.set(`${reportIds[index]} ${end}`, page));
  }
  return wanted.map((it) => pages.get(`${it.reportId} ${JSON.stringify(it.end)}`)!);
});

/** The first or last follow-ups of a report, many reports at a time. */
export function firstFollowUps(ctx: TuntasContext, reportId: string, end: ListEnd): Promise<Page<FollowUpRow>> {
  return endOfFollowUps(ctx).load(JSON.stringify({ reportId, end }));
}
