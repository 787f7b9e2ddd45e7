import { Field, Int, ObjectType } from 'type-graphql';
import { ServiceClasses } from '../categories/category.vocabulary.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { LocalDate } from '../platform/graphql/scalars.ts';
import { ClockKinds, HolidayKinds } from './limit.vocabulary.ts';

@ObjectType('Holiday', { description: 'A day off in the calendar that time limits are counted by (CLK-1). Public.' })
export class HolidayType {
  @Field(() => LocalDate, { description: 'The day; weekends have holidays, too.' })
  date!: string;

  @LabelledField(HolidayKinds, { description: 'National holiday or joint leave.' })
  kind!: string;

  @Field(() => String, { description: 'The decree that sets it, in Indonesian.' })
  decree!: string;

  @Field(() => Boolean, {
    description: 'Whether it is left out when working days are counted; for joint leave that is a setting.',
  })
  stopsClocks!: boolean;
}

@ObjectType('TimeLimit', {
  description: 'Within how many working days something must have happened (CLK-2). Public.',
})
export class TimeLimitType {
  @LabelledField(ClockKinds, { description: 'What the limit is for.' })
  kind!: string;

  @LabelledField(ServiceClasses, {
    nullable: true,
    description: 'For reports of this class; null for those of every class that has no limit of its own.',
  })
  serviceClass!: string | null;

  @Field(() => Int, {
    description:
      'In working days; the day on which it starts is not counted, and it ends at midnight of the last (CLK-1).',
  })
  workingDays!: number;

  @Field(() => String, { description: 'The regulation or promise it rests on, in Indonesian.' })
  legalBasis!: string;
}
