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

/** The areas an area lies in, the province first: their codes are the beginnings of its own. */
export async function areasAbove(ctx: RequestContext, code: string): Promise<AreaRow[]> {
  const parts = code.split('.');
  const codes = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
  const areas = await Promise.all(codes.map((above) => areaByCode(ctx).load(above)));
  return areas.filter((area) => area !== null);
}
