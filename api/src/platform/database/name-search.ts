const MOST_WORDS = 6;
const SHORTEST_INDEXED = 3;

/**
 * Patterns for `ilike` which together find the names that contain every word of `text`, in any order. A trigram index
 * serves them: it needs three letters, so a text of shorter words finds names that begin with it. Empty for no words.
 */
export function namePatterns(text: string): string[] {
  const words = text
    .replaceAll('\0', '')
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
    .map(literally);
  if (words.length === 0) return [];
  const isIndexed = words.some((word) => word.replaceAll('\\', '').length >= SHORTEST_INDEXED);
  return isIndexed ? words.map((word) => `%${word}%`) : [`${words.join(' ')}%`];
}

/** The text as a pattern that matches itself. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
