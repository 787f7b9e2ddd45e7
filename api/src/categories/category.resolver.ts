import 'reflect-metadata';
import { Arg, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../platform/graphql/context.ts';
import { LocaleArg, type Locale } from '../platform/graphql/locale.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { categoriesBelow, categoryById } from './category.loaders.ts';
import type { CategoryRow } from './category.row.ts';
import { CategoryType } from './category.type.ts';
import { categoryByCode, mainCategories } from './queries/categories.ts';

/** The tree of categories. */
@Resolver(() => CategoryType)
export class CategoryResolver {
  @Query(() => [CategoryType], {
    description:
      'The main categories, in the order in which they are shown; the others stand in their `children` (INT-6).',
  })
  @Allow('PUBLIC')
  @Extensions({ listSize: 22 })
  categories(@Ctx() ctx: RequestContext): Promise<CategoryRow[]> {
    return mainCategories(ctx);
  }

  @Query(() => CategoryType, { nullable: true, description: 'The category with this code; null when there is none.' })
  @Allow('PUBLIC')
  category(
    @Arg('code', () => String, { description: 'Such as KESEHATAN.BPJS-KESEHATAN.' }) code: string,
    @Ctx() ctx: RequestContext,
  ): Promise<CategoryRow | null> {
    return categoryByCode(ctx, code);
  }

  @FieldResolver(() => String, { description: 'What people call it.' })
  name(@Root() category: CategoryRow, @LocaleArg() locale: Locale | undefined, @Ctx() ctx: RequestContext): string {
    return (locale ?? ctx.locale) === 'en' ? category.nameEn : category.nameId;
  }

  @FieldResolver(() => CategoryType, {
    nullable: true,
    description: 'The category above; null for a main category.',
  })
  async parent(@Root() category: CategoryRow, @Ctx() ctx: RequestContext): Promise<CategoryRow | null> {
    return category.parentId === null ? null : categoryById(ctx).load(category.parentId);
  }

  @FieldResolver(() => [CategoryType], { description: 'The categories directly below it, in their order.' })
  @Extensions({ listSize: 5 })
  children(@Root() category: CategoryRow, @Ctx() ctx: RequestContext): Promise<CategoryRow[]> {
    return categoriesBelow(ctx).load(category.id);
  }
}
