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

  constructor(disposition: DispositionRow | null) {
    this.disposition = disposition;
  }
}

export const DispositionResult = resultUnion('DispositionResult', [DispositionPayload]);
