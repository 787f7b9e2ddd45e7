import { ArrayMaxSize, ArrayMinSize, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Text } from '../platform/graphql/checked-text.ts';
import { INSTRUCTION, REASON } from './instructions.ts';

const MOST_SUPPORTING_AGENCIES = 20;
const ASKED_TO_DO = 'What the agency is asked to do: 1 to 5,000 characters.';
const REPORT_VERSION = 'The version of the report the decision was made on (VER-4).';

@InputType('LeadAgencyInput', { description: 'The agency that leads, and what it is asked to do (DIS-1).' })
export class LeadAgencyInput {
  @Field(() => ID, { description: 'The agency; it must be connected.' })
  @MaxLength(200)
  agencyId!: string;

  @Field(() => String, { description: ASKED_TO_DO })
  @Text(INSTRUCTION.least, INSTRUCTION.most)
  instruction!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'A shorter limit for its resolution, in working days; absent for that of the service class (CLK-2).',
  })
  @Min(1)
  @Max(400)
  resolveWithinDays?: number | null;
}

@InputType('SupportingAgencyInput', { description: 'An agency that supports, and what it is asked to do (DIS-1).' })
export class SupportingAgencyInput extends LeadAgencyInput {
  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether the report waits for this agency before it goes to its reporter (DIS-4).',
  })
  required!: boolean;
}

@InputType('DisposeReportInput', { description: 'Which agencies work on a report, and what each is asked to do.' })
export class DisposeReportInput {
  @Field(() => ID, { description: 'The report.' })
  @MaxLength(200)
  reportId!: string;

  @Field(() => Int, { description: REPORT_VERSION })
  expectedVersion!: number;

  @Field(() => LeadAgencyInput, { description: 'The agency that leads.' })
  lead!: LeadAgencyInput;

  @Field(() => [SupportingAgencyInput], { defaultValue: [], description: 'Agencies that support: up to 20.' })
  @ArrayMaxSize(MOST_SUPPORTING_AGENCIES)
  supporting!: SupportingAgencyInput[];
}

@InputType('AddSupportingAgenciesInput', { description: 'Further agencies for a report that is being worked on.' })
export class AddSupportingAgenciesInput {
  @Field(() => ID, { description: 'The report.' })
  @MaxLength(200)
  reportId!: string;

  @Field(() => Int, { description: REPORT_VERSION })
  expectedVersion!: number;

  @Field(() => [SupportingAgencyInput], { description: 'The agencies: 1 to 20.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_SUPPORTING_AGENCIES)
  supporting!: SupportingAgencyInput[];
}

@InputType('RedisposeReportInput', { description: 'Who gets a track that was sent back to the national queue.' })
export class RedisposeReportInput {
  @Field(() => ID, { description: 'The report.' })
  @MaxLength(200)
  reportId!: string;

  @Field(() => Int, { description: REPORT_VERSION })
  expectedVersion!: number;

  @Field(() => Int, { description: 'The track: 0 for the main line, 1 and up for supporting ones.' })
  @Min(0)
  track!: number;

  @Field(() => ID, { description: 'The agency that gets it; it must be connected.' })
  @MaxLength(200)
  agencyId!: string;

  @Field(() => String, { description: ASKED_TO_DO })
  @Text(INSTRUCTION.least, INSTRUCTION.most)
  instruction!: string;
}

/** A decision about one leg. */
@InputType()
export abstract class DispositionDecision {
  @Field(() => ID, { description: 'The disposition.' })
  @MaxLength(200)
  dispositionId!: string;

  @Field(() => Int, { description: 'The version of the disposition the decision was made on (VER-4).' })
  expectedVersion!: number;
}

/** A decision by which a leg goes to another agency. */
@InputType()
export abstract class DispositionTransfer extends DispositionDecision {
  @Field(() => ID, { description: 'The agency or unit that gets it; it must be connected.' })
  @MaxLength(200)
  targetAgencyId!: string;

  @Field(() => String, { description: ASKED_TO_DO })
  @Text(INSTRUCTION.least, INSTRUCTION.most)
  instruction!: string;
}

@InputType('WithdrawDispositionInput', { description: 'Why a supporting agency is not needed after all.' })
export class WithdrawDispositionInput extends DispositionDecision {
  @Field(() => String, { description: 'The reason, which is published: 10 to 2,000 characters.' })
  @Text(REASON.least, REASON.most)
  reason!: string;
}

@InputType('ArbitrateDispositionInput', { description: "The arbiter's decision on whose authority it is." })
export class ArbitrateDispositionInput extends DispositionTransfer {}
