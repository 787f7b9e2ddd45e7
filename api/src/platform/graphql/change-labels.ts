import type { Vocabulary } from './labels.ts';
import type { Locale } from './locale.ts';

/** What people call what a conflict lists: the events, and those who caused them. */
export interface ChangeNames {
  readonly type: Vocabulary;
  readonly actor: Vocabulary;
}

let names: ChangeNames | null = null;

/** Gives the changes of a conflict their names. The feature that has the words does so when it is loaded. */
export function nameChanges<Type extends string, Actor extends string>(given: {
  type: Vocabulary<Type>;
  actor: Vocabulary<Actor>;
}): void {
  names = given as unknown as ChangeNames;
}

/** The value in words; the value itself where nobody has a word for it. */
export function changeLabel(kind: keyof ChangeNames, value: string, locale: Locale): string {
  const vocabulary = names?.[kind];
  return vocabulary && Object.hasOwn(vocabulary.values, value) ? vocabulary.label(value, locale) : value;
}
