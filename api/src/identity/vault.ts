import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What the vault keeps about a reporter (IDN-3). */
export interface ReporterIdentity {
  readonly name: string | null;
  readonly email: string | null;
  /** E.164, such as +6282316330001. */
  readonly phone: string | null;
  readonly address: string | null;
}

export interface Sealed {
  readonly sealed: Buffer;
  readonly keyId: string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A tag that was cut short is refused, not compared as far as it goes. */
const AUTHENTICATION = { authTagLength: TAG_BYTES };

/**
 * Encrypts what nobody may read by looking at the database: AES-256-GCM with a fresh nonce, bound to the report and to
 * what it is, so that a sealed value moved to another row does not open. The key comes from IDENTITY_KEY.
 */
export class Vault {
  private readonly sealingKey: Buffer;
  private readonly indexKey: Buffer;
  /** Names the key, so that a later one can be told from it. */
  readonly keyId: string;

  constructor(identityKey: Buffer) {
    if (identityKey.length !== 32) throw new Error('IDENTITY_KEY must be 32 bytes.');
    const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', identityKey, '', `tuntas ${purpose}`, 32));
    this.sealingKey = derive('seal');
    this.indexKey = derive('index');
    this.keyId = createHmac('sha256', derive('name')).digest('hex').slice(0, 16);
  }

  /** Seals a value that belongs to a report, for instance 'identity' or 'original'. */
  seal(reportId: string, what: string, value: unknown): Sealed {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.sealingKey, nonce, AUTHENTICATION);
    cipher.setAAD(Buffer.from(`${what}:${reportId}`));
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return { sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]), keyId: this.keyId };
  }

  /** Opens what `seal` sealed for the same report and purpose; throws for anything else. */
  open<T>(reportId: string, what: string, { sealed, keyId }: Sealed): T {
    if (keyId !== this.keyId) {
      throw new Error(
        `Sealed with the key ${keyId}, but IDENTITY_KEY is ${this.keyId}. Restore the key it was sealed with.`,
      );
    }
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.sealingKey, nonce, AUTHENTICATION);
    decipher.setAAD(Buffer.from(`${what}:${reportId}`));
    decipher.setAuthTag(tag);
    const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(text.toString('utf8')) as T;
  }

  /** A keyed hash of a phone number: finds a reporter's reports without storing the number in the clear. */
  phoneIndex(phone: string): Buffer {
    return createHmac('sha256', this.indexKey).update(`phone:${phone}`).digest();
  }
}
