import 'reflect-metadata';
import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { areaByCode } from '../areas/area.loaders.ts';
import type { AreaRow } from '../areas/area.row.ts';
import { AreaType } from '../areas/area.type.ts';
import { connectionOf, ConnectionArgs } from '../platform/graphql/connection.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { AgenciesArgs } from './agency.inputs.ts';
import { agenciesAbove, agencyById, agencyPath } from './agency.loaders.ts';
import type { AgencyRow } from './agency.row.ts';
import { AgencyType } from './agency.type.ts';
import { agencyByCode } from './queries/agency-by-code.ts';
import { agencyList, countAgencies, unitsBelow } from './queries/agency-list.ts';

export const agencyConnection = connectionOf<AgencyRow>(() => AgencyType, 'Agency');

/** Agencies and the tree they form. */
@Resolver(() => AgencyType)
export class AgencyResolver {
  @Query(() => agencyConnection.Connection, { description: 'Agencies and units by name (PUB-3).' })
  @Allow('PUBLIC')
  async agencies(@Args(() => AgenciesArgs) args: AgenciesArgs, @Ctx() ctx: RequestContext) {
    const filter = args.filter();
    return agencyConnection.of(await agencyList(ctx, filter, args.request()), () => countAgencies(ctx, filter));
  }

  @Query(() => AgencyType, { nullable: true, description: 'The agency with this code; null when there is none.' })
  @Allow('PUBLIC')
  agency(
    @Arg('code', () => String, { description: 'Such as KOTA-BANDUNG.DISHUB.' }) code: string,
    @Ctx() ctx: RequestContext,
  ): Promise<AgencyRow | null> {
    return agencyByCode(ctx, code);
  }

  @FieldResolver(() => Boolean, { description: 'Whether reports can be disposed to it (VER-6).' })
  connected(@Root() agency: AgencyRow): boolean {
    return agency.connectedAt !== null;
  }

  @FieldResolver(() => AgencyType, {
    nullable: true,
    description: 'The agency directly above; null for one that stands on its own.',
  })
  async parent(@Root() agency: AgencyRow, @Ctx() ctx: RequestContext): Promise<AgencyRow | null> {
    return agency.parentId === null ? null : agencyById(ctx).load(agency.parentId);
  }

  @FieldResolver(() => [AgencyType], { description: 'The agencies above it, the topmost first.' })
  @Extensions({ listSize: 3 })
  ancestors(@Root() agency: AgencyRow, @Ctx() ctx: RequestContext): Promise<AgencyRow[]> {
    return agenciesAbove(ctx).load(agency.id);
  }

  @FieldResolver(() => String, {
    description:
      'Its name after those of the agencies above it, such as "Pemerintah Kota Bandung › Dinas Perhubungan".',
  })
  path(@Root() agency: AgencyRow, @Ctx() ctx: RequestContext): Promise<string> {
    return agencyPath(ctx, agency);
  }

  @FieldResolver(() => agencyConnection.Connection, { description: 'The units directly below it, in their order.' })
  async children(
    @Root() agency: AgencyRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() ctx: RequestContext,
  ) {
    const page = await unitsBelow.page(ctx, agency.id, args.request());
    return agencyConnection.of(page, () => unitsBelow.count(ctx, agency.id));
  }

  @FieldResolver(() => AreaType, {
    nullable: true,
    description: 'The area it governs or stands in; null for national agencies.',
  })
  async area(@Root() agency: AgencyRow, @Ctx() ctx: RequestContext): Promise<AreaRow | null> {
    return agency.areaCode === null ? null : areaByCode(ctx).load(agency.areaCode);
  }
}
