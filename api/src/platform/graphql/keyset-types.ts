/** The PostgreSQL types a list may be sorted by. Each says which texts of it a cursor may carry back to the database. */
export type KeyType = 'timestamptz' | 'date' | 'uuid' | 'bigint' | 'integer' | 'double precision' | 'boolean' | 'text';

const LONGEST_TEXT = 1_000;

/** Whether PostgreSQL will accept `text` as a value of `type`: a doctored cursor must not become a database error. */
export const isKeyText: Record<KeyType, (text: string) => boolean> = {
  // The end of time is where lists put rows without an instant.
  timestamptz: (text) => text === 'infinity' || isTimestamp(text),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text),
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  bigint: (text) => isIntegerWithin(text, 2n ** 63n),
  integer: (text) => isIntegerWithin(text, 2n ** 31n),
  'double precision': (text) => /^-?\d{1,20}(\.\d{1,20})?(e[+-]\d{1,3})?$/.test(text) && isDouble(Number(text)),
  boolean: (text) => text === 'true' || text === 'false',
  text: (text) => text.length <= LONGEST_TEXT && !text.includes('\0') && text.isWellFormed(),
};

/** As PostgreSQL writes an instant: `2026-11-21 18:03:11.123456+07`. */
function isTimestamp(text: string): boolean {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d{1,6})?[+-](\d\d)(?::(\d\d))?$/.exec(text);
  if (!parts) return false;
  const [hour, minute, second, offsetHour, offsetMinute] = parts.slice(2).map((part) => Number(part ?? 0));
  const isClock = hour! < 24 && minute! < 60 && second! < 60 && offsetHour! < 15 && (offsetMinute ?? 0) < 60;
  return isClock && isDay(parts[1]!);
}

function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !day.startsWith('0000') && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}

function isIntegerWithin(text: string, bound: bigint): boolean {
  if (!/^-?\d{1,19}$/.test(text)) return false;
  const value = BigInt(text);
  return value >= -bound && value < bound;
}

/** Finite, and not so close to zero that PostgreSQL reports an underflow. */
function isDouble(value: number): boolean {
  return value === 0 || (Number.isFinite(value) && Math.abs(value) > 1e-300);
}
