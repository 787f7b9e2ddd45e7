import 'reflect-metadata';
import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, ConnectionArgs } from '../platform/graphql/connection.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { AreasArgs } from './area.inputs.ts';
import { areaByCode, areasAbove } from './area.loaders.ts';
import type { AreaRow } from './area.row.ts';
import { AreaType } from './area.type.ts';
import { areaList, areasBelow, countAreas } from './queries/area-list.ts';

export const areaConnection = connectionOf<AreaRow>(() => AreaType, 'Area');

/** The administrative division of the country. */
@Resolver(() => AreaType)
export class AreaResolver {
  @Query(() => areaConnection.Connection, {
    description: 'Areas by name: the provinces, unless `parentCode`, `level` or `search` asks for others (INT-2).',
  })
  @Allow('PUBLIC')
  async areas(@Args(() => AreasArgs) args: AreasArgs, @Ctx() ctx: RequestContext) {
    const filter = args.filter();
    return areaConnection.of(await areaList(ctx, filter, args.request()), () => countAreas(ctx, filter));
  }

  @Query(() => AreaType, { nullable: true, description: 'The area with this code; null when there is none.' })
  @Allow('PUBLIC')
  area(
    @Arg('code', () => String, { description: 'Such as 32.12.31.2001.' }) code: string,
    @Ctx() ctx: RequestContext,
  ): Promise<AreaRow | null> {
    return areaByCode(ctx).load(code);
  }

  @FieldResolver(() => AreaType, {
    nullable: true,
    description: 'The area on the level above; null for a province.',
  })
  async parent(@Root() area: AreaRow, @Ctx() ctx: RequestContext): Promise<AreaRow | null> {
    return area.parentCode === null ? null : areaByCode(ctx).load(area.parentCode);
  }

  @FieldResolver(() => [AreaType], { description: 'The areas it lies in, the province first.' })
  @Extensions({ listSize: 3 })
  ancestors(@Root() area: AreaRow, @Ctx() ctx: RequestContext): Promise<AreaRow[]> {
    return areasAbove(ctx, area.code);
  }

  @FieldResolver(() => String, {
    description: 'Its name before those of the areas it lies in, such as "Coblong, Kota Bandung, Jawa Barat".',
  })
  async path(@Root() area: AreaRow, @Ctx() ctx: RequestContext): Promise<string> {
    return [...(await areasAbove(ctx, area.code)), area]
      .map(({ name }) => name)
      .reverse()
      .join(', ');
  }

  @FieldResolver(() => areaConnection.Connection, { description: 'The areas directly below it, by name.' })
  async children(@Root() area: AreaRow, @Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() ctx: RequestContext) {
    const page = await areasBelow.page(ctx, area.code, args.request());
    return areaConnection.of(page, () => areasBelow.count(ctx, area.code));
  }
}
