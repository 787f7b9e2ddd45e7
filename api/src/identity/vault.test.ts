import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Vault, type ReporterIdentity } from './vault.ts';

const vault = new Vault(Buffer.alloc(32, 7));
const identity: ReporterIdentity = {
  name: 'Maman Riyanto',
  email: 'maman@contoh.id',
  phone: '+6282316330001',
  address: 'Jl. Merdeka 1',
};
const reportId = randomUUID();

test('IDN-3 what was sealed opens again, and only as what it was', () => {
  const sealed = vault.seal(reportId, 'identity', identity);
  expect(vault.open(reportId, 'identity', sealed)).toEqual(identity);
  expect(() => vault.open(reportId, 'original', sealed)).toThrow();
});

test('IDN-3 any identity comes out as it went in, whatever its script', () => {
  const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 200 }));
  fc.assert(
    fc.property(fc.uuid(), fc.record({ name: text, email: text, phone: text, address: text }), (id, written) => {
      expect(vault.open(id, 'identity', vault.seal(id, 'identity', written))).toEqual(written);
    }),
  );
});

test('IDN-3 nothing of it can be read in the sealed bytes, and the same identity never looks the same twice', () => {
  const once = vault.seal(reportId, 'identity', identity).sealed;
  const again = vault.seal(reportId, 'identity', identity).sealed;
  for (const part of Object.values(identity)) expect(once.includes(Buffer.from(String(part)))).toBe(false);
  expect(once.equals(again)).toBe(false);
});

describe('IDN-3 the vault refuses to open', () => {
  test('a value in which any single byte was changed', () => {
    const { sealed, keyId } = vault.seal(reportId, 'identity', identity);
    for (let at = 0; at < sealed.length; at += 1) {
      const tampered = Buffer.from(sealed);
      tampered[at]! ^= 1;
      expect(() => vault.open(reportId, 'identity', { sealed: tampered, keyId })).toThrow();
    }
  });

  test('a value that was cut short', () => {
    const { sealed, keyId } = vault.seal(reportId, 'identity', identity);
    for (const length of [0, 12, 27, 28, sealed.length - 1]) {
      expect(() => vault.open(reportId, 'identity', { sealed: sealed.subarray(0, length), keyId })).toThrow();
    }
  });

  test('a value that was moved to the row of another report', () => {
    const sealed = vault.seal(reportId, 'identity', identity);
    expect(() => vault.open(randomUUID(), 'identity', sealed)).toThrow();
  });

  test('a value sealed with another key, and names both keys without giving them away', () => {
    const key = randomBytes(32);
    const other = new Vault(key);
    const sealed = other.seal(reportId, 'identity', identity);
    expect(() => vault.open(reportId, 'identity', sealed)).toThrow(
      `Sealed with the key ${other.keyId}, but IDENTITY_KEY is ${vault.keyId}.`,
    );
    expect(key.toString('hex')).not.toContain(other.keyId);
    // Someone who also changes the key's name in the row gets no further.
    expect(() => vault.open(reportId, 'identity', { ...sealed, keyId: vault.keyId })).toThrow();
  });
});

test('IDN-3 a key that is not 32 bytes is refused at once', () => {
  for (const length of [0, 16, 31, 33, 64]) expect(() => new Vault(Buffer.alloc(length))).toThrow('32 bytes');
});

test('INT-3 a phone number is found by a keyed hash that is the same each time and tells nothing', () => {
  const index = vault.phoneIndex('+6282316330001');
  expect(index.equals(vault.phoneIndex('+6282316330001'))).toBe(true);
  expect(index.equals(vault.phoneIndex('+6282316330002'))).toBe(false);
  expect(index.equals(new Vault(randomBytes(32)).phoneIndex('+6282316330001'))).toBe(false);
});
