import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../platform/graphql/refusals.ts';
import type { DispositionRow } from './disposition.row.ts';
import { DispositionType } from './disposition.type.ts';

@ObjectType('DispositionPayload', { description: 'It was done; this is the disposition now.' })
export class DispositionPayload {
  @Field(() => DispositionType, {
    nullable: true,
    description: 'The disposition that was acted on, as it is now; null when the viewer may no longer see it.',
  })
  disposition: DispositionRow | null;

  @Field(() => DispositionType, {
    nullable: true,
    description: 'The leg that follows it, where it went on to another agency; null otherwise (DIS-3).',
  })
  successor: DispositionRow | null;

  constructor(disposition: DispositionRow | null, successor: DispositionRow | null) {
    this.disposition = disposition;
    this.successor = successor;
  }
}

export const DispositionResult = resultUnion('DispositionResult', [DispositionPayload]);
