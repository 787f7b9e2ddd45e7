import type { TuntasContext } from '../context.ts';
import { registerNode } from '../platform/graphql/global-id.ts';
import { byKey, defineLoader, groupByKey } from '../platform/graphql/loaders.ts';
import { DISCLOSURE_COLUMNS, type DisclosureRow, type IdentityReadRow } from './disclosure.row.ts';

/** Disclosures by id; null for what does not exist and for what the viewer may not see alike. */
export const disclosureById = defineLoader<string, DisclosureRow | null, TuntasContext>(
  'disclosureById',
  async (ctx, ids) => {
    const rows = await ctx.reads.query<DisclosureRow>(
      `select ${DISCLOSURE_COLUMNS} from disclosure s where s.id = any($1::uuid[])`,
      [ids],
    );
    return byKey(rows, ids, (row) => row.id);
  },
);

/** All requests about a report that the viewer may see, oldest first. */
export const disclosuresByReport = defineLoader<string, DisclosureRow[], TuntasContext>(
  'disclosuresByReport',
  async (ctx, reportIds) => {
    const rows = await ctx.reads.query<DisclosureRow>(
      `select ${DISCLOSURE_COLUMNS} from disclosure s where s.report_id = any($1::uuid[]) order by s.requested_at, s.id`,
      [reportIds],
    );
    return groupByKey(rows, reportIds, (row) => row.reportId);
  },
);

/** Every reading of a reporter's identity, newest first, for those who may know of it: row-level security decides. */
export const identityReadsByReport = defineLoader<string, IdentityReadRow[], TuntasContext>(
  'identityReadsByReport',
  async (ctx, reportIds) => {
    const rows = await ctx.reads.query<IdentityReadRow>(
      `select e.report_id as "reportId", e.occurred_at as at, e.actor_kind as "readerKind", e.actor_agency_id as "agencyId"
       from event e where e.report_id = any($1::uuid[]) and e.type = 'IDENTITY_READ' order by e.id desc`,
      [reportIds],
    );
    return groupByKey(rows, reportIds, (row) => row.reportId);
  },
);

registerNode<TuntasContext>('Disclosure', (ctx, ids) => Promise.all(ids.map((id) => disclosureById(ctx).load(id))));
