import { Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../platform/graphql/global-id.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { DisclosureStatuses, IdentityReaders } from './disclosure.vocabulary.ts';

@ObjectType('Disclosure', {
  implements: Node,
  description:
    "A request to read a reporter's identity, and what became of it (IDN-3). For admins, overseers, the agency that asked " +
    'and those above it, and the reporter.',
})
export class DisclosureType extends Node {
  @Field(() => String, { description: 'Why it was asked for.' })
  reason!: string;

  @LabelledField(DisclosureStatuses, { description: 'Where it stands.' })
  status!: string;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  requestedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was granted or refused; null before.' })
  decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What the admin who decided last had to say.' })
  decisionNote!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the grant ends by itself, 30 days after it was given; null where nothing was granted.',
  })
  expiresAt!: Date | null;

  @Field(() => Int, { description: 'Grows with every decision; send it as `expectedVersion`.' })
  version!: number;
}

@ObjectType('IdentityRead', { description: "One reading of a reporter's identity (IDN-3)." })
export class IdentityReadType {
  @Field(() => DateTime, { description: 'When it was read.' })
  at!: Date;

  @LabelledField(IdentityReaders, { description: 'On whose behalf it was read.' })
  readerKind!: string;
}
