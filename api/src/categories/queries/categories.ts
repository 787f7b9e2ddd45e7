import type { RequestContext } from '../../platform/graphql/context.ts';
import { CATEGORY_COLUMNS, type CategoryRow } from '../category.row.ts';

/** The main categories, in the order in which they are shown. A short list: it is not paged. */
export function mainCategories(ctx: RequestContext): Promise<CategoryRow[]> {
  return ctx.reads.query<CategoryRow>(
    `select ${CATEGORY_COLUMNS} from category c where c.parent_id is null order by c.sort, c.code`,
  );
}

/** The category with this code; null when there is none. */
export function categoryByCode(ctx: RequestContext, code: string): Promise<CategoryRow | null> {
  return ctx.reads.one<CategoryRow>(`select ${CATEGORY_COLUMNS} from category c where c.code = $1`, [code]);
}
