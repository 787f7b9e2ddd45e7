import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Pool } from 'pg';
import type { Clock } from '../platform/clock/clock.ts';
import type { MessageOutbox } from '../platform/messages/message-outbox.ts';
import { AccountTaken, InvalidAccount } from './people.errors.ts';
import { PersonDirectory } from './person-directory.ts';
import { normalisePhoneNumber } from './phone-number.ts';
import { createSignInEngine, type OpenIdProvider, type SignInEngine } from './sign-in-engine.ts';
import { signInHandler } from './sign-in-http.ts';
import { type ActionLimits, SignInLimits } from './sign-in-limits.ts';
import { signInPool } from './sign-in-schema.ts';
import { isRole, personViewer, PUBLIC_VIEWER, receiptViewer, type Role, STAFF_ROLES, type Viewer } from './viewer.ts';

export interface SignInOptions {
  /** Address of the database for the API's login; sign-in opens connections of its own. */
  url: string;
  /** The API's connections, for people. */
  pool: Pool;
  clock: Clock;
  outbox: MessageOutbox;
  /** Where people reach this server: https://tuntas.example */
  publicUrl: string;
  /** Further origins from which a browser may sign in. */
  trustedOrigins: readonly string[];
  /** At least 32 characters; changing it ends every session. */
  secret: string;
  production: boolean;
  /** STAFF_TOTP: whether staff without a second factor are nobody. */
  staffTotp: 'required' | 'optional';
  openIdProvider?: OpenIdProvider | null;
  /** The report that the receipt with this secret opens, or null. Must take as long for an unknown tracking ID. */
  reportOfReceipt: (trackingId: string, secret: string) => Promise<string | null>;
  /** Told of surprises inside the sign-in engine; the text names nobody. */
  onError?: (message: string) => void;
  /** How often each action may be tried, where it differs from `ACTION_LIMITS`. */
  actionLimits?: Readonly<Record<string, ActionLimits>>;
}

/** Why somebody who showed a credential is the public nevertheless. */
export type NotSignedInReason =
  'SESSION_UNKNOWN' | 'RECEIPT_UNKNOWN' | 'DEACTIVATED' | 'ROLE_UNKNOWN' | 'SECOND_FACTOR_REQUIRED';

export interface ViewerLookup {
  viewer: Viewer;
  /** When the session ends, unless it is used before; null without a session. */
  sessionExpiresAt: Date | null;
  /** Null for a viewer with an accepted credential and for one without any. */
  reason: NotSignedInReason | null;
}

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

export interface SignIn {
  /** Mount at `/auth`, before any body parser. */
  handler: RequestHandler;
  /** Who sends these headers: by session cookie, `Bearer <token>` or `Receipt <trackingId>.<secret>`. Never cached. */
  viewerOf(headers: Headers): Promise<ViewerLookup>;
  /** Makes an account with confirmed addresses. Throws AccountTaken or InvalidAccount. */
  createAccount(account: NewAccount): Promise<{ personId: string }>;
  /** The person who signs in with this e-mail address or phone number, or null. */
  personWith(contact: { email?: string | null; phone?: string | null }): Promise<string | null>;
  /** A person's confirmed addresses, for telling them something. Nobody else may see them (IDN-1). */
  contactOf(personId: string): Promise<{ email: string | null; phone: string | null }>;
  /** Ends all sessions of a person at once. */
  endSessions(personId: string): Promise<void>;
  close(): Promise<void>;
}

/** Signs people in. The schema must have been brought up to date by `migrateSignIn`. */
export function createSignIn(options: SignInOptions): SignIn {
  const accounts = signInPool(options.url, 6);
  const engine = createSignInEngine({
    pool: accounts,
    limits: new SignInLimits(accounts, options.secret),
    ...(options.actionLimits ? { actionLimits: options.actionLimits } : {}),
    publicUrl: options.publicUrl,
    trustedOrigins: options.trustedOrigins,
    secret: options.secret,
    production: options.production,
    openIdProvider: options.openIdProvider ?? null,
    send: (message) => options.outbox.enqueue(message),
    onError: options.onError ?? (() => undefined),
  });
  const people = new PersonDirectory(options.pool, options.clock);
  return {
    handler: signInHandler(engine),
    viewerOf: (headers) => lookUpViewer(headers, engine, people, options),
    createAccount: (account) => createAccount(account, engine, people),
    async personWith(contact) {
      const userId = await userWith(accounts, contact.email ?? null, contact.phone ?? null);
      return userId === null ? null : people.idOfAccount(userId);
    },
    async contactOf(personId) {
      const userId = await people.accountOf(personId);
      return userId === null ? { email: null, phone: null } : confirmedContact(accounts, userId);
    },
    async endSessions(personId) {
      const userId = await people.accountOf(personId);
      if (userId !== null) await (await engine.$context).internalAdapter.deleteUserSessions(userId);
    },
    close: () => accounts.end(),
  };
}

const NOBODY: ViewerLookup = { viewer: PUBLIC_VIEWER, sessionExpiresAt: null, reason: null };

async function lookUpViewer(
  headers: Headers,
  engine: SignInEngine,
  people: PersonDirectory,
  options: Pick<SignInOptions, 'staffTotp' | 'reportOfReceipt'>,
): Promise<ViewerLookup> {
  const credential = headers.get('authorization');
  const receipt = /^receipt +([^\s.]{1,64})\.([^\s.]{1,256})$/i.exec(credential?.trim() ?? '');
  if (receipt) {
    const reportId = await options.reportOfReceipt(receipt[1]!, receipt[2]!);
    return reportId === null
      ? { ...NOBODY, reason: 'RECEIPT_UNKNOWN' }
      : { ...NOBODY, viewer: receiptViewer(reportId) };
  }
  if (credential === null && !headers.has('cookie')) return NOBODY;

  const session = await engine.api.getSession({ headers: onlyCredential(headers) });
  if (!session) return credential === null ? NOBODY : { ...NOBODY, reason: 'SESSION_UNKNOWN' };
  const person = await people.ofAccount(session.user.id, session.user.name);
  if (person.deactivatedAt !== null) return { ...NOBODY, reason: 'DEACTIVATED' };
  if (!isRole(person.role)) return { ...NOBODY, reason: 'ROLE_UNKNOWN' };

  const hasFactor = session.user.twoFactorEnabled === true;
  const needsFactor = hasFactor || (options.staffTotp === 'required' && STAFF_ROLES.includes(person.role));
  const showedFactor = hasFactor && session.session.secondFactor === true;
  if (needsFactor && !showedFactor) return { ...NOBODY, reason: 'SECOND_FACTOR_REQUIRED' };
  return {
    viewer: personViewer(person.id, person.role, person.agencyId),
    sessionExpiresAt: session.session.expiresAt,
    reason: null,
  };
}

/** The one credential that counts: with an `Authorization` header the cookie is no second chance. */
function onlyCredential(headers: Headers): Headers {
  const authorization = headers.get('authorization');
  return authorization === null ? new Headers({ cookie: headers.get('cookie') ?? '' }) : new Headers({ authorization });
}

async function createAccount(
  account: NewAccount,
  engine: SignInEngine,
  people: PersonDirectory,
): Promise<{ personId: string }> {
  const { internalAdapter, password, adapter } = await engine.$context;
  const email = account.email?.trim().toLowerCase() ?? null;
  const phone = account.phone ? normalisePhoneNumber(account.phone) : null;
  if (account.phone && phone === null) throw new InvalidAccount('The phone number is none.');
  if (email === null && phone === null) throw new InvalidAccount('An account needs an e-mail address or a phone number.');
  if (account.password.length < 12) throw new InvalidAccount('A password has at least 12 characters.');

  const takenEmail = email !== null && (await internalAdapter.findUserByEmail(email)) !== null;
  const takenPhone =
    phone !== null &&
    (await adapter.findOne({ model: 'user', where: [{ field: 'phoneNumber', value: phone }] })) !== null;
  // Never given to whoever registered the address before: their password would open it.
  if (takenEmail || takenPhone) throw new AccountTaken();

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
    const hash = await password.hash(account.password);
    await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
    const { name: displayName, role, agencyId = null } = account;
    return { personId: await people.add({ authUserId: user.id, displayName, role, agencyId }) };
  } catch (error) {
    // The two schemas share no transaction: half an account must not keep the address.
    await internalAdapter.deleteUser(user.id);
    throw error;
  }
}

async function userWith(accounts: Pool, email: string | null, phone: string | null): Promise<string | null> {
  const { rows } = await accounts.query<{ id: string }>(
    'select id from "user" where email = $1 or "phoneNumber" = $2 limit 1',
    [email?.trim().toLowerCase() ?? null, phone === null ? null : normalisePhoneNumber(phone)],
  );
  return rows[0]?.id ?? null;
}

async function confirmedContact(accounts: Pool, userId: string): Promise<{ email: string | null; phone: string | null }> {
  const { rows } = await accounts.query<{ email: string | null; phone: string | null }>(
    `select case when "emailVerified" then email end as email,
            case when "phoneNumberVerified" then "phoneNumber" end as phone from "user" where id = $1`,
    [userId],
  );
  return rows[0] ?? { email: null, phone: null };
}
