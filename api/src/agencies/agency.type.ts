import { Field, ObjectType } from 'type-graphql';
import { Node } from '../platform/graphql/global-id.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { AgencyTypes } from './agency.vocabulary.ts';

@ObjectType('Agency', {
  implements: Node,
  description: 'A government agency, or a unit of one down to the kelurahan. Public (PUB-3).',
})
export class AgencyType extends Node {
  @Field(() => String, {
    description:
      'Stable and readable: the codes from the top agency down, joined by dots, such as KOTA-BANDUNG.DISHUB.',
  })
  code!: string;

  @Field(() => String, { description: 'The official name.' })
  name!: string;

  @LabelledField(AgencyTypes, { description: 'What kind of agency it is.' })
  type!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when reports can be disposed to it; null while it is not connected (VER-6).',
  })
  connectedAt!: Date | null;

  @Field(() => String, {
    description: 'The IANA name of the time zone its time limits end in, such as Asia/Makassar (CLK-1).',
  })
  timeZone!: string;
}
