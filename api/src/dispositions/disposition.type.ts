import { Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../platform/graphql/global-id.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { DispositionParts, DispositionStatuses } from './disposition.vocabulary.ts';

@ObjectType('Disposition', {
  implements: Node,
  description:
    "One agency's leg of a report (DIS-1). Visible with its report. A leg that is forwarded, declined or decided by the " +
    'arbiter ends, and another one begins on the same track under the same due dates (DIS-3, CLK-3).',
})
export class DispositionType extends Node {
  @LabelledField(DispositionParts, { description: 'Whether the agency leads or supports.' })
  part!: string;

  @Field(() => Int, {
    description:
      'The line of work it belongs to: 0 for the lead agency and wherever its leg went, 1 and up for supporting ones.',
  })
  track!: number;

  @Field(() => Boolean, { description: 'The report cannot go to its reporter before this leg is resolved (DIS-4).' })
  required!: boolean;

  @Field(() => Boolean, {
    description: 'Decided by the arbiter: the agency can no longer say "not our authority" (DIS-2).',
  })
  binding!: boolean;

  @LabelledField(DispositionStatuses, { description: 'Where the leg stands.' })
  status!: string;

  @Field(() => DateTime, { description: 'When the agency got it.' })
  openedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the agency accepted it; null before.' })
  acceptedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the agency first responded; null before (DIS-5).' })
  firstRespondedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the agency resolved it; null before, and again after a dispute.',
  })
  resolvedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the leg ended, however it did; null while it is open.' })
  endedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The nearest instant by which the agency has to act, passed or not; null when nothing runs.',
  })
  nextDueAt!: Date | null;

  @Field(() => Int, { description: 'Grows with every change; send it as `expectedVersion` with a decision (VER-4).' })
  version!: number;
}
