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

registerNode<TuntasContext>('Report', (ctx, ids) => reportById(ctx).loadMany(ids) as Promise<(ReportRow | null)[]>);
