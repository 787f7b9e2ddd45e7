import 'reflect-metadata';
import { Ctx, Field, ObjectType } from 'type-graphql';
import type { DispositionStatus } from '../casefile/case-file.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DEFAULT_LOCALE, LocaleArg, type Locale } from '../platform/graphql/locale.ts';
import { refusalCodes, type RefusalCode } from '../platform/graphql/refusal-codes.ts';
import { RefusalCodes } from '../platform/graphql/refusals.ts';
import { fillSentence, type Details } from '../platform/graphql/sentences.ts';
import { DispositionActions, type OfferableDispositionAction } from './disposition.actions.vocabulary.ts';
import { DispositionStatuses } from './disposition.vocabulary.ts';

/** Whether an action is available, and the facts its reason mentions. */
export interface OfferedAction {
  readonly action: OfferableDispositionAction;
  readonly status: DispositionStatus;
  readonly reasonCode: RefusalCode | null;
  readonly requirement: string;
  readonly facts: Details;
}

@ObjectType('DispositionActionAvailability', {
  description: 'Whether the viewer can do something to a disposition now, and why not. Draw buttons from it.',
})
export class DispositionActionAvailability {
  @LabelledField(DispositionActions, { description: 'What it is.' })
  action: OfferableDispositionAction;

  @Field(() => Boolean, { description: 'Whether the viewer can do it now.' })
  available: boolean;

  @Field(() => RefusalCodes, { nullable: true, description: 'Why not, for programs; null when available.' })
  reasonCode: RefusalCode | null;

  @Field(() => String, { description: 'The requirement behind the action or the reason, such as "DIS-2".' })
  requirement: string;

  private readonly facts: Details;

  constructor({ action, status, reasonCode, requirement, facts }: OfferedAction) {
    this.action = action;
    this.available = reasonCode === null;
    this.reasonCode = reasonCode;
    this.requirement = requirement;
    this.facts = { action: DispositionActions.terms[action], status: DispositionStatuses.terms[status], ...facts };
  }

  @Field(() => String, { nullable: true, description: 'Why not, in words for people; null when available.' })
  reason(@LocaleArg() locale: Locale | undefined, @Ctx() ctx?: { locale?: Locale }): string | null {
    if (this.reasonCode === null) return null;
    return fillSentence(refusalCodes[this.reasonCode], this.facts, locale ?? ctx?.locale ?? DEFAULT_LOCALE);
  }
}
