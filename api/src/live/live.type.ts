import { createUnionType, Field, ObjectType } from 'type-graphql';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';
import { EventTypes, type EventType } from '../timeline/timeline.vocabulary.ts';

@ObjectType('LiveChange', {
  description:
    'Something happened to a report. It says that it happened, and shows the report as this viewer may see it now.',
})
export class LiveChangeType {
  @Field(() => String, {
    description:
      'Keep it, and resume after this message with `after: cursor`. Two messages with one cursor are the same.',
  })
  cursor: string;

  @LabelledField(EventTypes, { description: 'What happened.' })
  type: EventType;

  @Field(() => DateTime, {
    description: 'When it happened, which may be before it was noticed: a limit passes at its own instant.',
  })
  at: Date;

  @Field(() => ReportType, { description: 'The report as it is now, which may be later than this change.' })
  report: ReportRow;

  /** The leg it happened to; its field is resolved in live.resolver.ts. */
  dispositionId: string | null;

  constructor(change: LiveChangeType) {
    this.cursor = change.cursor;
    this.type = change.type;
    this.at = change.at;
    this.report = change.report;
    this.dispositionId = change.dispositionId;
  }
}

@ObjectType('ResyncRequired', {
  description:
    'What came after the cursor is no longer replayed: fetch everything afresh, keep this cursor; the stream goes on.',
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
