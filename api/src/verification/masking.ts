/** Stands for one masked character. */
export const MASK = '▇';

/** The text with every occurrence of the masked words covered, character by character, whatever their case. */
export function maskWords(text: string, masks: readonly string[]): string {
  return longestFirst(masks).reduce(
    (masked, word) => masked.replace(literally(word), (found) => MASK.repeat([...found].length)),
    text,
  );
}

/** Does the word occur in one of the texts? A mask that covers nothing is a typing mistake worth telling. */
export function occursIn(word: string, texts: readonly string[]): boolean {
  return texts.some((text) => literally(word).test(text));
}

/** Otherwise masking "Budi" would leave the rest of "Budi Santoso" to be read. */
function longestFirst(masks: readonly string[]): string[] {
  return [...masks].sort((a, b) => b.length - a.length);
}

function literally(word: string): RegExp {
  return new RegExp(word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'giu');
}
