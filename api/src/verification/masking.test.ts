import { expect, test } from 'vitest';
import { maskWithin, maskWords, occursIn } from './masking.ts';

test('VER-3 a mask does not show how long what it covers is, wherever it stands and whatever its case', () => {
  expect(maskWords('Budi melihat BUDI; budiman.', ['Budi'])).toBe('▇▇▇▇▇ melihat ▇▇▇▇▇; ▇▇▇▇▇man.');
  expect(maskWords('NIK 3212012345678901, RT 07', ['3212012345678901', '07'])).toBe('NIK ▇▇▇▇▇, RT ▇▇▇▇▇');
});

test('VER-3 the longest mask goes first, so that no part of a name is left', () => {
  expect(maskWords('Budi Santoso', ['Budi', 'Budi Santoso'])).toBe('▇▇▇▇▇');
});

test('VER-3 a masked text stays as long as it may be', () => {
  expect(maskWithin('ab'.repeat(10), ['ab'], 20)).toBe(`${'▇'.repeat(19)}…`);
  expect(maskWithin('ab cd', ['ab'], 20)).toBe('▇▇▇▇▇ cd');
});

test('VER-3 a mask is taken literally', () => {
  expect(maskWords('NIK (3212) a.b [x] 😀!', ['(3212)', 'a.b', '[x]', '😀'])).toBe('NIK ▇▇▇▇▇ ▇▇▇▇▇ ▇▇▇▇▇ ▇▇▇▇▇!');
  expect(maskWords('axb', ['a.b'])).toBe('axb');
});

test('VER-3 whether a word occurs is asked of every text', () => {
  expect(occursIn('lampu', ['PJU', 'Lampu padam'])).toBe(true);
  expect(occursIn('lampu', ['PJU', ''])).toBe(false);
});
