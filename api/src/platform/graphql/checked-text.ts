import { invalid, RefusedError } from './refusals.ts';

/** How long a text may be, in characters as PostgreSQL counts them, not counting white space at its ends. */
export interface TextBounds {
  readonly least: number;
  readonly most: number;
}

/**
 * The text without white space at its ends. Throws RefusedError naming `path` when it is too short or too long: spaces
 * are no text, and an emoji with its variation selector is two characters, which a length check at the door does not see.
 */
export function checkedText(text: string, path: string, { least, most }: TextBounds): string {
  const trimmed = text.trim();
  const length = [...trimmed].length;
  if (length === 0) throw new RefusedError(invalid([{ path, code: 'REQUIRED' }]));
  if (length < least) throw new RefusedError(invalid([{ path, code: 'TOO_SHORT', details: { limit: least } }]));
  if (length > most) throw new RefusedError(invalid([{ path, code: 'TOO_LONG', details: { limit: most } }]));
  return trimmed;
}
