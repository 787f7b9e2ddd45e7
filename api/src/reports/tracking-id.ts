import { randomInt } from 'node:crypto';

const DAMM = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

function dammDigit(digits: string): number {
  return [...digits].reduce<number>((state, digit) => DAMM[state]![Number(digit)]!, 0);
}

/**
 * A new tracking ID: nine random digits and a check digit that catches every single wrong or swapped digit. Digits only,
 * because people send it by SMS and read it over the phone; random, because a running number would tell how many there are.
 */
export function newTrackingId(): string {
  const digits = String(randomInt(100_000_000, 1_000_000_000));
  return `${digits}${dammDigit(digits)}`;
}

/** The tracking ID in a text somebody typed, without spaces and hyphens; null when it cannot be one. */
export function parseTrackingId(text: string): string | null {
  const digits = text.replace(/[\s#-]/g, '');
  return /^[1-9][0-9]{9}$/.test(digits) && dammDigit(digits) === 0 ? digits : null;
}
