import { createHash } from 'node:crypto';

/** Namespace of every identifier derived here; changing it would break every stored link. */
const NAMESPACE = Buffer.from('8f2b6a7e5c1d4f0e9a3417085b1945aa', 'hex');

/**
 * A UUID (version 5) made from a kind and a code, so the same agency or category keeps its id in every installation
 * and after every re-seeding, and links to it survive.
 */
export function stableId(kind: 'agency' | 'category', code: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(`${kind}:${code}`).digest().subarray(0, 16);
  hash[6] = (hash.readUInt8(6) & 0x0f) | 0x50;
  hash[8] = (hash.readUInt8(8) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
