import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../platform/graphql/refusals.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';
import type { FollowUpRow } from './follow-up.row.ts';
import { FollowUpType } from './follow-up.type.ts';

@ObjectType('FollowUpPayload', { description: 'It was published.' })
export class FollowUpPayload {
  @Field(() => FollowUpType, { nullable: true, description: 'The follow-up as everybody reads it.' })
  followUp: FollowUpRow | null;

  @Field(() => ReportType, { nullable: true, description: 'The report as it is now.' })
  report: ReportRow | null;

  constructor(followUp: FollowUpRow | null, report: ReportRow | null) {
    this.followUp = followUp;
    this.report = report;
  }
}

export const FollowUpResult = resultUnion('FollowUpResult', [FollowUpPayload]);
