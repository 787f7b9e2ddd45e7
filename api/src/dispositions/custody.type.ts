import { Field, Float, Int, ObjectType } from 'type-graphql';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { Holders } from './disposition.vocabulary.ts';

@ObjectType('Custody', {
  description:
    'Who held a track of a report, from when to when (DIS-3). The rows of one track leave no gap and do not overlap. ' +
    'Visible with the report.',
})
export class CustodyType {
  @Field(() => Int, { description: 'The line of work: 0 for the main one, 1 and up for supporting agencies.' })
  track!: number;

  @LabelledField(Holders, { description: 'Who held it.' })
  holder!: string;

  @Field(() => DateTime, { description: 'From when.' })
  fromAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null while they hold it.' })
  untilAt!: Date | null;

  @Field(() => Float, {
    description:
      'For how long, in whole milliseconds (up to now, while they hold it): those of one track add up exactly to the ' +
      'time that passed.',
  })
  heldMilliseconds!: number;
}
