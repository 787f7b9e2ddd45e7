import { Field, Int, ObjectType } from 'type-graphql';
import { defineVocabulary, LabelledField } from '../platform/graphql/labels.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';

export type QueueStage = 'RECEIVED' | 'VERIFIED' | 'SENT_BACK' | 'ARBITRATION';

export const QueueStages = defineVocabulary<QueueStage>(
  'VerificationStage',
  {
    RECEIVED: { id: 'Menunggu verifikasi', en: 'To be verified' },
    VERIFIED: { id: 'Menunggu disposisi', en: 'To be disposed' },
    SENT_BACK: {
      id: 'Dikembalikan instansi',
      en: 'Sent back by an agency',
      description:
        'An agency declared a part of it not its authority, and named nobody: it has to be disposed again (DIS-2).',
    },
    ARBITRATION: {
      id: 'Menunggu putusan arbiter',
      en: 'To be arbitrated',
      description: 'It bounced three times: the arbiter decides whose it is (DIS-2).',
    },
  },
  'What a report in the verification queue waits for.',
);

@ObjectType('VerificationQueueItem', {
  description: 'A report, or one track of it, that waits for a decision of the national administration (VER-1).',
})
export class VerificationQueueItemType {
  @Field(() => ReportType, { description: 'The report.' })
  report!: ReportRow;

  @LabelledField(QueueStages, { description: 'What it waits for.' })
  stage!: QueueStage;

  @Field(() => Int, { description: 'Which part of the report waits: 0 is the main line, 1 … are supporting agencies.' })
  track!: number;

  @Field(() => DateTime, { description: 'By when it has to be decided; the queue is in this order.' })
  dueAt!: Date;

  @Field(() => Boolean, { description: 'Whether that has passed.' })
  overdue!: boolean;
}
