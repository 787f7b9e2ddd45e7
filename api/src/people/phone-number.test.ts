import { expect, it } from 'vitest';
import { maskedPhoneNumber, normalisePhoneNumber } from './phone-number.ts';

it.each(['+6281234567890', '6281234567890', '006281234567890', '0812-3456-7890', '+62 (812) 3456.7890'])(
  'a number has one form, however it is written: %s',
  (written) => expect(normalisePhoneNumber(written)).toBe('+6281234567890'),
);

it.each(['', '0', '1708', '+62', 'maman', '+62812345678901234', "+62812'; --"])(
  'what is no number is none: %j',
  (written) => expect(normalisePhoneNumber(written)).toBeNull(),
);

it('INT-3 others see a number without its last four digits', () => {
  expect(maskedPhoneNumber('+6282316331708')).toBe('628231633xxxx');
});
