import type { RequestContext } from '../platform/graphql/context.ts';
import { registerNode } from '../platform/graphql/global-id.ts';
import { byKey, defineLoader, groupByKey } from '../platform/graphql/loaders.ts';
import { CATEGORY_COLUMNS, type CategoryRow } from './category.row.ts';

/** Categories by id; null for what does not exist. */
export const categoryById = defineLoader<string, CategoryRow | null, RequestContext>(
  'categoryById',
  async (ctx, ids) => {
    const rows = await ctx.reads.query<CategoryRow>(
      `select ${CATEGORY_COLUMNS} from category c where c.id = any($1::uuid[])`,
      [ids],
    );
    return byKey(rows, ids, (row) => row.id);
  },
);

/** The categories directly below a category, in the order in which they are shown. */
export const categoriesBelow = defineLoader<string, CategoryRow[], RequestContext>(
  'categoriesBelow',
  async (ctx, parentIds) => {
    const rows = await ctx.reads.query<CategoryRow & { parentId: string }>(
      `select ${CATEGORY_COLUMNS} from category c where c.parent_id = any($1::uuid[]) order by c.sort, c.code`,
      [parentIds],
    );
    return groupByKey(rows, parentIds, (row) => row.parentId);
  },
);

registerNode('Category', (ctx, ids) => Promise.all(ids.map((id) => categoryById(ctx).load(id))));
