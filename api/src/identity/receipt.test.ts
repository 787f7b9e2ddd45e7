import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Receipts } from './receipt.ts';

const receipts = new Receipts('a secret of at least thirty-two characters');
const RECEIPT = /^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/;

test('INT-4 a receipt has one hundred bits: twenty symbols, each of thirty-two equally likely', () => {
  const counts = new Map<string, number>();
  const issued = Array.from({ length: 3_200 }, () => receipts.issue(randomUUID(), randomUUID()));
  for (const receipt of issued) {
    expect(receipt).toMatch(RECEIPT);
    for (const symbol of receipt.replaceAll('-', '')) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  }
  expect(new Set(issued).size).toBe(issued.length);
  expect(counts.size).toBe(32);
  // 64,000 symbols: 2,000 of each are expected, with a standard deviation of 44.
  for (const count of counts.values()) expect(Math.abs(count - 2_000)).toBeLessThan(300);
});

test('INT-4 whoever asks again with the same report and key gets the same receipt; any other key or secret another', () => {
  const [reportId, key] = [randomUUID(), randomUUID()];
  const receipt = receipts.issue(reportId, key);
  expect(receipts.issue(reportId, key)).toBe(receipt);
  expect(receipts.issue(reportId, randomUUID())).not.toBe(receipt);
  expect(receipts.issue(randomUUID(), key)).not.toBe(receipt);
  expect(new Receipts('another secret of thirty-two characters').issue(reportId, key)).not.toBe(receipt);
});

test('INT-4 case, spaces, hyphens and look-alike letters of a typed receipt do not matter', () => {
  const hash = receipts.hash('7K3M9-0QXP1-0ZC4D-E5FGH');
  for (const typed of [
    '7k3m9-0qxp1-0zc4d-e5fgh',
    '7K3M90QXP10ZC4DE5FGH',
    ' 7K3M9 0QXP1 0ZC4D E5FGH\n',
    '7K3M9-OQXPI-OZC4D-E5FGH',
    '7k3m9-oqxpl-ozc4d-e5fgh',
  ]) {
    expect(receipts.matches(typed, hash), typed).toBe(true);
  }
});

test('INT-4 a receipt with any one symbol wrong does not match', () => {
  const right = receipts.issue(randomUUID(), randomUUID());
  const hash = receipts.hash(right);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 22 }),
      fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
      (at, symbol) => {
        fc.pre(right[at] !== '-' && right[at] !== symbol);
        expect(receipts.matches(right.slice(0, at) + symbol + right.slice(at + 1), hash)).toBe(false);
      },
    ),
  );
  for (const wrong of ['', '-', right.slice(1), `${right}0`]) expect(receipts.matches(wrong, hash)).toBe(false);
});

test('INT-4 a stored hash of the wrong length matches nothing and throws nothing', () => {
  const right = receipts.issue(randomUUID(), randomUUID());
  expect(receipts.matches(right, Buffer.alloc(0))).toBe(false);
  expect(receipts.matches(right, receipts.hash(right).subarray(0, 31))).toBe(false);
});

test('INT-4 hashes are compared in constant time', () => {
  const source = readFileSync(new URL('./receipt.ts', import.meta.url), 'utf8');
  expect(source).toMatch(/matches\(.*\{[^}]*timingSafeEqual\(given, hash\)/s);
});

test('INT-4 the stored hash does not give the receipt away, nor does the secret that issues open what it hashes', () => {
  const receipt = receipts.issue(randomUUID(), randomUUID());
  const hash = receipts.hash(receipt);
  expect(hash).toHaveLength(32);
  expect(new Receipts('another secret of thirty-two characters').matches(receipt, hash)).toBe(false);
});
