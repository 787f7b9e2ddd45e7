import { Field, ObjectType } from 'type-graphql';
import { Node } from '../platform/graphql/global-id.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { RoleVocabulary } from './role.vocabulary.ts';
import type { Role } from './viewer.ts';

/** What the fields of a person are read from. */
export interface PersonRow {
  id: string;
  displayName: string;
  role: Role;
  agencyId: string | null;
}

@ObjectType('Person', {
  implements: Node,
  description:
    'A person with an account. Visible to the person themselves; staff see staff. Addresses and phone numbers are never part of it (IDN-1).',
})
export class PersonType extends Node {
  @Field(() => String, {
    description: 'The name they show; a masked phone number for whoever signed in by phone only.',
  })
  displayName!: string;

  @LabelledField(RoleVocabulary, { description: 'What they may do.' })
  role!: Role;
}
