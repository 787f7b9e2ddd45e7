import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Pool } from 'pg';

/** At most `most` attempts in each window of `seconds`. */
export interface Limit {
  most: number;
  seconds: number;
}

/** How often one sign-in action may be tried. */
export interface ActionLimits {
  /** By one client address. Generous: a whole village may share the address of its mobile network. */
  perClient: Limit;
  /** For one account, named by a field of the request, whatever address the attempts come from. */
  perAccount?: Limit & { field: 'email' | 'phoneNumber' };
}

const MINUTE = 60;
const PASSWORD_CHECK: ActionLimits = { perClient: { most: 60, seconds: MINUTE } };
const READING: ActionLimits = { perClient: { most: 600, seconds: MINUTE } };

/** Every action that is offered over HTTP. What is not named here is not found. */
export const ACTION_LIMITS: Readonly<Record<string, ActionLimits>> = {
  '/sign-up/email': {
    perClient: { most: 30, seconds: 10 * MINUTE },
    perAccount: { field: 'email', most: 5, seconds: 60 * MINUTE },
  },
  '/sign-in/email': {
    perClient: { most: 60, seconds: MINUTE },
    perAccount: { field: 'email', most: 10, seconds: 10 * MINUTE },
  },
  '/phone-number/send-otp': {
    perClient: { most: 60, seconds: 10 * MINUTE },
    perAccount: { field: 'phoneNumber', most: 3, seconds: 10 * MINUTE },
  },
  '/phone-number/verify': {
    perClient: { most: 120, seconds: 10 * MINUTE },
    perAccount: { field: 'phoneNumber', most: 10, seconds: 10 * MINUTE },
  },
  '/send-verification-email': {
    perClient: { most: 30, seconds: 10 * MINUTE },
    perAccount: { field: 'email', most: 3, seconds: 60 * MINUTE },
  },
  '/request-password-reset': {
    perClient: { most: 30, seconds: 10 * MINUTE },
    perAccount: { field: 'email', most: 3, seconds: 60 * MINUTE },
  },
  '/reset-password': PASSWORD_CHECK,
  '/reset-password/:token': PASSWORD_CHECK,
  '/verify-email': PASSWORD_CHECK,
  '/change-password': PASSWORD_CHECK,
  '/two-factor/enable': PASSWORD_CHECK,
  '/two-factor/disable': PASSWORD_CHECK,
  '/two-factor/get-totp-uri': PASSWORD_CHECK,
  '/two-factor/generate-backup-codes': PASSWORD_CHECK,
  // Beyond this, ten wrong codes in a row lock the account's second factor for a quarter of an hour.
  '/two-factor/verify-totp': PASSWORD_CHECK,
  '/two-factor/verify-backup-code': PASSWORD_CHECK,
  '/sign-in/social': PASSWORD_CHECK,
  '/callback/:id': PASSWORD_CHECK,
  '/get-session': READING,
  '/list-sessions': READING,
  '/revoke-session': READING,
  '/revoke-sessions': READING,
  '/revoke-other-sessions': READING,
  '/sign-out': READING,
};

/** Counts attempts in the database, so that all replicas share one count and a restart forgives nothing. */
export class SignInLimits {
  constructor(
    /** Connections whose search path is the sign-in schema. */
    private readonly pool: Pool,
    private readonly secret: string,
  ) {}

  /**
   * Counts one attempt of `what` by or for `whom`. Returns the seconds to wait when it is one too many, else 0. Who it
   * was is stored as a keyed hash: the table names neither addresses nor phone numbers.
   */
  async count(what: string, whom: string, limit: Limit): Promise<number> {
    const key = createHmac('sha256', this.secret).update(`limit\n${what}\n${whom}`).digest('base64url');
    const { rows } = await this.pool.query<{ used: number; wait: number }>(
      `insert into attempt_count as a (key, used, window_ends_at)
       values ($1, 1, clock_timestamp() + $2 * interval '1 second')
       on conflict (key) do update set
         used = case when a.window_ends_at <= clock_timestamp() then 1 else least(a.used + 1, 1000000) end,
         window_ends_at = case when a.window_ends_at <= clock_timestamp() then excluded.window_ends_at
                          else a.window_ends_at end
       returning used, ceil(extract(epoch from window_ends_at - clock_timestamp()))::int as wait`,
      [key, limit.seconds],
    );
    const { used, wait } = rows[0]!;
    // Whoever opens a window sweeps those that ended, a few at a time.
    if (used === 1) await this.forgetEnded();
    return used > limit.most ? Math.max(wait, 1) : 0;
  }

  private async forgetEnded(): Promise<void> {
    await this.pool.query(
      `delete from attempt_count where key in (
         select key from attempt_count where window_ends_at < clock_timestamp() - interval '1 minute'
         limit 20 for update skip locked)`,
    );
  }
}

/** The address a client is counted under: for IPv6 its /64, because one subscriber has all of that. */
export function countedAddress(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':');
    while (groups.length + after.length < 8) groups.push('0');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
