import { Field, ObjectType } from 'type-graphql';
import type { ReporterIdentity } from '../identity/vault.ts';
import { resultUnion } from '../platform/graphql/refusals.ts';
import type { DisclosureRow } from './disclosure.row.ts';
import { DisclosureType } from './disclosure.type.ts';

@ObjectType('DisclosurePayload', { description: 'It was done; this is the disclosure now.' })
export class DisclosurePayload {
  @Field(() => DisclosureType, {
    nullable: true,
    description: 'The disclosure as it is now; null when the viewer may no longer see it.',
  })
  disclosure: DisclosureRow | null;

  constructor(disclosure: DisclosureRow | null) {
    this.disclosure = disclosure;
  }
}

export const DisclosureResult = resultUnion('DisclosureResult', [DisclosurePayload]);

@ObjectType('ReporterIdentity', {
  description: 'What a reporter left of themselves. Shown to nobody unlogged (IDN-3).',
})
export class ReporterIdentityPayload implements ReporterIdentity {
  @Field(() => String, { nullable: true, description: 'The name.' })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'The e-mail address.' })
  email: string | null;

  @Field(() => String, { nullable: true, description: 'The phone number in E.164, such as +6282316330001.' })
  phone: string | null;

  @Field(() => String, { nullable: true, description: 'The postal address.' })
  address: string | null;

  constructor({ name, email, phone, address }: ReporterIdentity) {
    this.name = name;
    this.email = email;
    this.phone = phone;
    this.address = address;
  }
}

export const ReadIdentityResult = resultUnion('ReadIdentityResult', [ReporterIdentityPayload]);
