import { ArrayMaxSize, IsUUID } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Text } from '../platform/graphql/checked-text.ts';
import { AttachmentClaimInput } from '../reports/report.details.inputs.ts';
import { ResponseKinds, type ResponseKind } from './follow-up.vocabulary.ts';

@InputType()
class FollowUpInput {
  @Field(() => ID, { description: 'The disposition of your agency, or of a unit of it.' })
  dispositionId!: string;

  @Field(() => Int, { description: 'The version of the disposition that you have seen (VER-4).' })
  expectedVersion!: number;

  @Field(() => String, {
    description: 'A uuid you make for this one follow-up: sending it again gives the same answer, not a second one.',
  })
  @IsUUID()
  idempotencyKey!: string;

  @Field(() => String, { description: 'What you tell reporter and public: 1 to 10,000 characters.' })
  @Text(1, 10_000)
  text!: string;

  @Field(() => [AttachmentClaimInput], { defaultValue: [], description: 'Files uploaded before: up to 10 (INT-7).' })
  @ArrayMaxSize(10)
  attachments!: AttachmentClaimInput[];
}

@InputType('PublishFollowUpInput', { description: 'A response of an agency that is still at work (FUP-1).' })
export class PublishFollowUpInput extends FollowUpInput {
  @Field(() => ResponseKinds.values, { description: 'An initial response, or progress.' })
  kind!: ResponseKind;
}

@InputType('ResolveDispositionInput', { description: 'What an agency did, and what shows it (FUP-1).' })
export class ResolveDispositionInput extends FollowUpInput {
  @Field(() => String, { description: 'What shows that it is done: 10 to 10,000 characters.' })
  @Text(10, 10_000)
  evidence!: string;
}

export type FollowUpContent = FollowUpInput;
