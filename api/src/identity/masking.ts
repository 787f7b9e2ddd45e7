import type { ReporterIdentity } from './vault.ts';

/** A phone number as everybody but the vault sees it: `628231633xxxx` (INT-3, IDN-1). */
export function maskedPhone(phone: string): string {
  return `${phone.slice(0, -4)}xxxx`;
}

/** What may be shown of a reporter who did not ask to be anonymous: the name, else the masked number (IDN-1). */
export function reporterDisplay(identity: ReporterIdentity, anonymous: boolean): string | null {
  if (anonymous) return null;
  return identity.name ?? (identity.phone === null ? null : maskedPhone(identity.phone));
}
