/** Stands for masked words, one or many: the length of a name or number tells a good deal of it. */
export const MASK = '▇'.repeat(5);

/** The text with every occurrence of the masked words covered, whatever their case. */
export function maskWords(text: string, masks: readonly string[]): string {
  return longestFirst(masks).reduce((masked, word) => masked.replace(literally(word), MASK), text);
}

/**
 * The masked text, cut where covering short words has made it longer than it may be. Nothing is lost: what a report said
 * before is sealed.
 */
export function maskWithin(text: string, masks: readonly string[], most: number): string {
  const characters = [...maskWords(text, masks)];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
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
