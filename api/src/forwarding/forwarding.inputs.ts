import { MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DispositionDecision, DispositionTransfer } from '../dispositions/disposition.inputs.ts';
import { REASON } from '../dispositions/instructions.ts';
import { Text } from '../platform/graphql/checked-text.ts';

@InputType('AcceptDispositionInput', { description: 'Which disposition the agency takes on.' })
export class AcceptDispositionInput extends DispositionDecision {}

@InputType('ForwardDispositionInput', { description: 'To whom a disposition goes, and what they are asked to do.' })
export class ForwardDispositionInput extends DispositionTransfer {}

@InputType('DeclineDispositionInput', { description: 'Why it is not the authority of the agency, and whose it is.' })
export class DeclineDispositionInput extends DispositionDecision {
  @Field(() => String, { description: 'The reason, which is published: 10 to 2,000 characters.' })
  @Text(REASON.least, REASON.most)
  reason!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The agency whose authority it is; without one the disposition goes back to the national queue.',
  })
  @MaxLength(200)
  targetAgencyId?: string | null;
}
