import { Field, ObjectType } from 'type-graphql';
import { Node } from '../platform/graphql/global-id.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { FollowUpKinds } from './follow-up.vocabulary.ts';

@ObjectType('FollowUp', {
  implements: Node,
  description: 'What an agency published on a report (FUP-1). Visible with the report; final once published.',
})
export class FollowUpType extends Node {
  @LabelledField(FollowUpKinds, { description: 'An initial response, progress, or the resolution.' })
  kind!: string;

  @Field(() => String, { description: 'What the agency says, 1 to 10,000 characters.' })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What shows that the matter is resolved; null unless it is a resolution.',
  })
  evidence!: string | null;

  @Field(() => DateTime, { description: 'When it was published.' })
  publishedAt!: Date;
}
