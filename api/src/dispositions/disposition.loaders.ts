import { timeHeld } from '../casefile/custody.ts';
import type { TuntasContext } from '../context.ts';
import { registerNode } from '../platform/graphql/global-id.ts';
import { byKey, defineLoader, groupByKey } from '../platform/graphql/loaders.ts';
import { CUSTODY_COLUMNS, type CustodyRow } from './custody.row.ts';
import { DISPOSITION_COLUMNS, type DispositionRow } from './disposition.row.ts';

/** Dispositions by id; null for what does not exist and for what the viewer may not see alike (IDN-4). */
export const dispositionById = defineLoader<string, DispositionRow | null, TuntasContext>(
  'dispositionById',
  async (ctx, ids) => {
    const rows = await ctx.reads.query<DispositionRow>(
      `select ${DISPOSITION_COLUMNS} from disposition d where d.id = any($1::uuid[])`,
      [ids],
    );
    return byKey(rows, ids, (row) => row.id);
  },
);

/** All legs of a report: by track, and on a track in the order in which the agencies got it. */
export const dispositionsByReport = defineLoader<string, DispositionRow[], TuntasContext>(
  'dispositionsByReport',
  async (ctx, reportIds) => {
    const rows = await ctx.reads.query<DispositionRow>(
      `select ${DISPOSITION_COLUMNS} from disposition d where d.report_id = any($1::uuid[])
       order by d.track, d.opened_at, d.id`,
      [reportIds],
    );
    for (const row of rows) dispositionById(ctx).prime(row.id, row);
    return groupByKey(rows, reportIds, (row) => row.reportId);
  },
);

/** Who held a report: by track, and on a track one after the other (DIS-3). */
export const custodyByReport = defineLoader<string, CustodyRow[], TuntasContext>(
  'custodyByReport',
  async (ctx, reportIds) => {
    const now = ctx.clock.now();
    const rows = await ctx.reads.query<Omit<CustodyRow, 'heldMilliseconds'>>(
      `select ${CUSTODY_COLUMNS} from custody k where k.report_id = any($1::uuid[]) order by k.track, k.position`,
      [reportIds],
    );
    const timed = rows.map((row) => ({ ...row, heldMilliseconds: timeHeld(row, now) }));
    return groupByKey(timed, reportIds, (row) => row.reportId);
  },
);

/** What the agency of a leg was asked to do; null where there is nothing or the viewer may not read it (DIS-1). */
export const instructionOf = defineLoader<string, string | null, TuntasContext>('instructionOf', async (ctx, ids) => {
  const rows = await ctx.reads.query<{ id: string; instruction: string }>(
    'select disposition_id as id, instruction from disposition_instruction where disposition_id = any($1::uuid[])',
    [ids],
  );
  return byKey(rows, ids, (row) => row.id).map((row) => row?.instruction ?? null);
});

/** What an agency said on declaring a leg not its authority; null where it did not (DIS-2). */
export const declineReasonOf = defineLoader<string, string | null, TuntasContext>(
  'declineReasonOf',
  async (ctx, ids) => {
    const rows = await ctx.reads.query<{ id: string; reason: string | null }>(
      `select d.id, e.public_data ->> 'reason' as reason
       from disposition d join event e on e.report_id = d.report_id and e.disposition_id = d.id
       where d.id = any($1::uuid[]) and e.type in ('DISPOSITION_DECLINED', 'DISPOSITION_ESCALATED')`,
      [ids],
    );
    return byKey(rows, ids, (row) => row.id).map((row) => row?.reason ?? null);
  },
);

/** The leg after this one on its track; null for the last one (DIS-3). */
export async function legAfter(ctx: TuntasContext, leg: DispositionRow): Promise<DispositionRow | null> {
  const legs = await dispositionsByReport(ctx).load(leg.reportId);
  return legs.find(({ forwardedFromId }) => forwardedFromId === leg.id) ?? null;
}

registerNode<TuntasContext>('Disposition', (ctx, ids) => Promise.all(ids.map((id) => dispositionById(ctx).load(id))));
