import { expect, test } from 'vitest';
import { maskWords, occursIn } from './masking.ts';

test('VER-3 a masked word keeps its length, wherever it stands and whatever its case', () => {
  expect(maskWords('Budi melihat BUDI; budiman.', ['Budi'])).toBe('▇▇▇▇ melihat ▇▇▇▇; ▇▇▇▇man.');
});

test('VER-3 the longest mask goes first, so that no part of a name is left', () => {
  expect(maskWords('Budi Santoso', ['Budi', 'Budi Santoso'])).toBe('▇'.repeat(12));
});

test('VER-3 a mask is taken literally and counts characters, not code units', () => {
  expect(maskWords('NIK (3212) a.b [x] 😀!', ['(3212)', 'a.b', '[x]', '😀'])).toBe('NIK ▇▇▇▇▇▇ ▇▇▇ ▇▇▇ ▇!');
  expect(maskWords('axb', ['a.b'])).toBe('axb');
});

test('VER-3 whether a word occurs is asked of every text', () => {
  expect(occursIn('lampu', ['PJU', 'Lampu padam'])).toBe(true);
  expect(occursIn('lampu', ['PJU', ''])).toBe(false);
});
