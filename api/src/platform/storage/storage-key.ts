import { InvalidStorageKey } from './storage.errors.ts';

const SEGMENT = '[a-z0-9][a-z0-9_-]{0,79}(?:\\.[a-z0-9]{1,8})?';
const KEY = new RegExp(`^${SEGMENT}(?:/${SEGMENT}){0,5}$`);

/** Returns the key unchanged, or throws: no dots but before an extension, so no path can climb. */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new InvalidStorageKey(key);
  return key;
}
