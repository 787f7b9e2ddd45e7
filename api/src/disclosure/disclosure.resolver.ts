import 'reflect-metadata';
import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { agencyById } from '../agencies/agency.loaders.ts';
import type { AgencyRow } from '../agencies/agency.row.ts';
import { AgencyType } from '../agencies/agency.type.ts';
import { isRefusal } from '../casework/casework.ts';
import type { TuntasContext } from '../context.ts';
import { personById } from '../people/person.loaders.ts';
import { PersonType, type PersonRow } from '../people/person.type.ts';
import { connectionOf, ConnectionArgs, type Connection } from '../platform/graphql/connection.ts';
import { Allow, VisibleTo } from '../platform/graphql/policy.ts';
import { refuse, RefusedError, type AnyRefusal } from '../platform/graphql/refusals.ts';
import { readAnew, requireUuid } from '../reports/report.answer.ts';
import { reportById } from '../reports/report.loaders.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';
import { decideDisclosure } from './commands/decide-disclosure.ts';
import { readIdentity } from './commands/read-identity.ts';
import { requestDisclosure, type DisclosureChanged } from './commands/request-disclosure.ts';
import { DecideDisclosureInput, ReadIdentityInput, RequestDisclosureInput } from './disclosure.inputs.ts';
import { disclosureById, disclosuresByReport, identityReadsByReport } from './disclosure.loaders.ts';
import {
  DisclosurePayload,
  DisclosureResult,
  ReadIdentityResult,
  ReporterIdentityPayload,
} from './disclosure.payloads.ts';
import type { DisclosureRow, IdentityReadRow } from './disclosure.row.ts';
import { DisclosureType, IdentityReadType } from './disclosure.type.ts';
import { countDisclosureQueue, disclosureQueue } from './queries/disclosure-queue.ts';

export const disclosureConnection = connectionOf<DisclosureRow>(() => DisclosureType, 'Disclosure');

/** Asking for, deciding on and reading reporters' identities. */
@Resolver(() => DisclosureType)
export class DisclosureResolver {
  @Query(() => disclosureConnection.Connection, {
    description: 'Requests for disclosure that wait for an admin, oldest first (IDN-3).',
  })
  @Allow('ADMIN')
  async disclosureQueue(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() ctx: TuntasContext,
  ): Promise<Connection<DisclosureRow>> {
    return disclosureConnection.of(await disclosureQueue(ctx, args.request()), () => countDisclosureQueue(ctx));
  }

  @Mutation(() => DisclosureResult, {
    description:
      "Asks to read a reporter's identity: for your agency, which works on the report; as an admin for yourself, where " +
      'the reporter is anonymous (IDN-3).',
  })
  @Allow(['LIAISON_OFFICER', 'ADMIN'])
  async requestDisclosure(
    @Arg('input', () => RequestDisclosureInput, { description: 'The request.' }) input: RequestDisclosureInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof DisclosureResult> {
    const outcome = await requestDisclosure(ctx.commands.casework, ctx.viewer, {
      reportId: requireUuid(input.reportId, 'Report'),
      reason: input.reason,
      idempotencyKey: input.idempotencyKey.toLowerCase(),
    });
    return this.answer(ctx, outcome);
  }

  @Mutation(() => DisclosureResult, {
    description:
      'Grants or refuses a request, never your own. A grant lasts 30 days; for an anonymous reporter a second admin ' +
      'must grant it, too (IDN-3).',
  })
  @Allow('ADMIN')
  async decideDisclosure(
    @Arg('input', () => DecideDisclosureInput, { description: 'The decision.' }) input: DecideDisclosureInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof DisclosureResult> {
    const disclosure = await disclosureById(ctx).load(requireUuid(input.id, 'Disclosure'));
    if (!disclosure) throw new RefusedError(refuse('NOT_FOUND'));
    const outcome = await decideDisclosure(ctx.commands.casework, ctx.viewer, {
      reportId: disclosure.reportId,
      disclosureId: disclosure.id,
      grant: input.grant,
      note: input.note ?? null,
      expectedVersion: input.expectedVersion,
      submitted: input,
    });
    return this.answer(ctx, outcome);
  }

  @Mutation(() => ReadIdentityResult, {
    description:
      "Reads a reporter's identity. Each reading is logged with its reason, and the reporter sees that it happened " +
      '(IDN-3). Admins read a named reporter; anonymous ones, and for agencies all, need a grant.',
  })
  @Allow(['LIAISON_OFFICER', 'ADMIN'])
  async readIdentity(
    @Arg('input', () => ReadIdentityInput, { description: 'Whose, and why.' }) input: ReadIdentityInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReadIdentityResult> {
    const reportId = requireUuid(input.reportId, 'Report');
    const outcome = await readIdentity(ctx.commands, ctx.viewer, { reportId, reason: input.reason });
    return isRefusal(outcome) ? outcome : new ReporterIdentityPayload(outcome);
  }

  @FieldResolver(() => ReportType, { nullable: true, description: 'The report whose reporter it is about.' })
  report(@Root() disclosure: DisclosureRow, @Ctx() ctx: TuntasContext): Promise<ReportRow | null> {
    return reportById(ctx).load(disclosure.reportId);
  }

  @FieldResolver(() => AgencyType, { nullable: true, description: 'The agency that asks; null for an admin.' })
  agency(@Root() disclosure: DisclosureRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow | null> | null {
    return disclosure.agencyId === null ? null : agencyById(ctx).load(disclosure.agencyId);
  }

  @FieldResolver(() => PersonType, { nullable: true, description: 'Who asked.' })
  @VisibleTo(['LIAISON_OFFICER', 'ADMIN', 'EXECUTIVE', 'OVERSEER'])
  requestedBy(@Root() disclosure: DisclosureRow, @Ctx() ctx: TuntasContext): Promise<PersonRow | null> {
    return personById(ctx).load(disclosure.requestedById);
  }

  private async answer(
    ctx: TuntasContext,
    outcome: DisclosureChanged | AnyRefusal,
  ): Promise<DisclosurePayload | AnyRefusal> {
    if (isRefusal(outcome)) return outcome;
    await readAnew(ctx);
    return new DisclosurePayload(await disclosureById(ctx).load(outcome.disclosureId));
  }
}

/** One reading of an identity. */
@Resolver(() => IdentityReadType)
export class IdentityReadResolver {
  @FieldResolver(() => AgencyType, { nullable: true, description: 'The agency that read it; null for an admin.' })
  agency(@Root() read: IdentityReadRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow | null> | null {
    return read.agencyId === null ? null : agencyById(ctx).load(read.agencyId);
  }
}

/** Disclosures and readings, on the report. */
@Resolver(() => ReportType)
export class ReportDisclosuresResolver {
  @FieldResolver(() => [DisclosureType], {
    description:
      "Requests for the reporter's identity, oldest first. For the reporter, admins and overseers all of them; an agency " +
      'sees its own and those of its units; empty for everybody else (IDN-3).',
  })
  @Extensions({ listSize: 3 })
  disclosures(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<DisclosureRow[]> {
    return disclosuresByReport(ctx).load(report.id);
  }

  @FieldResolver(() => [IdentityReadType], {
    description:
      "Every reading of the reporter's identity, newest first: the reporter sees who read it, and so do admins and " +
      'overseers; empty for everybody else (IDN-3).',
  })
  @Extensions({ listSize: 3 })
  identityReads(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<IdentityReadRow[]> {
    return identityReadsByReport(ctx).load(report.id);
  }
}
