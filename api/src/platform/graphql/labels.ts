import 'reflect-metadata';
import { defaultFieldResolver, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { Arg, Extensions, Field, registerEnumType } from 'type-graphql';
import { DEFAULT_LOCALE, Locale, LOCALE_ARGUMENT, type Sentence } from './locale.ts';

/** One value of a vocabulary: its label in each language, and what it means where the English label does not say it all. */
export interface Term extends Sentence {
  readonly description?: string;
}

/** A closed list of values with labels, known to GraphQL as an enum. */
export interface Vocabulary<Value extends string = string> {
  readonly name: string;
  readonly description: string;
  /** The enum object: give it to GraphQL as `() => vocabulary.values`. */
  readonly values: { readonly [V in Value]: V };
  readonly terms: Readonly<Record<Value, Term>>;
  /** What people call `value`. */
  label(value: Value, locale: Locale): string;
}

const vocabularies = new Map<string, Vocabulary>();
const LABEL = 'tuntas.label';

/** Makes a vocabulary and registers its enum under `name`. */
export function defineVocabulary<Value extends string>(
  name: string,
  terms: Readonly<Record<Value, Term>>,
  description: string,
): Vocabulary<Value> {
  if (vocabularies.has(name)) throw new Error(`The vocabulary ${name} is defined twice.`);
  const values = Object.fromEntries(Object.keys(terms).map((value) => [value, value])) as { [V in Value]: V };
  registerEnumType(values, { name, description, valuesConfig: valueDescriptions(terms) });
  const vocabulary = {
    name,
    description,
    values,
    terms,
    label: (value: Value, locale: Locale) => terms[value][locale],
  };
  vocabularies.set(name, vocabulary as unknown as Vocabulary);
  return vocabulary;
}

function valueDescriptions<Value extends string>(terms: Readonly<Record<Value, Term>>) {
  const entries = Object.entries<Term>(terms).map(([value, term]) => [
    value,
    { description: term.description ?? term.en },
  ]);
  return Object.fromEntries(entries) as Record<Value, { description: string }>;
}

/** All vocabularies, by name. */
export function allVocabularies(): Vocabulary[] {
  return [...vocabularies.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function vocabularyNamed(name: string): Vocabulary | null {
  return vocabularies.get(name) ?? null;
}

/** What people call a value of a vocabulary; the value itself where the program has no such vocabulary or value. */
export function termOf(vocabulary: string, value: string): Sentence | string {
  const terms: Partial<Record<string, Term>> = vocabularies.get(vocabulary)?.terms ?? {};
  return terms[value] ?? value;
}

export interface LabelledOptions {
  readonly description: string;
  readonly nullable?: boolean;
}

interface LabelSource {
  readonly field: string;
  readonly vocabulary: Vocabulary;
}

/** An enum field `x` and beside it `xLabel(locale)`; rows only carry `x`. */
export function LabelledField<Value extends string>(
  vocabulary: Vocabulary<Value>,
  { description, nullable = false }: LabelledOptions,
): PropertyDecorator {
  return (prototype, property) => {
    const field = String(property);
    const label = `${field}Label`;
    Field(() => vocabulary.values, { description, nullable })(prototype, field);
    Field(() => String, { description: `\`${field}\` in words.`, nullable })(prototype, label);
    Arg('locale', () => Locale, { nullable: true, description: LOCALE_ARGUMENT })(prototype, label, 0);
    Extensions({ [LABEL]: { field, vocabulary } })(prototype, label);
  };
}

/** Makes the label fields of the built schema answer from the enum field beside them, guard included. */
export function resolveLabels(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const fields = type.getFields();
    for (const field of Object.values(fields)) {
      const source = field.extensions[LABEL] as LabelSource | undefined;
      if (!source) continue;
      field.resolve = async (row, { locale }, ctx, info) => {
        const read = fields[source.field]?.resolve ?? defaultFieldResolver;
        const value = (await read(row, {}, ctx, info)) as string | null | undefined;
        return value == null ? null : source.vocabulary.label(value, locale ?? ctx.locale ?? DEFAULT_LOCALE);
      };
    }
  }
}
