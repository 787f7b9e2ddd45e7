import { ArrayMaxSize, IsUUID, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Text } from '../platform/graphql/checked-text.ts';
import { AttachmentClaimInput } from '../reports/report.details.inputs.ts';

@InputType()
class FeedbackInput {
  @Field(() => ID, { description: 'Your report.' })
  reportId!: string;

  @Field(() => Int, {
    description: 'The version of the report that you have seen: nobody answers what they did not read.',
  })
  expectedVersion!: number;

  @Field(() => String, {
    description: 'A uuid you make for this one answer: sending it again gives the same answer, not a second one.',
  })
  @IsUUID()
  idempotencyKey!: string;
}

@InputType('ConfirmResolutionInput', { description: 'The reporter is satisfied (FUP-2).' })
export class ConfirmResolutionInput extends FeedbackInput {
  @Field(() => String, { nullable: true, description: 'Anything to say about it: up to 10,000 characters.' })
  @Text(0, 10_000)
  text?: string | null;

  @Field(() => Int, { nullable: true, description: 'A rating of 1 (bad) to 5 (good); it can also be given later.' })
  @Min(1)
  @Max(5)
  rating?: number | null;
}

@InputType('DisputeResolutionInput', { description: 'The reporter is not satisfied (FUP-2).' })
export class DisputeResolutionInput extends FeedbackInput {
  @Field(() => String, { description: 'What is not resolved: 10 to 10,000 characters.' })
  @Text(10, 10_000)
  text!: string;

  @Field(() => [AttachmentClaimInput], { defaultValue: [], description: 'Files uploaded before: up to 10 (INT-7).' })
  @ArrayMaxSize(10)
  attachments!: AttachmentClaimInput[];
}

@InputType('RateReportInput', { description: 'A rating after the report was closed (FUP-5).' })
export class RateReportInput {
  @Field(() => ID, { description: 'Your report.' })
  reportId!: string;

  @Field(() => Int, { description: 'From 1 (bad) to 5 (good).' })
  @Min(1)
  @Max(5)
  rating!: number;
}
