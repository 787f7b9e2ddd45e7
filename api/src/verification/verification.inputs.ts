import { ArrayMaxSize, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { ReportKind } from '../casework/report.entity.ts';
import { Facts } from '../categories/category.vocabulary.ts';
import type { Fact } from '../categories/fact.ts';
import { Text } from '../platform/graphql/checked-text.ts';
import { PlaceInput, PointInput, ReportDetailsInput } from '../reports/report.details.inputs.ts';
import { ReportKinds } from '../reports/report.vocabulary.ts';
import { ArchiveReasons, type ArchiveReason } from './archive-reason.vocabulary.ts';

const REPORT_ID = 'The report.';

@InputType('ReportDecisionInput', { description: 'A decision on a report that needs no further word (VER-2).' })
export class ReportDecisionInput {
  @Field(() => ID, { description: REPORT_ID })
  @MaxLength(200)
  reportId!: string;

  @Field(() => Int, { description: 'The version of the report that was decided on (VER-4).' })
  expectedVersion!: number;
}

@InputType('ReturnReportInput', { description: 'What the reporter is asked to add (VER-2).' })
export class ReturnReportInput extends ReportDecisionInput {
  @Field(() => [Facts.values], { description: 'Which facts are missing: at least one.' })
  @ArrayMaxSize(6)
  missingFacts!: Fact[];

  @Field(() => String, { description: 'The question to the reporter, in words: 1 to 2,000 characters.' })
  @Text(1, 2000)
  note!: string;
}

@InputType('HoldReportInput', { description: 'For which agency a report waits (VER-6).' })
export class HoldReportInput extends ReportDecisionInput {
  @Field(() => ID, { description: 'The competent agency, which is not connected yet.' })
  @MaxLength(200)
  agencyId!: string;
}

@InputType('ArchiveReportInput', { description: 'Why a report ends here (VER-2).' })
export class ArchiveReportInput extends ReportDecisionInput {
  @Field(() => ArchiveReasons.values, {
    description: 'The reason, told to whoever sees the report: its reporter, and everybody if it was published.',
  })
  reason!: ArchiveReason;

  @Field(() => String, {
    nullable: true,
    description: 'In words, told to the same people: up to 2,000 characters; required where the reason is OTHER.',
  })
  @Text(0, 2000)
  note?: string | null;
}

@InputType('MergeReportInput', { description: 'Which report tells of the same matter (VER-7).' })
export class MergeReportInput extends ReportDecisionInput {
  @Field(() => ID, { description: 'The report that is worked on instead.' })
  @MaxLength(200)
  intoReportId!: string;
}

@InputType('ReportLocationInput', { description: 'Where it happened. Absent parts are then unknown.' })
export class ReportLocationInput extends PlaceInput {
  @Field(() => PointInput, { nullable: true, description: 'The place as a point.' })
  point?: PointInput | null;
}

@InputType('ReviseReportInput', {
  description: 'What is corrected in a report; absent parts stay as they are (VER-3).',
})
export class ReviseReportInput extends ReportDecisionInput {
  @Field(() => ReportKinds.values, { nullable: true, description: 'What kind of report it is.' })
  kind?: ReportKind | null;

  @Field(() => ID, { nullable: true, description: 'The category.' })
  @MaxLength(200)
  categoryId?: string | null;

  @Field(() => String, { nullable: true, description: 'The title: 1 to 200 characters.' })
  @Text(1, 200)
  title?: string | null;

  @Field(() => ReportLocationInput, { nullable: true, description: 'The location, replaced as a whole.' })
  location?: ReportLocationInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Hide who reports, for good (IDN-2).' })
  makeAnonymous!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Hide the report from the public, for good (IDN-2).' })
  makeConfidential!: boolean;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'Words to cover in title, body, place and facts, whatever their case: up to 50, of 2 to 200 characters. Each is ' +
      'replaced by ▇▇▇▇▇, however long it is.',
  })
  @ArrayMaxSize(50)
  @Text(2, 200, { each: true })
  masks!: string[];
}

@InputType('SupplyFactsInput', { description: 'What a reporter adds when asked. Something must be said (VER-2).' })
export class SupplyFactsInput extends ReportDetailsInput {
  @Field(() => ID, { description: REPORT_ID })
  @MaxLength(200)
  reportId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Appended to the body under the date of the day: up to 10,000 characters.',
  })
  @Text(0, 10_000)
  addition?: string | null;
}
