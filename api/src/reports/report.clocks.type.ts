import { Field, Int, ObjectType } from 'type-graphql';
import { ClockKinds } from '../limits/limit.vocabulary.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DateTime } from '../platform/graphql/scalars.ts';

@ObjectType('Clock', {
  description: 'A time limit that runs or ran on a report (CLK-2). Only a defined pause moves its due instant (CLK-3).',
})
export class ClockType {
  @LabelledField(ClockKinds, { description: 'What it limits.' })
  kind!: string;

  @Field(() => Int, {
    description: 'The part of the report it runs on: 0 is the main line, 1 … are supporting agencies.',
  })
  track!: number;

  @Field(() => Int, { description: 'Counts the clocks of this kind on this track from 1; a dispute starts another.' })
  epoch!: number;

  @Field(() => Int, { description: 'The limit, in working days.' })
  limitDays!: number;

  @Field(() => DateTime, { description: 'When it started.' })
  startedAt!: Date;

  @Field(() => DateTime, {
    description:
      'When the limit ends: 24:00 local time of a working day. While it is paused, when it would have ended.',
  })
  dueAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Since when it has been paused; null while it runs.' })
  pausedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Working days left when it was paused; null while it runs.' })
  daysLeft!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When what it limits was done, or no longer asked; null before.',
  })
  stoppedAt!: Date | null;

  @Field(() => Boolean, {
    description: 'Whether the due instant passed, or had passed when it was stopped or paused.',
  })
  overdue!: boolean;
}
