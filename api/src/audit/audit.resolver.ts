import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { agencyById } from '../agencies/agency.loaders.ts';
import type { AgencyRow } from '../agencies/agency.row.ts';
import { AgencyType } from '../agencies/agency.type.ts';
import { isRefusal } from '../casework/casework.ts';
import type { TuntasContext } from '../context.ts';
import { connectionOf, ConnectionArgs, type Connection } from '../platform/graphql/connection.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { RefusedError } from '../platform/graphql/refusals.ts';
import { requireUuid } from '../reports/report.answer.ts';
import { AuditEntryType, AuditRootType } from './audit.type.ts';
import { readAuditTrail, type AuditEntryRow } from './commands/read-audit-trail.ts';
import { auditRoots, countAuditRoots, type AuditRootRow } from './queries/audit-roots.ts';

export const auditEntryConnection = connectionOf<AuditEntryRow>(() => AuditEntryType, 'AuditEntry');
export const auditRootConnection = connectionOf<AuditRootRow>(() => AuditRootType, 'AuditRoot');

/** The audit trail, and the roots that prove it. */
@Resolver(() => AuditEntryType)
export class AuditResolver {
  @Query(() => auditEntryConnection.Connection, {
    description:
      'Everything that happened to a report, oldest first: who, when, and what they said in confidence. Each reading of ' +
      'a page is logged in turn: it is the last entry of the trail, AUDIT_TRAIL_READ. So the trail grows while it is ' +
      'paged: ask for pages of more than one (AUD-1).',
  })
  @Allow(['ADMIN', 'OVERSEER'])
  async auditTrail(
    @Arg('reportId', () => ID, { description: 'The report.' }) reportId: string,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() ctx: TuntasContext,
  ): Promise<Connection<AuditEntryRow>> {
    const uuid = requireUuid(reportId, 'Report');
    const trail = await readAuditTrail(ctx.commands.casework, ctx.viewer, uuid, args.request());
    if (isRefusal(trail)) throw new RefusedError(trail);
    return auditEntryConnection.of(trail.page, () => Promise.resolve(trail.count));
  }

  @Query(() => auditRootConnection.Connection, {
    description: 'The published root of every day on which something happened, newest first (AUD-1).',
  })
  @Allow('PUBLIC')
  async auditRoots(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() ctx: TuntasContext,
  ): Promise<Connection<AuditRootRow>> {
    return auditRootConnection.of(await auditRoots(ctx, args.request()), () => countAuditRoots(ctx));
  }

  @FieldResolver(() => AgencyType, { nullable: true, description: 'The agency that acted; null for everybody else.' })
  agency(@Root() entry: AuditEntryRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow | null> | null {
    return entry.agencyId === null ? null : agencyById(ctx).load(entry.agencyId);
  }
}
