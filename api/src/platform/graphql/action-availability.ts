import 'reflect-metadata';
import { Ctx, Field, ObjectType } from 'type-graphql';
import { DEFAULT_LOCALE, LocaleArg, type Locale } from './locale.ts';
import { refusalCodes, type RefusalCode } from './refusal-codes.ts';
import { RefusalCodes } from './refusals.ts';
import { fillSentence, type Details } from './sentences.ts';

/** Why something cannot be done now, or that it can. */
export interface Offer {
  readonly reasonCode: RefusalCode | null;
  readonly requirement: string;
  /** What the reason mentions. */
  readonly facts: Details;
}

/** Whether the viewer can do something now, and why not. Types add what it is. */
@ObjectType()
export abstract class ActionAvailability {
  @Field(() => Boolean, { description: 'Whether the viewer can do it now.' })
  available: boolean;

  @Field(() => RefusalCodes, { nullable: true, description: 'Why not, for programs; null when available.' })
  reasonCode: RefusalCode | null;

  @Field(() => String, { description: 'The requirement behind the action or the reason, such as "VER-2".' })
  requirement: string;

  private readonly facts: Details;

  constructor({ reasonCode, requirement, facts }: Offer) {
    this.available = reasonCode === null;
    this.reasonCode = reasonCode;
    this.requirement = requirement;
    this.facts = facts;
  }

  @Field(() => String, { nullable: true, description: 'Why not, in words for people; null when available.' })
  reason(@LocaleArg() locale: Locale | undefined, @Ctx() ctx?: { locale?: Locale }): string | null {
    if (this.reasonCode === null) return null;
    return fillSentence(refusalCodes[this.reasonCode], this.facts, locale ?? ctx?.locale ?? DEFAULT_LOCALE);
  }
}
