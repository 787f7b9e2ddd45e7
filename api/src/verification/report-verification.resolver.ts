import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { TuntasContext } from '../context.ts';
import { DEFAULT_LOCALE, LocaleArg, type Locale } from '../platform/graphql/locale.ts';
import { primaryTrackingId, reportById } from '../reports/report.loaders.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';
import { ArchiveReasons, type ArchiveReason } from './archive-reason.vocabulary.ts';

/** What came of a report's verification, for everybody who sees it. */
@Resolver(() => ReportType)
export class ReportVerificationResolver {
  @FieldResolver(() => ArchiveReasons.values, { nullable: true, description: 'Why it was archived (VER-2).' })
  archiveReason(@Root() report: ReportRow): string | null {
    return report.archiveReason;
  }

  @FieldResolver(() => String, { nullable: true, description: '`archiveReason` in words.' })
  archiveReasonLabel(
    @Root() report: ReportRow,
    @LocaleArg() locale: Locale | undefined,
    @Ctx() ctx: TuntasContext,
  ): string | null {
    const reason = report.archiveReason as ArchiveReason | null;
    return reason && ArchiveReasons.label(reason, locale ?? ctx.locale ?? DEFAULT_LOCALE);
  }

  @FieldResolver(() => String, { nullable: true, description: 'What the verifier said on archiving it.' })
  archiveNote(@Root() report: ReportRow): string | null {
    return report.archiveNote;
  }

  @FieldResolver(() => ReportType, {
    nullable: true,
    description:
      'The report it was merged into; null when it is not merged, or the viewer may not see that one (VER-7).',
  })
  async mergedInto(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<ReportRow | null> {
    return report.mergedIntoId === null ? null : reportById(ctx).load(report.mergedIntoId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The tracking ID of the report it was merged into, also while that one is not published yet; null when it is not ' +
      'merged, or merged into a confidential report that the viewer may not see (VER-7, IDN-2).',
  })
  mergedIntoTrackingId(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<string | null> {
    return primaryTrackingId(ctx, report);
  }
}
