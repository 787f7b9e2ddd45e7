import { Field, ObjectType } from 'type-graphql';
import { Node } from '../platform/graphql/global-id.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { Facts, ServiceClasses } from './category.vocabulary.ts';
import type { Fact } from './fact.ts';

@ObjectType('Category', {
  implements: Node,
  description: 'What reports are about; categories form a tree (INT-6). Public.',
})
export class CategoryType extends Node {
  @Field(() => String, { description: 'Stable and readable, such as PEKERJAAN-UMUM.JALAN-RUSAK.' })
  code!: string;

  @Field(() => [Facts.values], { description: 'Which questions a report of this category must answer (INT-6).' })
  requiredFacts!: Fact[];

  @LabelledField(ServiceClasses, {
    description: 'How long a resolution may take, unless the report only asks for information (CLK-2).',
  })
  serviceClass!: string;

  @Field(() => Boolean, {
    description: 'Whether reports of this category show only a coarse place to the public.',
  })
  sensitive!: boolean;
}
