import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { AccountTaken, InvalidAccount } from './people.errors.ts';
import type { PersonDirectory } from './person-directory.ts';
import { normalisePhoneNumber } from './phone-number.ts';
import type { SignInEngine } from './sign-in-engine.ts';
import type { Role } from './viewer.ts';

export interface NewAccount {
  name: string;
  email?: string | null;
  /** In any common form; stored as E.164. */
  phone?: string | null;
  /** At least 12 characters. */
  password: string;
  role: Role;
  agencyId?: string | null;
}

/** Makes an account and its person; both or neither. */
export async function createAccount(
  account: NewAccount,
  engine: SignInEngine,
  people: PersonDirectory,
): Promise<{ personId: string }> {
  const { internalAdapter, password, adapter } = await engine.$context;
  const email = account.email?.trim().toLowerCase() ?? null;
  const phone = account.phone ? normalisePhoneNumber(account.phone) : null;
  if (account.phone && phone === null) throw new InvalidAccount('The phone number is none.');
  if (email === null && phone === null)
    throw new InvalidAccount('An account needs an e-mail address or a phone number.');
  if (account.password.length < 12) throw new InvalidAccount('A password has at least 12 characters.');

  if (email !== null) await forgetUnfinished(email, engine, people);
  const takenEmail = email !== null && (await internalAdapter.findUserByEmail(email)) !== null;
  const takenPhone =
    phone !== null &&
    (await adapter.findOne({ model: 'user', where: [{ field: 'phoneNumber', value: phone }] })) !== null;
  // Never given to whoever registered the address before: their password would open it.
  if (takenEmail || takenPhone) throw new AccountTaken();

  const hash = await password.hash(account.password);
  const user = await internalAdapter.createUser(
    {
      name: account.name,
      email: email ?? `${randomUUID()}@phone.invalid`,
      emailVerified: email !== null,
      ...(phone === null ? {} : { phoneNumber: phone, phoneNumberVerified: true }),
    },
    { method: 'email-password' },
  );
  try {
    await internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: hash,
    });
    const { name: displayName, role, agencyId = null } = account;
    return { personId: await people.add({ authUserId: user.id, displayName, role, agencyId }) };
  } catch (error) {
    // The two schemas share no transaction: half an account must not keep the address.
    await internalAdapter.deleteUser(user.id);
    throw error;
  }
}

/**
 * Takes back what a process left that died while it made the account: a confirmed address with no way to sign in and no
 * person. Nobody else's looks like that: whoever registers confirms the address last.
 */
async function forgetUnfinished(email: string, engine: SignInEngine, people: PersonDirectory): Promise<void> {
  const { internalAdapter } = await engine.$context;
  const found = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
  if (!found?.user.emailVerified || found.accounts.length > 0) return;
  if ((await people.idOfAccount(found.user.id)) === null) await internalAdapter.deleteUser(found.user.id);
}

/** The account with this e-mail address or phone number, or null. */
export async function userWith(accounts: Pool, email: string | null, phone: string | null): Promise<string | null> {
  const { rows } = await accounts.query<{ id: string }>(
    'select id from "user" where email = $1 or "phoneNumber" = $2 limit 1',
    [email?.trim().toLowerCase() ?? null, phone === null ? null : normalisePhoneNumber(phone)],
  );
  return rows[0]?.id ?? null;
}

/** The addresses of an account that were proven to be theirs. */
export async function confirmedContact(
  accounts: Pool,
  userId: string,
): Promise<{ email: string | null; phone: string | null }> {
  const { rows } = await accounts.query<{ email: string | null; phone: string | null }>(
    `select case when "emailVerified" then email end as email,
            case when "phoneNumberVerified" then "phoneNumber" end as phone from "user" where id = $1`,
    [userId],
  );
  return rows[0] ?? { email: null, phone: null };
}
