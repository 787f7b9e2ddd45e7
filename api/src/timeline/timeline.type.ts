import { Field, Int, ObjectType } from 'type-graphql';
import { Holders } from '../dispositions/disposition.vocabulary.ts';
import { ClockKinds } from '../limits/limit.vocabulary.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { Facts } from '../categories/category.vocabulary.ts';
import { ActorKinds, EventTypes, EventVisibilities, StepKinds, StepStates } from './timeline.vocabulary.ts';

@ObjectType('TimelineHolder', { description: 'Who a report waits for.' })
export class TimelineHolderType {
  @LabelledField(Holders, { description: 'What they are to the report.' })
  holder!: string;
}

@ObjectType('TimelineStep', { description: 'One of the five steps of a report as its public sees them (FUP-3).' })
export class TimelineStepType {
  @LabelledField(StepKinds, { description: 'Which of the five it is.' })
  kind!: string;

  @LabelledField(StepStates, { description: 'How far it is.' })
  state!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was done; null while it is not.' })
  doneAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'By when the next thing is promised, kept or not; null where nothing is promised now.',
  })
  promisedAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether the promise was not kept.' })
  overdue!: boolean;

  @Field(() => TimelineHolderType, {
    nullable: true,
    description: 'Who it waits for; null unless this step is under way.',
  })
  heldBy!: TimelineHolderType | null;
}

@ObjectType('TimelineEntry', {
  description:
    'Something that happened to a report. Everybody sees what is public; its reporter and its agencies what concerns ' +
    'them; admins and overseers everything. Who it was by name is never part of it (IDN-2).',
})
export class TimelineEntryType {
  @Field(() => Int, { description: 'Its place among the events of the report: distinct, and growing with time.' })
  version!: number;

  @LabelledField(EventTypes, { description: 'What happened.' })
  type!: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  at!: Date;

  @LabelledField(ActorKinds, { description: 'In which capacity somebody did it.' })
  actorKind!: string;

  @LabelledField(EventVisibilities, { description: 'Who reads it.' })
  visibility!: string;

  @Field(() => String, { nullable: true, description: 'What was said with it, where something was.' })
  note!: string | null;

  @Field(() => Int, { nullable: true, description: 'The rating given with it, 1 to 5.' })
  rating!: number | null;

  @LabelledField(ClockKinds, { nullable: true, description: 'The time limit that passed.' })
  clock!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The due instant it set, or the one that passed.' })
  dueAt!: Date | null;

  @Field(() => [Facts.values], { description: 'The facts that the reporter was asked for; mostly none (VER-2).' })
  missingFacts!: string[];

  @Field(() => [String], { description: 'Which parts of the report an admin revised; mostly none (VER-3).' })
  revisedFields!: string[];
}
