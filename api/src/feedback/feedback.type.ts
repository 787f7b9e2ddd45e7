import { Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../platform/graphql/global-id.ts';
import { DateTime } from '../platform/graphql/scalars.ts';

@ObjectType('Feedback', {
  implements: Node,
  description: "The reporter's answer to a resolution within the feedback window (FUP-2). Visible with the report.",
})
export class FeedbackType extends Node {
  @Field(() => Boolean, {
    description: 'Whether the reporter accepted the resolution, which closed the report, or disputed it.',
  })
  satisfied!: boolean;

  @Field(() => String, { nullable: true, description: 'What the reporter said; a dispute always says why.' })
  text!: string | null;

  @Field(() => Int, { nullable: true, description: 'The rating given with it, 1 to 5; null without one (FUP-5).' })
  rating!: number | null;

  @Field(() => DateTime, { description: 'When it was given.' })
  givenAt!: Date;
}
