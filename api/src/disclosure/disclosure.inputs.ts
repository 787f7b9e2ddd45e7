import { IsUUID, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Text } from '../platform/graphql/checked-text.ts';

@InputType('RequestDisclosureInput', { description: "A request to read a reporter's identity (IDN-3)." })
export class RequestDisclosureInput {
  @Field(() => ID, { description: 'The report.' })
  @MaxLength(200)
  reportId!: string;

  @Field(() => String, { description: 'Why it must be known: 20 to 2,000 characters. The reporter can read it.' })
  @Text(20, 2_000)
  reason!: string;

  @Field(() => String, {
    description: 'A uuid you make for this one request: sending it again gives the same answer, not a second request.',
  })
  @IsUUID()
  idempotencyKey!: string;
}

@InputType('DecideDisclosureInput', { description: 'The decision on a request for disclosure (IDN-3).' })
export class DecideDisclosureInput {
  @Field(() => ID, { description: 'The disclosure.' })
  @MaxLength(200)
  id!: string;

  @Field(() => Boolean, { description: 'Whether it is granted; otherwise it is refused.' })
  grant!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why: up to 2,000 characters, required for a refusal. The agency and the reporter can read it.',
  })
  @Text(0, 2_000)
  note?: string | null;

  @Field(() => Int, { description: 'The `version` of the disclosure the decision was made on.' })
  expectedVersion!: number;
}

@InputType('ReadIdentityInput', { description: "A reading of a reporter's identity (IDN-3)." })
export class ReadIdentityInput {
  @Field(() => ID, { description: 'The report.' })
  @MaxLength(200)
  reportId!: string;

  @Field(() => String, {
    description: 'Why it is read now: 10 to 2,000 characters. Kept in the audit trail; the reporter does not see it.',
  })
  @Text(10, 2_000)
  reason!: string;
}
