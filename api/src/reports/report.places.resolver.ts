import 'reflect-metadata';
import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { areaByCode } from '../areas/area.loaders.ts';
import type { AreaRow } from '../areas/area.row.ts';
import { AreaType } from '../areas/area.type.ts';
import { categoryById } from '../categories/category.loaders.ts';
import type { CategoryRow } from '../categories/category.row.ts';
import { CategoryType } from '../categories/category.type.ts';
import { Facts } from '../categories/category.vocabulary.ts';
import type { Fact } from '../categories/fact.ts';
import type { TuntasContext } from '../context.ts';
import { missingFacts } from './missing-facts.ts';
import type { ReportRow } from './report.row.ts';
import { ReportType } from './report.type.ts';

/** What a report is about and where: its category and its area. */
@Resolver(() => ReportType)
export class ReportPlacesResolver {
  @FieldResolver(() => CategoryType, {
    nullable: true,
    description: 'What it is about; null until the reporter or a verifier has chosen (INT-2).',
  })
  async category(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<CategoryRow | null> {
    return report.categoryId === null ? null : categoryById(ctx).load(report.categoryId);
  }

  @FieldResolver(() => AreaType, { nullable: true, description: 'Where it happened; null when not known (INT-2).' })
  async area(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<AreaRow | null> {
    return report.areaCode === null ? null : areaByCode(ctx).load(report.areaCode);
  }

  @FieldResolver(() => [Facts.values], {
    description:
      'Which facts its category requires that it does not answer (INT-6): title and body answer what, a place where, a ' +
      'date when, and any question may be answered in `facts`. What a return asks for is in `missingFacts`. For everybody ' +
      'who sees the report; empty without a category.',
  })
  @Extensions({ listSize: 6 })
  async missingCategoryFacts(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<Fact[]> {
    const category = await this.category(report, ctx);
    return category ? missingFacts(category.requiredFacts, report) : [];
  }
}
