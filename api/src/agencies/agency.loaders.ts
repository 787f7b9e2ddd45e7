import type { RequestContext } from '../platform/graphql/context.ts';
import { registerNode } from '../platform/graphql/global-id.ts';
import { byKey, defineLoader, groupByKey } from '../platform/graphql/loaders.ts';
import { AGENCY_COLUMNS, type AgencyRow } from './agency.row.ts';

/** Agencies by id; null for what does not exist. */
export const agencyById = defineLoader<string, AgencyRow | null, RequestContext>('agencyById', async (ctx, ids) => {
  const rows = await ctx.reads.query<AgencyRow>(`select ${AGENCY_COLUMNS} from agency a where a.id = any($1::uuid[])`, [
    ids,
  ]);
  return byKey(rows, ids, (row) => row.id);
});

/** The agencies above an agency, the topmost first; empty for one that stands on its own. */
export const agenciesAbove = defineLoader<string, AgencyRow[], RequestContext>('agenciesAbove', async (ctx, ids) => {
  const rows = await ctx.reads.query<AgencyRow & { below: string }>(
    `select ${AGENCY_COLUMNS}, c.agency_id as below from agency_closure c join agency a on a.id = c.ancestor_id
     where c.agency_id = any($1::uuid[]) and c.depth > 0 order by c.depth desc`,
    [ids],
  );
  return groupByKey(rows, ids, (row) => row.below);
});

/** An agency's name after those of the agencies above it. */
export async function agencyPath(ctx: RequestContext, agency: AgencyRow): Promise<string> {
  return [...(await agenciesAbove(ctx).load(agency.id)), agency].map(({ name }) => name).join(' › ');
}

registerNode('Agency', (ctx, ids) => Promise.all(ids.map((id) => agencyById(ctx).load(id))));
