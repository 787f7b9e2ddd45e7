import 'reflect-metadata';
import { Arg, registerEnumType } from 'type-graphql';

/** The languages Tuntas speaks. GraphQL writes them ID and EN; inside, and in sentence tables, they are 'id' and 'en'. */
export const Locale = { ID: 'id', EN: 'en' } as const;
export type Locale = (typeof Locale)[keyof typeof Locale];

export const DEFAULT_LOCALE: Locale = Locale.ID;

/** The same sentence in every language Tuntas speaks. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

registerEnumType(Locale, {
  name: 'Locale',
  description: 'A language that texts can be asked for in.',
  valuesConfig: {
    ID: { description: 'Bahasa Indonesia, the default.' },
    EN: { description: 'English.' },
  },
});

/** The optional `locale` argument of a text field; without it the language of the request applies. */
export function LocaleArg(): ReturnType<typeof Arg> {
  return Arg('locale', () => Locale, { nullable: true, description: LOCALE_ARGUMENT });
}

export const LOCALE_ARGUMENT = 'The language wanted; without it the one the request asked for.';

/** The language an Accept-Language header asks for first, of those spoken here. */
export function localeFromHeader(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => preference(part.trim()))
    .filter((part) => part.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .find((part) => part.language === 'id' || part.language === 'en');
  return wanted?.language === 'en' ? Locale.EN : DEFAULT_LOCALE;
}

function preference(part: string): { language: string; weight: number } {
  const [tag = '', ...options] = part.split(';');
  const quality = options.map((option) => /^\s*q=([\d.]+)\s*$/.exec(option)?.[1]).find(Boolean);
  return { language: tag.toLowerCase().split('-')[0] ?? '', weight: quality === undefined ? 1 : Number(quality) || 0 };
}
