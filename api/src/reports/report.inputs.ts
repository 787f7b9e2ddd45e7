import { IsUUID, MaxLength } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import type { Channel, ReportKind } from '../casework/report.entity.ts';
import { Text } from '../platform/graphql/checked-text.ts';
import { PointInput, ReportDetailsInput } from './report.details.inputs.ts';
import { Channels, ReportKinds } from './report.vocabulary.ts';

export const SelfServiceChannel = { WEB: 'WEB', MOBILE: 'MOBILE' } as const;
registerEnumType(SelfServiceChannel, {
  name: 'SelfServiceChannel',
  description: 'The doors at which reporters serve themselves.',
  valuesConfig: { WEB: { description: 'The web portal.' }, MOBILE: { description: 'A mobile app.' } },
});

@InputType()
class ReportContentInput extends ReportDetailsInput {
  @Field(() => String, {
    description:
      'A uuid you make for this one report: sending it again gives the same answer instead of a second report.',
  })
  @IsUUID()
  idempotencyKey!: string;

  @Field(() => ReportKinds.values, { defaultValue: 'COMPLAINT', description: 'What kind of report it is.' })
  kind!: ReportKind;

  @Field(() => String, { description: 'In one line: 1 to 200 characters.' })
  @Text(1, 200)
  title!: string;

  @Field(() => String, { description: 'In full: 1 to 20,000 characters.' })
  @Text(1, 20_000)
  body!: string;

  @Field(() => ID, { nullable: true, description: 'The category; without one the verifier chooses.' })
  categoryId?: string | null;

  @Field(() => PointInput, { nullable: true, description: 'The place as a point.' })
  point?: PointInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Hide who reports from agencies and public (IDN-2).' })
  anonymous!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Hide the report from the public (IDN-2).' })
  confidential!: boolean;
}

@InputType('ReporterContactInput', {
  description: 'How to reach a reporter without an account. All of it goes into the vault and nowhere else (IDN-3).',
})
export class ReporterContactInput {
  @Field(() => String, { nullable: true, description: 'The name, shown with the report unless it is anonymous.' })
  @Text(0, 200)
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'An e-mail address.' })
  @MaxLength(320)
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'A phone number with country code, such as 6282316330001.' })
  @MaxLength(20)
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'A postal address.' })
  @Text(0, 500)
  address?: string | null;
}

@InputType('FileReportInput', { description: 'A report that its reporter files (INT-2, INT-4).' })
export class FileReportInput extends ReportContentInput {
  @Field(() => SelfServiceChannel, { defaultValue: 'WEB', description: 'The door it comes in by.' })
  channel!: 'WEB' | 'MOBILE';

  @Field(() => ReporterContactInput, {
    nullable: true,
    description: 'Without an account: how to reach you, if you like. Ignored for signed-in reporters.',
  })
  contact?: ReporterContactInput | null;
}

@InputType('FileReportOnBehalfInput', {
  description: 'A report that staff enter for somebody who wrote, called or came (INT-1).',
})
export class FileReportOnBehalfInput extends ReportContentInput {
  @Field(() => Channels.values, { description: 'By which door the report came in.' })
  channel!: Channel;

  @Field(() => ReporterContactInput, { description: 'Who reports, as far as known.' })
  contact!: ReporterContactInput;
}

export type ReportContent = ReportContentInput;
