import 'reflect-metadata';
import { Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Extensions, Field, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../platform/graphql/context.ts';
import { LocaleArg, type Locale } from '../platform/graphql/locale.ts';
import { Allow } from '../platform/graphql/policy.ts';
import type { HolidayRow, TimeLimitRow } from './limit.rows.ts';
import { HolidayType, TimeLimitType } from './limit.types.ts';
import { holidaysOf, timeLimits } from './queries/limits.ts';

@ArgsType()
class HolidaysArgs {
  @Field(() => Int, { description: 'The year, 1900 to 2200.' })
  @Min(1900)
  @Max(2200)
  year!: number;
}

/** The calendar and the limits that clocks run by, as they are at this moment. */
@Resolver(() => HolidayType)
export class LimitResolver {
  @Query(() => [HolidayType], { description: 'National holidays and joint leave of a year, in their order (CLK-1).' })
  @Allow('PUBLIC')
  @Extensions({ listSize: 30 })
  holidays(@Args(() => HolidaysArgs) { year }: HolidaysArgs, @Ctx() ctx: RequestContext): Promise<HolidayRow[]> {
    return holidaysOf(ctx, year);
  }

  @Query(() => [TimeLimitType], { description: 'Every time limit with its legal basis (CLK-2).' })
  @Allow('PUBLIC')
  @Extensions({ listSize: 10 })
  timeLimits(@Ctx() ctx: RequestContext): Promise<TimeLimitRow[]> {
    return timeLimits(ctx);
  }

  @FieldResolver(() => String, { description: 'What the day is called.' })
  name(@Root() holiday: HolidayRow, @LocaleArg() locale: Locale | undefined, @Ctx() ctx: RequestContext): string {
    return (locale ?? ctx.locale) === 'en' ? holiday.nameEn : holiday.nameId;
  }
}
