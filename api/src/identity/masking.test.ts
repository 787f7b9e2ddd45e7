import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reporterDisplay } from './masking.ts';

const nobody = { name: null, email: null, phone: null, address: null };

test('IDN-1 a reporter with a name shows the name', () => {
  expect(reporterDisplay({ ...nobody, name: 'Maman Riyanto', phone: '+6282316330001' }, false)).toBe('Maman Riyanto');
});

test('IDN-1 a reporter with a phone number only shows it masked', () => {
  expect(reporterDisplay({ ...nobody, phone: '+6282316330001' }, false)).toBe('628231633xxxx');
});

test('IDN-1 an e-mail address or a postal address is never shown', () => {
  expect(reporterDisplay({ ...nobody, email: 'maman@contoh.id', address: 'Jl. Merdeka 1' }, false)).toBeNull();
});

test('IDN-2 an anonymous reporter shows nothing at all', () => {
  const text = fc.option(fc.string());
  fc.assert(
    fc.property(fc.record({ name: text, email: text, phone: text, address: text }), (identity) => {
      expect(reporterDisplay(identity, true)).toBeNull();
    }),
  );
});

test('INT-3 a masked number never contains its last four digits', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+628[0-9]{8,10}$/), (phone) => {
      const shown = reporterDisplay({ ...nobody, phone }, false)!;
      expect(shown).toBe(`${phone.slice(1, -4)}xxxx`);
    }),
  );
});
