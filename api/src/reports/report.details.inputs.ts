import { ArrayMaxSize, ArrayUnique, Max, MaxLength, Min } from 'class-validator';
import { Field, Float, ID, InputType } from 'type-graphql';
import { Facts } from '../categories/category.vocabulary.ts';
import type { Fact } from '../categories/fact.ts';
import { Text } from '../platform/graphql/checked-text.ts';
import { LocalDate } from '../platform/graphql/scalars.ts';

@InputType('ReportFactInput', { description: 'An answer to one of the 5W1H questions (INT-6).' })
export class ReportFactInput {
  @Field(() => Facts.values, { description: 'The question.' })
  fact!: Fact;

  @Field(() => String, { description: 'The answer: 1 to 1,000 characters.' })
  @Text(1, 1000)
  answer!: string;
}

@InputType('PointInput', { description: 'A place on earth, WGS 84.' })
export class PointInput {
  @Field(() => Float, { description: 'Degrees north, -90 to 90.' })
  @Min(-90)
  @Max(90)
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east, -180 to 180.' })
  @Min(-180)
  @Max(180)
  longitude!: number;
}

@InputType('AttachmentClaimInput', { description: 'A file that was uploaded before (INT-7).' })
export class AttachmentClaimInput {
  @Field(() => ID, { description: 'The id which the upload answered.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The claim token of an upload without an account.' })
  @MaxLength(200)
  claimToken?: string | null;
}

/** Where it happened, in words. */
@InputType()
export class PlaceInput {
  @Field(() => String, { nullable: true, description: 'The code of the area, such as 32.12.24 (see `areas`).' })
  @MaxLength(20)
  areaCode?: string | null;

  @Field(() => String, { nullable: true, description: 'The place in words: up to 500 characters.' })
  @Text(0, 500)
  place?: string | null;
}

/** What a report may say beside its text, on filing and when asked for more. */
@InputType()
export class ReportDetailsInput extends PlaceInput {
  @Field(() => LocalDate, { nullable: true, description: 'The day of the event, from 1900-01-01 to today.' })
  eventDate?: string | null;

  @Field(() => [ReportFactInput], { defaultValue: [], description: 'Answers to the 5W1H questions, one each (INT-6).' })
  @ArrayMaxSize(6)
  @ArrayUnique((said: ReportFactInput) => said.fact)
  facts!: ReportFactInput[];

  @Field(() => [AttachmentClaimInput], { defaultValue: [], description: 'Files uploaded before: up to 10.' })
  @ArrayMaxSize(10)
  attachments!: AttachmentClaimInput[];
}
