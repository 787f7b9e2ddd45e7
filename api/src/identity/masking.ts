import { maskedPhoneNumber } from '../people/phone-number.ts';
import type { ReporterIdentity } from './vault.ts';

/** What may be shown of a reporter who did not ask to be anonymous: the name, else the masked number (IDN-1). */
export function reporterDisplay(identity: ReporterIdentity, anonymous: boolean): string | null {
  if (anonymous) return null;
  return identity.name ?? (identity.phone === null ? null : maskedPhoneNumber(identity.phone));
}
