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
import { whereabouts } from './report.places.ts';
import { PointType, ReportFactType, ReportType } from './report.type.ts';

const SENSITIVE =
  'In a sensitive category, to all but its reporter, admins, overseers and agencies that have or had a leg of it';

/** What a report is about and where. */
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

  @FieldResolver(() => String, {
    nullable: true,
    description: `The place in words, such as a street or a landmark. ${SENSITIVE}, it is null.`,
  })
  async place(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<string | null> {
    return (await whereabouts(ctx, report)).place;
  }

  @FieldResolver(() => PointType, {
    nullable: true,
    description: `The place as a point, where one was given. ${SENSITIVE}, it is rounded to two decimals.`,
  })
  async point(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<PointType | null> {
    const { latitude, longitude } = await whereabouts(ctx, report);
    return latitude === null || longitude === null ? null : { latitude, longitude };
  }

  @FieldResolver(() => [ReportFactType], {
    description: `The reporter's answers to the 5W1H questions (INT-6). ${SENSITIVE}, where is not among them.`,
  })
  async facts(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<ReportFactType[]> {
    const { facts } = await whereabouts(ctx, report);
    return Object.entries(facts).map(([fact, answer]) => ({ fact, answer }) as ReportFactType);
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
