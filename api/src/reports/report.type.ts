import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Facts, ServiceClasses } from '../categories/category.vocabulary.ts';
import type { Fact } from '../categories/fact.ts';
import { Node } from '../platform/graphql/global-id.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DateTime, LocalDate } from '../platform/graphql/scalars.ts';
import { Channels, ClosedBy, ReportKinds, ReportStatuses } from './report.vocabulary.ts';

@ObjectType('ReportFact', { description: "The reporter's answer to one of the 5W1H questions (INT-6)." })
export class ReportFactType {
  @LabelledField(Facts, { description: 'The question.' })
  fact!: Fact;

  @Field(() => String, { description: 'The answer, in the words of the reporter.' })
  answer!: string;
}

@ObjectType('Point', { description: 'A place on earth, WGS 84.' })
export class PointType {
  @Field(() => Float, { description: 'Degrees north; negative is south.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east.' })
  longitude!: number;
}

@ObjectType('Report', {
  implements: Node,
  description:
    'A report: a complaint, an aspiration or a request for information (INT-2). Public once it is verified, unless it is ' +
    'confidential: then only its reporter, the agencies it was disposed to, admins and overseers can see that it exists (IDN-2).',
})
export class ReportType extends Node {
  @Field(() => String, {
    description:
      'Ten digits by which anybody can ask after the report once it is published, and its reporter at any time (PUB-2).',
  })
  trackingId!: string;

  @LabelledField(ReportKinds, { description: 'What kind of report it is.' })
  kind!: string;

  @LabelledField(Channels, { description: 'By which door it came in.' })
  channel!: string;

  @Field(() => String, { description: 'In one line.' })
  title!: string;

  @Field(() => String, { description: 'In full; words may have been masked by an admin (VER-3).' })
  body!: string;

  @LabelledField(ServiceClasses, { description: 'Decides how long a resolution may take.' })
  serviceClass!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The day of the event, where the reporter named one.' })
  eventDate!: string | null;

  @Field(() => Boolean, { description: 'The identity of the reporter is hidden from agencies and public (IDN-2).' })
  anonymous!: boolean;

  @Field(() => Boolean, { description: 'The report is hidden from the public (IDN-2).' })
  confidential!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'The name of the reporter, or a masked phone number; null when anonymous or unknown, and to overseers when the ' +
      'report is confidential (IDN-1, EXE-2).',
  })
  reporterDisplay!: string | null;

  @LabelledField(ReportStatuses, { description: 'Where the report stands.' })
  status!: string;

  @Field(() => Int, { description: 'Grows with every change; send it as `expectedVersion` with a decision (VER-4).' })
  version!: number;

  @Field(() => DateTime, { description: 'When it was filed.' })
  receivedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was verified; null before.' })
  verifiedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was disposed to agencies; null before.' })
  disposedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When all required agencies had resolved it; null before, and again after a dispute.',
  })
  resolvedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed; null before.' })
  closedAt!: Date | null;

  @LabelledField(ClosedBy, { description: 'Who closed it; null before.', nullable: true })
  closedBy!: string | null;

  @Field(() => Int, { description: 'How often the reporter disputed a resolution (FUP-5).' })
  disputeCount!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The rating of the reporter on closing, 1 to 5; null without one (FUP-5).',
  })
  rating!: number | null;

  @Field(() => [Facts.values], {
    description: 'Which facts the reporter was asked to supply; empty unless the report is with the reporter (VER-2).',
  })
  missingFacts!: Fact[];

  @Field(() => String, {
    nullable: true,
    description: 'What the verifier asked the reporter, while the report is with them.',
  })
  returnNote!: string | null;
}
