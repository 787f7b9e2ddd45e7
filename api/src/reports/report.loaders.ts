import type { TuntasContext } from '../context.ts';
import { registerNode } from '../platform/graphql/global-id.ts';
import { byKey, defineLoader } from '../platform/graphql/loaders.ts';
import { REPORT_COLUMNS, type ReportRow } from './report.row.ts';

/** Reports by id; null for what does not exist and for what the viewer may not see alike (IDN-4). */
export const reportById = defineLoader<string, ReportRow | null, TuntasContext>('reportById', async (ctx, ids) => {
  const rows = await ctx.reads.query<ReportRow>(`select ${REPORT_COLUMNS} from report r where r.id = any($1::uuid[])`, [
    ids,
  ]);
  return byKey(rows, ids, (row) => row.id);
});

/** Under which tracking ID a merged report lives on; null where that one is confidential and the viewer may not see it. */
const trackingIdOfPrimary = defineLoader<string, string | null, TuntasContext>(
  'trackingIdOfPrimary',
  async (ctx, ids) => {
    const rows = await ctx.reads.query<{ id: string; trackingId: string | null }>(
      `select r.id, coalesce((select p.tracking_id from report p where p.id = r.merged_into_id),
       merged_into_tracking_id(r.id)) as "trackingId" from report r where r.id = any($1::uuid[])`,
      [ids],
    );
    return byKey(rows, ids, (row) => row.id).map((row) => row?.trackingId ?? null);
  },
);

/** The tracking ID of the report that this one was merged into (VER-7); null when it is not merged. */
export async function primaryTrackingId(ctx: TuntasContext, report: ReportRow): Promise<string | null> {
  return report.mergedIntoId === null ? null : trackingIdOfPrimary(ctx).load(report.id);
}

registerNode<TuntasContext>('Report', (ctx, ids) => reportById(ctx).loadMany(ids) as Promise<(ReportRow | null)[]>);
