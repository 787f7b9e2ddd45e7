import type { TuntasContext } from '../context.ts';
import { byKey, defineLoader } from '../platform/graphql/loaders.ts';

/** Who is deciding on a report, until when (VER-4). */
export interface ClaimRow {
  readonly reportId: string;
  readonly personId: string;
  readonly until: Date;
}

/** The living claim of a report; null without one, and for viewers who may not know of claims. */
export const claimOfReport = defineLoader<string, ClaimRow | null, TuntasContext>(
  'claimOfReport',
  async (ctx, reportIds) => {
    const rows = await ctx.reads.query<ClaimRow>(
      `select report_id as "reportId", person_id as "personId", expires_at as until from report_claim
       where report_id = any($1::uuid[]) and expires_at > $2::timestamptz`,
      [reportIds, ctx.clock.now()],
    );
    return byKey(rows, reportIds, (row) => row.reportId);
  },
);
