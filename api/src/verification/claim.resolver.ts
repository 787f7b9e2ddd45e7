import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { TuntasContext } from '../context.ts';
import { personById } from '../people/person.loaders.ts';
import { PersonType, type PersonRow } from '../people/person.type.ts';
import { Allow, VisibleTo } from '../platform/graphql/policy.ts';
import { reportAnswer, requireUuid } from '../reports/report.answer.ts';
import { claimOfReport, type ClaimRow } from '../reports/report.claim.loaders.ts';
import { ReportResult } from '../reports/report.payloads.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';
import { claimReport, releaseClaim } from './claim.ts';
import { ReportClaimType } from './claim.type.ts';

/** Claims: two admins never decide one report at the same time (VER-4). */
@Resolver(() => ReportType)
export class ClaimResolver {
  @Mutation(() => ReportResult, {
    description:
      'Claims a report for 15 minutes, or renews the own claim. Refused with CLAIMED_BY_OTHER while another admin’s is ' +
      'alive (VER-4).',
  })
  @Allow('ADMIN')
  async claimReport(
    @Arg('reportId', () => ID, { description: 'The report.' }) reportId: string,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const uuid = requireUuid(reportId, 'Report');
    return reportAnswer(ctx, await claimReport(ctx.commands.casework, ctx.viewer, uuid));
  }

  @Mutation(() => ReportResult, { description: 'Ends the own claim before it expires; without one nothing happens.' })
  @Allow('ADMIN')
  async releaseClaim(
    @Arg('reportId', () => ID, { description: 'The report.' }) reportId: string,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    const uuid = requireUuid(reportId, 'Report');
    return reportAnswer(ctx, await releaseClaim(ctx.commands.casework, ctx.viewer, uuid));
  }

  @FieldResolver(() => ReportClaimType, { nullable: true, description: 'Who is deciding on it; null when nobody is.' })
  @VisibleTo(['ADMIN', 'INTERN', 'OVERSEER'])
  claim(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<ClaimRow | null> {
    return claimOfReport(ctx).load(report.id);
  }
}

/** Whose claim it is. */
@Resolver(() => ReportClaimType)
export class ReportClaimResolver {
  @FieldResolver(() => PersonType, { nullable: true, description: 'The admin.' })
  by(@Root() claim: ClaimRow, @Ctx() ctx: TuntasContext): Promise<PersonRow | null> {
    return personById(ctx).load(claim.personId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is the viewer’s own.' })
  isMine(@Root() claim: ClaimRow, @Ctx() ctx: TuntasContext): boolean {
    return claim.personId === ctx.viewer.personId;
  }
}
