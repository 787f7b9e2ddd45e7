import type { TuntasContext } from '../context.ts';
import { registerNode } from '../platform/graphql/global-id.ts';
import { byKey, defineLoader, groupByKey } from '../platform/graphql/loaders.ts';
import { FEEDBACK_COLUMNS, type FeedbackRow } from './feedback.row.ts';

/** Feedback by id; null for what does not exist and for what the viewer may not see alike (IDN-4). */
export const feedbackById = defineLoader<string, FeedbackRow | null, TuntasContext>(
  'feedbackById',
  async (ctx, ids) => {
    const rows = await ctx.reads.query<FeedbackRow>(
      `select ${FEEDBACK_COLUMNS} from feedback f where f.id = any($1::uuid[])`,
      [ids],
    );
    return byKey(rows, ids, (row) => row.id);
  },
);

/** All feedback on a report, oldest first. */
export const feedbackByReport = defineLoader<string, FeedbackRow[], TuntasContext>(
  'feedbackByReport',
  async (ctx, reportIds) => {
    const rows = await ctx.reads.query<FeedbackRow>(
      `select ${FEEDBACK_COLUMNS} from feedback f where f.report_id = any($1::uuid[]) order by f.given_at, f.id`,
      [reportIds],
    );
    return groupByKey(rows, reportIds, (row) => row.reportId);
  },
);

/** How many resolutions of an agency that led a public report were disputed (FUP-5): the same number for everybody. */
export const disputedClosings = defineLoader<string, number, TuntasContext>(
  'disputedClosings',
  async (ctx, agencyIds) => {
    const rows = await ctx.reads.query<{ agencyId: string; disputes: number }>(
      `select agency_id as "agencyId", disputes from disputed_closings($1::uuid[])`,
      [agencyIds],
    );
    return byKey(rows, agencyIds, (row) => row.agencyId).map((row) => row?.disputes ?? 0);
  },
);

registerNode<TuntasContext>('Feedback', (ctx, ids) => Promise.all(ids.map((id) => feedbackById(ctx).load(id))));
