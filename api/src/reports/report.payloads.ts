import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../platform/graphql/refusals.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import type { ReportRow } from './report.row.ts';
import { ReportType } from './report.type.ts';

@ObjectType('FiledReport', { description: 'The report was received.' })
export class FiledReportPayload {
  @Field(() => String, { description: 'Ten digits by which anybody can ask after the report.' })
  trackingId: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret receipt of a report without an account, shown this once: `Authorization: Receipt <trackingId>.<receipt>` ' +
      'follows, answers and rates the report (INT-4). Null where an account follows it.',
  })
  receipt: string | null;

  @Field(() => DateTime, { description: 'By when it will be verified (VER-1).' })
  verifyDueAt: Date;

  @Field(() => ReportType, {
    nullable: true,
    description: 'The report; null for reporters without an account, who read it with their receipt.',
  })
  report: ReportRow | null;

  constructor(payload: FiledReportPayload) {
    this.trackingId = payload.trackingId;
    this.receipt = payload.receipt;
    this.verifyDueAt = payload.verifyDueAt;
    this.report = payload.report;
  }
}

export const FileReportResult = resultUnion('FileReportResult', [FiledReportPayload]);

@ObjectType('ReportPayload', { description: 'It was done; this is the report now.' })
export class ReportPayload {
  @Field(() => ReportType, {
    nullable: true,
    description: 'The report as it is now; null when the viewer may no longer see it.',
  })
  report: ReportRow | null;

  constructor(report: ReportRow | null) {
    this.report = report;
  }
}

export const ReportResult = resultUnion('ReportResult', [ReportPayload]);
