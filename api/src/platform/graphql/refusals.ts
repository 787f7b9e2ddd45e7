import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import {
  createUnionType,
  Ctx,
  Field,
  Int,
  InterfaceType,
  ObjectType,
  registerEnumType,
  type ClassType,
} from 'type-graphql';
import { changeLabel } from './change-labels.ts';
import { LocaleArg, DEFAULT_LOCALE, Locale, type Sentence } from './locale.ts';
import { refusalCodes, type RefusalCode } from './refusal-codes.ts';
import { DateTime, JSONValue } from './scalars.ts';
import { detailText, fillSentence, type Details, type DetailValue } from './sentences.ts';

interface HasLocale {
  readonly locale: Locale;
}

/** The enum object of refusal codes. */
export const RefusalCodes = Object.fromEntries(Object.keys(refusalCodes).map((code) => [code, code])) as {
  [Code in RefusalCode]: Code;
};

registerEnumType(RefusalCodes, {
  name: 'RefusalCode',
  description: 'Why something was refused.',
  valuesConfig: Object.fromEntries(
    Object.entries(refusalCodes).map(([code, sentence]) => [code, { description: sentence.en }]),
  ),
});

const MESSAGE = 'The reason in words for people.';

/** An expected "no". Mutations return it beside their payload; it is data, not an error. */
@InterfaceType('Refusal', {
  description: 'An expected refusal: why the request was not carried out. Nothing was changed.',
})
export abstract class Refusal {
  @Field(() => RefusalCodes, { description: 'The reason, for programs.' })
  code: RefusalCode;

  /** What the placeholders of the sentence stand for. */
  protected readonly facts: Details;

  protected constructor(code: RefusalCode, facts: Details) {
    this.code = code;
    this.facts = facts;
    fillSentence(refusalCodes[code], facts, DEFAULT_LOCALE);
  }

  @Field(() => String, { description: MESSAGE })
  message(@LocaleArg() locale: Locale | undefined, @Ctx() ctx?: HasLocale): string {
    return fillSentence(refusalCodes[this.code], this.facts, locale ?? ctx?.locale ?? DEFAULT_LOCALE);
  }
}

@ObjectType('RefusalDetail', { description: 'One fact a refusal rests on.' })
export class RefusalDetail {
  @Field(() => String, { description: 'What the fact is about.' })
  name: string;

  private readonly fact: DetailValue;

  constructor(name: string, fact: DetailValue) {
    this.name = name;
    this.fact = fact;
  }

  @Field(() => String, { description: 'The fact as text.' })
  value(@LocaleArg() locale: Locale | undefined, @Ctx() ctx?: HasLocale): string {
    return detailText(this.fact, locale ?? ctx?.locale ?? DEFAULT_LOCALE);
  }
}

@ObjectType('ActionRefused', {
  implements: Refusal,
  description: 'The action is not possible now, or not for this viewer.',
})
export class ActionRefused extends Refusal {
  @Field(() => String, {
    nullable: true,
    description: 'The requirement the refusal follows from, such as "VER-4"; null where there is no single one.',
  })
  requirement: string | null;

  @Field(() => [RefusalDetail], { description: 'The facts the refusal rests on.' })
  details: RefusalDetail[];

  constructor(code: RefusalCode, facts: Details, requirement: string | null) {
    super(code, facts);
    this.requirement = requirement;
    this.details = Object.entries(facts).map(([name, value]) => new RefusalDetail(name, value));
  }
}

@ObjectType('ChangeSummary', { description: 'One thing that happened since the submitted version was read.' })
export class ChangeSummary {
  @Field(() => DateTime, { description: 'When it happened.' })
  at: Date;

  @Field(() => String, { description: 'What happened: the name of the event, one of EventType.' })
  type: string;

  @Field(() => String, { description: '`type` in words.' })
  typeLabel(@LocaleArg() locale: Locale | undefined, @Ctx() ctx?: HasLocale): string {
    return changeLabel('type', this.type, locale ?? ctx?.locale ?? DEFAULT_LOCALE);
  }

  @Field(() => String, {
    nullable: true,
    description: 'In which capacity somebody did it, one of ActorKind; null where the viewer may not know.',
  })
  actor: string | null;

  @Field(() => String, { nullable: true, description: '`actor` in words.' })
  actorLabel(@LocaleArg() locale: Locale | undefined, @Ctx() ctx?: HasLocale): string | null {
    return this.actor && changeLabel('actor', this.actor, locale ?? ctx?.locale ?? DEFAULT_LOCALE);
  }

  constructor(at: Date, type: string, actor: string | null) {
    this.at = at;
    this.type = type;
    this.actor = actor;
  }
}

/** What a conflict tells: which version was expected, which there is, what happened between, and the lost input. */
export interface Conflict {
  readonly expectedVersion: number;
  readonly actualVersion: number;
  readonly changes: readonly { at: Date; type: string; actor: string | null }[];
  readonly submitted: unknown;
}

@ObjectType('VersionConflict', {
  implements: Refusal,
  description: 'Somebody else was faster: the thing changed since it was read.',
})
export class VersionConflict extends Refusal {
  @Field(() => Int, { description: 'The version the request was made for.' })
  expectedVersion: number;

  @Field(() => Int, { description: 'The version there is now.' })
  actualVersion: number;

  @Field(() => [ChangeSummary], { description: 'What happened between the two versions, oldest first.' })
  changes: ChangeSummary[];

  @Field(() => JSONValue, {
    nullable: true,
    description: 'The input as it was submitted, so that it can be offered again.',
  })
  submitted: unknown;

  constructor(conflict: Conflict) {
    super('VERSION_CONFLICT', {});
    this.expectedVersion = conflict.expectedVersion;
    this.actualVersion = conflict.actualVersion;
    this.changes = conflict.changes.map((change) => new ChangeSummary(change.at, change.type, change.actor));
    this.submitted = conflict.submitted;
  }
}

/** A problem as code reports it: the path of the field (below the input object, without its name), the reason, and what its placeholders stand for. */
export interface Problem {
  readonly path: string;
  readonly code: RefusalCode;
  readonly details?: Details;
}

@ObjectType('FieldProblem', { description: 'What is wrong with one field of the input.' })
export class FieldProblem {
  @Field(() => String, {
    description: 'The field: the name of an argument, or a path below the input object such as `place.0`.',
  })
  path: string;

  @Field(() => RefusalCodes, { description: 'The reason, for programs.' })
  code: RefusalCode;

  private readonly facts: Details;

  constructor(problem: Problem) {
    if (problem.path.startsWith('input.')) throw new Error(`Say "${problem.path}" without "input.", as all others do.`);
    this.path = problem.path;
    this.code = problem.code;
    this.facts = problem.details ?? {};
    fillSentence(refusalCodes[this.code], this.facts, DEFAULT_LOCALE);
  }

  @Field(() => String, { description: MESSAGE })
  message(@LocaleArg() locale: Locale | undefined, @Ctx() ctx?: HasLocale): string {
    return fillSentence(refusalCodes[this.code], this.facts, locale ?? ctx?.locale ?? DEFAULT_LOCALE);
  }
}

@ObjectType('InvalidInput', { implements: Refusal, description: 'The input itself is not acceptable.' })
export class InvalidInput extends Refusal {
  @Field(() => [FieldProblem], { description: 'What is wrong, field by field.' })
  fields: FieldProblem[];

  constructor(problems: readonly Problem[]) {
    super('INVALID_INPUT', {});
    this.fields = problems.map((problem) => new FieldProblem(problem));
  }
}

export type AnyRefusal = ActionRefused | VersionConflict | InvalidInput;

/** "This cannot be done": the code, what its placeholders (and the client) should know, and the requirement it follows from. */
export function refuse(code: RefusalCode, details: Details = {}, requirement: string | null = null): ActionRefused {
  return new ActionRefused(code, details, requirement);
}

/** "Somebody was faster." */
export function conflict(facts: Conflict): VersionConflict {
  return new VersionConflict(facts);
}

/** Versions count from 1: nobody has read one below, or one beyond the present. */
export function neverWas(version: number, present: number): boolean {
  return version < 1 || version > present;
}

/** "This input will not do." */
export function invalid(problems: readonly Problem[]): InvalidInput {
  return new InvalidInput(problems);
}

/**
 * A refusal on its way out of code that cannot return it, such as a command whose transaction must roll back. A field
 * whose result is a union with refusals returns it as data; anywhere else it is an error with the refusal's code.
 */
export class RefusedError extends GraphQLError {
  readonly refusal: AnyRefusal;

  constructor(refusal: AnyRefusal) {
    super(refusal.message(DEFAULT_LOCALE), { extensions: { code: refusal.code, ...problemsOf(refusal) } });
    this.refusal = refusal;
  }
}

function problemsOf(refusal: AnyRefusal): { fields?: { path: string; code: string; message: Sentence }[] } {
  if (!(refusal instanceof InvalidInput)) return {};
  return {
    fields: refusal.fields.map((problem) => ({
      path: problem.path,
      code: problem.code,
      message: { id: problem.message(Locale.ID), en: problem.message(Locale.EN) },
    })),
  };
}

/**
 * The result of a mutation: one of `payloads`, or a refusal. Resolvers return instances, since that is how the member
 * is recognised.
 */
export function resultUnion<Payloads extends readonly ClassType[]>(
  name: string,
  payloads: Payloads,
): InstanceType<Payloads[number]> | AnyRefusal {
  return createUnionType({
    name,
    description: `What came of it: ${payloads.map((payload) => payload.name).join(' or ')}, or why it was refused.`,
    types: () => [...payloads, ActionRefused, VersionConflict, InvalidInput] as const,
  }) as InstanceType<Payloads[number]> | AnyRefusal;
}
