import 'reflect-metadata';
import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { agencyById, agencyPath } from '../agencies/agency.loaders.ts';
import type { AgencyRow } from '../agencies/agency.row.ts';
import { AgencyType } from '../agencies/agency.type.ts';
import type { TuntasContext } from '../context.ts';
import { dispositionById } from '../dispositions/disposition.loaders.ts';
import type { DispositionRow } from '../dispositions/disposition.row.ts';
import { DispositionType } from '../dispositions/disposition.type.ts';
import { Holders } from '../dispositions/disposition.vocabulary.ts';
import { feedbackById } from '../feedback/feedback.loaders.ts';
import type { FeedbackRow } from '../feedback/feedback.row.ts';
import { FeedbackType } from '../feedback/feedback.type.ts';
import { followUpById } from '../followups/follow-up.loaders.ts';
import type { FollowUpRow } from '../followups/follow-up.row.ts';
import { FollowUpType } from '../followups/follow-up.type.ts';
import { LocaleArg, type Locale } from '../platform/graphql/locale.ts';
import { primaryTrackingId, reportById } from '../reports/report.loaders.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';
import { ArchiveReasons, type ArchiveReason } from '../verification/archive-reason.vocabulary.ts';
import { statusLineOf } from './status-line.ts';
import { stepsOf, type Step, type StepHolder } from './steps.ts';
import { stepsSourceOf, timelineOfReport, workingCalendar } from './timeline.loaders.ts';
import type { TimelineEntryRow } from './timeline.row.ts';
import { TimelineEntryType, TimelineHolderType, TimelineStepType } from './timeline.type.ts';
import { ActorKinds } from './timeline.vocabulary.ts';

/** What happened to a report and how far it is, on the report. */
@Resolver(() => ReportType)
export class TimelineResolver {
  @Extensions({ listSize: 20 })
  @FieldResolver(() => [TimelineEntryType], {
    description: 'What happened to it, oldest first, as far as the viewer may know; the latest 200 entries.',
  })
  timeline(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<TimelineEntryRow[]> {
    return timelineOfReport(ctx).load(report.id);
  }

  @Extensions({ listSize: 5 })
  @FieldResolver(() => [TimelineStepType], { description: 'Its five public steps, in order (FUP-3).' })
  async steps(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<Step[]> {
    return stepsOf(await stepsSourceOf(ctx, report), ctx.clock.now());
  }

  @FieldResolver(() => String, {
    description: 'Where it stands in one line, such as "Selesai otomatis dalam 3 hari": working days (FUP-3).',
  })
  async statusLine(
    @Root() report: ReportRow,
    @LocaleArg() locale: Locale | null,
    @Ctx() ctx: TuntasContext,
  ): Promise<string> {
    const [source, calendar, primary] = await Promise.all([
      stepsSourceOf(ctx, report),
      workingCalendar(ctx),
      primaryTrackingId(ctx, report),
    ]);
    return statusLineOf(source, calendar, ctx.clock.now(), locale ?? ctx.locale, primary);
  }
}

/** One line of a timeline. */
@Resolver(() => TimelineEntryType)
export class TimelineEntryResolver {
  @FieldResolver(() => AgencyType, { nullable: true, description: 'The agency that did it, where one did.' })
  agency(@Root() entry: TimelineEntryRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow | null> | null {
    return entry.actorAgencyId === null ? null : agencyById(ctx).load(entry.actorAgencyId);
  }

  @FieldResolver(() => DispositionType, { nullable: true, description: 'The disposition it is about, where one is.' })
  disposition(@Root() entry: TimelineEntryRow, @Ctx() ctx: TuntasContext): Promise<DispositionRow | null> | null {
    return entry.dispositionId === null ? null : dispositionById(ctx).load(entry.dispositionId);
  }

  @Extensions({ listSize: 3 })
  @FieldResolver(() => [AgencyType], { description: 'The agencies the report went to by it, or was held for.' })
  async targetAgencies(@Root() entry: TimelineEntryRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow[]> {
    const agencies = await Promise.all(entry.targetAgencyIds.map((id) => agencyById(ctx).load(id)));
    return agencies.filter((agency) => agency !== null);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The reason given, in words.' })
  reason(
    @Root() entry: TimelineEntryRow,
    @LocaleArg() locale: Locale | null,
    @Ctx() ctx: TuntasContext,
  ): string | null {
    const isCode = entry.reason !== null && Object.hasOwn(ArchiveReasons.values, entry.reason);
    return isCode ? ArchiveReasons.label(entry.reason as ArchiveReason, locale ?? ctx.locale) : entry.reason;
  }

  @FieldResolver(() => FollowUpType, { nullable: true, description: 'What the agency published with it.' })
  followUp(@Root() entry: TimelineEntryRow, @Ctx() ctx: TuntasContext): Promise<FollowUpRow | null> | null {
    return entry.followUpId === null ? null : followUpById(ctx).load(entry.followUpId);
  }

  @FieldResolver(() => FeedbackType, { nullable: true, description: 'What the reporter answered with it.' })
  feedback(@Root() entry: TimelineEntryRow, @Ctx() ctx: TuntasContext): Promise<FeedbackRow | null> | null {
    return entry.feedbackId === null ? null : feedbackById(ctx).load(entry.feedbackId);
  }

  @FieldResolver(() => ReportType, {
    nullable: true,
    description: 'The other report of a merge; null where there is none, or none the viewer may see (VER-7).',
  })
  otherReport(@Root() entry: TimelineEntryRow, @Ctx() ctx: TuntasContext): Promise<ReportRow | null> | null {
    return entry.otherReportId === null ? null : reportById(ctx).load(entry.otherReportId);
  }
}

/** Who a report waits for. */
@Resolver(() => TimelineHolderType)
export class TimelineHolderResolver {
  @FieldResolver(() => AgencyType, { nullable: true, description: 'The agency, where it is one.' })
  agency(@Root() { agencyId }: StepHolder, @Ctx() ctx: TuntasContext): Promise<AgencyRow | null> | null {
    return agencyId === null ? null : agencyById(ctx).load(agencyId);
  }

  @FieldResolver(() => String, {
    description: 'Their name: the agency after those above it, "Administrator", "Pelapor" …',
  })
  async label(
    @Root() { holder, agencyId }: StepHolder,
    @LocaleArg() locale: Locale | null,
    @Ctx() ctx: TuntasContext,
  ): Promise<string> {
    const language = locale ?? ctx.locale;
    const agency = agencyId === null ? null : await agencyById(ctx).load(agencyId);
    if (agency) return agencyPath(ctx, agency);
    return holder === 'NATIONAL_QUEUE' ? ActorKinds.label('ADMIN', language) : Holders.label(holder, language);
  }
}
