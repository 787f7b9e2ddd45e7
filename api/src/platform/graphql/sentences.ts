import type { Locale, Sentence } from './locale.ts';

/** A fact that a sentence can mention; one that reads differently by language is a sentence itself. */
export type DetailValue = string | number | Date | Sentence;

export type Details = Readonly<Record<string, DetailValue>>;

/** The sentence in `locale` with its `{placeholders}` filled in. Throws when a fact is missing: that is a bug. */
export function fillSentence(sentence: Sentence, facts: Details, locale: Locale): string {
  return sentence[locale].replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`"${sentence.en}" needs the detail "${name}".`);
    return detailText(fact, locale);
  });
}

/** A fact as people read it. Instants are in western Indonesian time (WIB), which is written beside them. */
export function detailText(fact: DetailValue, locale: Locale): string {
  if (fact instanceof Date) return `${dateFormats[locale].format(fact)} WIB`;
  if (typeof fact === 'number') return numberFormats[locale].format(fact);
  return typeof fact === 'string' ? fact : fact[locale];
}

// Four digits stay together: some of them are years.
const GROUPING = { useGrouping: 'min2' } as const;
const numberFormats = { id: new Intl.NumberFormat('id-ID', GROUPING), en: new Intl.NumberFormat('en-GB', GROUPING) };

const dateFormats = { id: dateFormat('id-ID'), en: dateFormat('en-GB') };

function dateFormat(language: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Jakarta' });
}
