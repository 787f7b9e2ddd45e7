import 'reflect-metadata';
import { registerDecorator } from 'class-validator';
import type { RefusalCode } from './refusal-codes.ts';
import { invalid, RefusedError } from './refusals.ts';
import type { Details } from './sentences.ts';

/** How long a text may be, in characters, not counting white space at its ends. With `least: 0` it may be blank. */
export interface TextBounds {
  readonly least: number;
  readonly most: number;
}

/** The name of the check that `Text` adds. */
export const TEXT_CHECK = 'text';

const BOUNDS = Symbol('bounds of a text');

/**
 * A field of an input that holds text written by people. Unlike a length check it sees what can be read: neither white
 * space nor invisible characters make up a text. With `each`, a list of such texts.
 */
export function Text(least: number, most: number, { each = false } = {}): PropertyDecorator {
  const bounds: TextBounds = { least, most };
  return (prototype, property) => {
    Reflect.defineMetadata(BOUNDS, bounds, prototype, property);
    registerDecorator({
      name: TEXT_CHECK,
      target: prototype.constructor,
      propertyName: String(property),
      options: { each },
      validator: { validate: (value) => typeof value === 'string' && textProblem(value, bounds) === null },
    });
  };
}

/** What `Text` says of a field. Throws for a field without it. */
export function boundsOf(input: object, property: string): TextBounds {
  const bounds = Reflect.getMetadata(BOUNDS, input, property) as TextBounds | undefined;
  if (!bounds) throw new Error(`${input.constructor.name}.${property} is no @Text.`);
  return bounds;
}

/** What is wrong with a text; null when nothing is. */
export function textProblem(
  text: string,
  { least, most }: TextBounds,
): { code: RefusalCode; details?: Details } | null {
  const readable = lengthOf(text.replace(INVISIBLE, '').trim());
  if (readable === 0 && least > 0) return { code: 'REQUIRED' };
  if (readable < least) return { code: 'TOO_SHORT', details: { limit: least } };
  return lengthOf(text.trim()) > most ? { code: 'TOO_LONG', details: { limit: most } } : null;
}

/** The text without white space at its ends. Throws RefusedError naming `path` when it is too short or too long. */
export function checkedText(text: string, path: string, bounds: TextBounds): string {
  const problem = textProblem(text, bounds);
  if (problem) throw new RefusedError(invalid([{ path, ...problem }]));
  return text.trim();
}

/** The text without white space at its ends; null where there is nothing to read. */
export function writtenText(text: string | null | undefined): string | null {
  return text == null || isBlank(text) ? null : text.trim();
}

/** Is there nothing to read in it? */
export function isBlank(text: string): boolean {
  return textProblem(text, { least: 1, most: Infinity }) !== null;
}

/** The text in one line, whatever line breaks it was sent with. */
export function inOneLine(text: string): string {
  return text.trim().replace(/\s+/gu, ' ');
}

/** Characters that show nothing: zero-width and joining ones, fillers, controls, and the empty Braille cell. */
const INVISIBLE = /(?!\s)[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]/gu;

/** As PostgreSQL counts: characters, not code units. */
function lengthOf(text: string): number {
  return [...text].length;
}
