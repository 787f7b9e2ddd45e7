import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { agencyById } from '../agencies/agency.loaders.ts';
import type { AgencyRow } from '../agencies/agency.row.ts';
import { AgencyType } from '../agencies/agency.type.ts';
import { isRefusal } from '../casework/casework.ts';
import type { TuntasContext } from '../context.ts';
import { connectionOf, ConnectionArgs } from '../platform/graphql/connection.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { readAnew, requireUuid } from '../reports/report.answer.ts';
import { connectAgency } from './commands/connect-agency.ts';
import { AgencyConnectedPayload, ConnectAgencyResult, HeldReportCountType } from './connection.types.ts';
import { countHeldAgencies, heldReportCounts, type HeldReportCountRow } from './queries/held-report-counts.ts';

export const heldReportCountConnection = connectionOf<HeldReportCountRow>(() => HeldReportCountType, 'HeldReportCount');

/** Connecting agencies, and what waits for those that are not connected. */
@Resolver(() => HeldReportCountType)
export class ConnectionResolver {
  @Query(() => heldReportCountConnection.Connection, {
    description: 'For which agencies reports are held, the most wanted first (VER-6).',
  })
  @Allow(['ADMIN', 'OVERSEER'])
  async heldReportCounts(@Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() ctx: TuntasContext) {
    const page = await heldReportCounts(ctx, args.request());
    return heldReportCountConnection.of(page, () => countHeldAgencies(ctx));
  }

  @FieldResolver(() => AgencyType, { description: 'The agency that is not connected.' })
  async agency(@Root() { agencyId }: HeldReportCountRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow> {
    return (await agencyById(ctx).load(agencyId))!;
  }

  @Mutation(() => ConnectAgencyResult, {
    description:
      'Connects an agency and its units; the reports held for them are disposed to them at once (VER-6). Sending it ' +
      'again changes nothing, except that it releases what was left behind.',
  })
  @Allow('ADMIN')
  async connectAgency(
    @Arg('id', () => ID, { description: 'The agency.' }) id: string,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ConnectAgencyResult> {
    const outcome = await connectAgency(ctx.commands.casework, ctx.viewer, requireUuid(id, 'Agency'));
    if (isRefusal(outcome)) return outcome;
    await readAnew(ctx);
    const agency = (await agencyById(ctx).load(outcome.agencyId))!;
    const { releasedReports, connectedIds } = outcome;
    return new AgencyConnectedPayload({ agency, releasedReports, connectedAgencies: connectedIds.length });
  }
}
