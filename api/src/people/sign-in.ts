import type { RequestHandler } from 'express';
import type { Pool } from 'pg';
import type { Clock } from '../platform/clock/clock.ts';
import type { MessageOutbox } from '../platform/messages/message-outbox.ts';
import { confirmedContact, createAccount, type NewAccount, userWith } from './accounts.ts';
import { PersonDirectory } from './person-directory.ts';
import { createSignInEngine, type OpenIdProvider } from './sign-in-engine.ts';
import { signInHandler } from './sign-in-http.ts';
import { type ActionLimits, SignInLimits } from './sign-in-limits.ts';
import { signInPool } from './sign-in-schema.ts';
import { lookUpViewer, type ViewerLookup } from './viewer-lookup.ts';

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
