import type { RequestContext } from '../platform/graphql/context.ts';
import { byKey, defineLoader } from '../platform/graphql/loaders.ts';
import { AREA_COLUMNS, type AreaRow } from './area.row.ts';

/** Areas by code; null for what does not exist. */
export const areaByCode = defineLoader<string, AreaRow | null, RequestContext>('areaByCode', async (ctx, codes) => {
  const rows = await ctx.reads.query<AreaRow>(`select ${AREA_COLUMNS} from area a where a.code = any($1::text[])`, [
    codes,
  ]);
  return byKey(rows, codes, (row) => row.code);
});
