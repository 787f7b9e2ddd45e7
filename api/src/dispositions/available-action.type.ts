import 'reflect-metadata';
import { Ctx, Field, ObjectType } from 'type-graphql';
import type { DispositionStatus } from '../casefile/case-file.ts';
import type { Availability } from '../casefile/availability.ts';
import type { DispositionAction } from '../casefile/disposition.lifecycle.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DEFAULT_LOCALE, LocaleArg, type Locale } from '../platform/graphql/locale.ts';
import { refusalCodes } from '../platform/graphql/refusal-codes.ts';
import { fillSentence } from '../platform/graphql/sentences.ts';
import { DispositionActions } from './action.vocabulary.ts';
import { DispositionStatuses } from './disposition.vocabulary.ts';

@ObjectType('AvailableDispositionAction', {
  description: 'Whether the viewer can do something to a disposition now. Draw buttons from it.',
})
export class AvailableDispositionAction {
  @LabelledField(DispositionActions, { description: 'What it is.' })
  action: DispositionAction;

  @Field(() => Boolean, { description: 'Whether the viewer can do it now.' })
  available: boolean;

  @Field(() => String, { description: 'The requirement behind the action or the reason, such as "DIS-2".' })
  requirement: string;

  private readonly availability: Availability<DispositionAction>;
  private readonly status: DispositionStatus;

  constructor(availability: Availability<DispositionAction>, status: DispositionStatus) {
    this.action = availability.action;
    this.available = availability.available;
    this.requirement = availability.source;
    this.availability = availability;
    this.status = status;
  }

  @Field(() => String, { nullable: true, description: 'Why not, in words for people; null when available.' })
  reason(@LocaleArg() locale: Locale | undefined, @Ctx() ctx: { locale?: Locale }): string | null {
    const { reason, action } = this.availability;
    if (reason === null) return null;
    const code = reason === 'NOT_YOURS' ? 'NOT_PERMITTED' : reason;
    const facts = { action: DispositionActions.terms[action], status: DispositionStatuses.terms[this.status] };
    return fillSentence(refusalCodes[code], facts, locale ?? ctx.locale ?? DEFAULT_LOCALE);
  }
}
