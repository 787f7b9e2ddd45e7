import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PersonType, type PersonRow } from './person.type.ts';

export const ViewerKind = { PUBLIC: 'PUBLIC', PERSON: 'PERSON', RECEIPT: 'RECEIPT' } as const;
export type ViewerKind = keyof typeof ViewerKind;

registerEnumType(ViewerKind, {
  name: 'ViewerKind',
  description: 'How a request showed who sends it.',
  valuesConfig: {
    PUBLIC: { description: 'Not at all, or with a credential that is not accepted (any more).' },
    PERSON: { description: 'With the session of a signed-in person.' },
    RECEIPT: { description: 'With the receipt of a report filed without an account (INT-4).' },
  },
});

@ObjectType('Viewer', { description: 'Who the server takes the sender of this request for.' })
export class ViewerType {
  @Field(() => ViewerKind, { description: 'How the request showed it.' })
  kind!: ViewerKind;

  @Field(() => PersonType, { nullable: true, description: 'The signed-in person; null for everybody else.' })
  person!: PersonRow | null;
}
