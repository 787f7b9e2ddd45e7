import type { Casework } from './casework/casework.ts';
import type { Receipts } from './identity/receipt.ts';
import type { Vault } from './identity/vault.ts';
import type { SignIn } from './people/sign-in.ts';
import type { Hub } from './platform/realtime/hub.ts';

/** What resolvers work with besides reading: made once per process, in `features.ts`. */
export interface Office {
  readonly casework: Casework;
  readonly vault: Vault;
  readonly receipts: Receipts;
  readonly signIn: SignIn;
  readonly hub: Hub;
  /** What upload claims are checked with (INT-7). */
  readonly uploadSecret: string;
}
