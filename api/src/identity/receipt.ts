import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SYMBOLS = 20;

/**
 * The secret receipt of a report filed without an account (INT-4): 20 symbols of five bits, shown once, stored only as a
 * keyed hash. It is derived from the report and the client's idempotency key, so that a client that did not hear the
 * answer gets the same receipt by asking again, and nobody else gets it at all.
 */
export class Receipts {
  private readonly issuing: Buffer;
  private readonly hashing: Buffer;

  constructor(secret: string) {
    const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `tuntas receipt ${purpose}`, 32));
    this.issuing = derive('issue');
    this.hashing = derive('hash');
  }

  /** The receipt in groups of five, such as `7K3M9-QXPB2-0ZC4D-E5FGH`. */
  issue(reportId: string, idempotencyKey: string): string {
    const bytes = createHmac('sha256', this.issuing).update(`${reportId}:${idempotencyKey}`).digest();
    const symbols = Array.from({ length: SYMBOLS }, (_, index) => ALPHABET[bytes[index]! % ALPHABET.length]);
    return symbols.join('').replace(/(.{5})(?=.)/g, '$1-');
  }

  /** What is stored and compared. Case, spaces, hyphens and look-alike letters do not matter to whoever types it. */
  hash(receipt: string): Buffer {
    return createHmac('sha256', this.hashing).update(normalise(receipt)).digest();
  }

  /** Compares in constant time. */
  matches(receipt: string, hash: Buffer): boolean {
    const given = this.hash(receipt);
    return given.length === hash.length && timingSafeEqual(given, hash);
  }
}

function normalise(receipt: string): string {
  return receipt.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}
