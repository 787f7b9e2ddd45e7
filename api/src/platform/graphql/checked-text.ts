import { invalid, RefusedError } from './refusals.ts';

/** How long a text may be, in characters, not counting white space at its ends. */
export interface TextBounds {
  readonly least: number;
  readonly most: number;
}

/**
 * The text without white space at its ends. Throws RefusedError naming `path` when it is too short or too long: spaces
 * are no text, which a length check at the door does not see.
 */
export function checkedText(text: string, path: string, { least, most }: TextBounds): string {
  const trimmed = text.trim();
  if (trimmed.length === 0) throw new RefusedError(invalid([{ path, code: 'REQUIRED' }]));
  if (trimmed.length < least) throw new RefusedError(invalid([{ path, code: 'TOO_SHORT', details: { limit: least } }]));
  if (trimmed.length > most) throw new RefusedError(invalid([{ path, code: 'TOO_LONG', details: { limit: most } }]));
  return trimmed;
}
