import type { ByteRange } from '../platform/storage/storage.ts';

/**
 * What a Range header asks of an object of `size` bytes. Null: the whole (no header, several ranges, another unit: a server
 * may ignore those). UNSATISFIABLE: nothing of the range exists.
 */
export function requestedRange(header: string | undefined, size: number): ByteRange | 'UNSATISFIABLE' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  return start < size && start <= end ? { start, end } : 'UNSATISFIABLE';
}
