import type { RequestContext } from '../platform/graphql/context.ts';
import { registerNode } from '../platform/graphql/global-id.ts';
import { byKey, defineLoader } from '../platform/graphql/loaders.ts';
import type { PersonRow } from './person.type.ts';

/** People by id, as far as the viewer may see them; null otherwise. */
export const personById = defineLoader<string, PersonRow | null, RequestContext>('personById', async (ctx, ids) => {
  const rows = await ctx.reads.query<PersonRow>(
    `select id, display_name as "displayName", role, agency_id as "agencyId" from person where id = any($1::uuid[])`,
    [ids],
  );
  return byKey(rows, ids, (row) => row.id);
});

registerNode('Person', (ctx, ids) => Promise.all(ids.map((id) => personById(ctx).load(id))));
