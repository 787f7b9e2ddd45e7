import { Field, ObjectType } from 'type-graphql';
import { LabelledField } from '../platform/graphql/labels.ts';
import { AreaKinds, AreaLevels } from './area.vocabulary.ts';

@ObjectType('Area', {
  description: 'A province, regency or city, district or village (INT-2). Public; `code` is its key.',
})
export class AreaType {
  @Field(() => String, { description: 'The code of the Ministry of Home Affairs, such as 32.12.31.2001.' })
  code!: string;

  @LabelledField(AreaLevels, { description: 'On which level of the administrative division it stands.' })
  level!: string;

  @Field(() => String, { description: 'The name; regencies and cities begin with "Kabupaten" or "Kota".' })
  name!: string;

  @LabelledField(AreaKinds, { nullable: true, description: 'Regency or city; null on the other levels.' })
  kind!: string | null;

  @Field(() => String, { description: 'The IANA name of its time zone, such as Asia/Jayapura (CLK-1).' })
  timeZone!: string;
}
