import 'reflect-metadata';
import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { allVocabularies, vocabularyNamed, type Term, type Vocabulary } from './labels.ts';
import { DEFAULT_LOCALE, LocaleArg, type Locale } from './locale.ts';
import { Allow } from './policy.ts';

@ObjectType('VocabularyValue', { description: 'One value of an enum, as people read it.' })
class VocabularyValueType {
  @Field(() => String, { description: 'The value as the enum spells it.' })
  value: string;

  private readonly term: Term;

  constructor(value: string, term: Term) {
    this.value = value;
    this.term = term;
  }

  @Field(() => String, { description: 'What people call it.' })
  label(@LocaleArg() locale: Locale | undefined, @Ctx() ctx: { locale?: Locale }): string {
    return this.term[locale ?? ctx.locale ?? DEFAULT_LOCALE];
  }

  @Field(() => String, { description: 'What it means, in English.' })
  description(): string {
    return this.term.description ?? this.term.en;
  }
}

@ObjectType('Vocabulary', { description: 'An enum of this API with the labels of its values.' })
class VocabularyType {
  @Field(() => String, { description: 'The name of the enum.' })
  name: string;

  @Field(() => String, { description: 'What the enum is about, in English.' })
  description: string;

  @Field(() => [VocabularyValueType], { description: 'Its values, in the order in which lists should show them.' })
  values: VocabularyValueType[];

  constructor(vocabulary: Vocabulary) {
    this.name = vocabulary.name;
    this.description = vocabulary.description;
    this.values = Object.entries(vocabulary.terms).map(([value, term]) => new VocabularyValueType(value, term));
  }
}

/** The labels behind the enums, so that no client keeps its own translations. */
@Resolver()
export class VocabularyResolver {
  @Query(() => [VocabularyType], { description: 'Every enum whose values have labels, by name.' })
  @Allow('PUBLIC')
  vocabularies(): VocabularyType[] {
    return allVocabularies().map((vocabulary) => new VocabularyType(vocabulary));
  }

  @Query(() => VocabularyType, { nullable: true, description: 'One such enum; null when there is none of that name.' })
  @Allow('PUBLIC')
  vocabulary(@Arg('name', () => String, { description: 'The name of the enum.' }) name: string): VocabularyType | null {
    const vocabulary = vocabularyNamed(name);
    return vocabulary && new VocabularyType(vocabulary);
  }
}
