/** E.164 with the lengths that occur: a plus, a country code and at most fifteen digits. */
const E164 = /^\+[1-9]\d{7,14}$/;

/**
 * A phone number as people write it ("0812-3456-7890", "62812…", "+62 812…") in E.164 form, or null when it is none.
 * A leading zero means Indonesia.
 */
export function normalisePhoneNumber(written: string): string | null {
  const compact = written.replace(/[\s().-]/g, '');
  const international = compact
    .replace(/^00(?=[1-9])/, '+')
    .replace(/^0(?=[1-9])/, '+62')
    .replace(/^(?=62)/, '+');
  return E164.test(international) ? international : null;
}

/** A phone number as others may see it: `628231633xxxx` (INT-3). */
export function maskedPhoneNumber(e164: string): string {
  return `${e164.slice(1, -4)}xxxx`;
}
