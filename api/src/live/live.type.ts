import { createUnionType, Field, ObjectType } from 'type-graphql';
import { DateTime } from '../platform/graphql/scalars.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';

@ObjectType('LiveChange', {
  description: 'Something happened to a report. What it is now is in `report`, as this viewer may see it.',
})
export class LiveChangeType {
  @Field(() => String, { description: 'Resume after this message with `after: cursor`.' })
  cursor: string;

  @Field(() => String, { description: 'What happened: the name of the event, such as REPORT_DISPOSED.' })
  type: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  at: Date;

  @Field(() => ReportType, { description: 'The report as it is now, which may be later than this change.' })
  report: ReportRow;

  constructor(change: LiveChangeType) {
    this.cursor = change.cursor;
    this.type = change.type;
    this.at = change.at;
    this.report = change.report;
  }
}

@ObjectType('ResyncRequired', {
  description:
    'What came after the cursor is no longer replayed: fetch everything afresh; the stream goes on from here.',
})
export class ResyncRequiredType {
  @Field(() => String, { description: 'The cursor from which the stream goes on.' })
  cursor: string;

  constructor(cursor: string) {
    this.cursor = cursor;
  }
}

export const LiveMessage = createUnionType({
  name: 'LiveMessage',
  description: 'What a live stream carries (docs/REALTIME.md).',
  types: () => [LiveChangeType, ResyncRequiredType] as const,
});
