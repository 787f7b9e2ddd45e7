import { randomUUID } from 'node:crypto';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { bearer, genericOAuth, phoneNumber, twoFactor } from 'better-auth/plugins';
import type { Pool } from 'pg';
import { isStorable } from '../platform/graphql/storable-text.ts';
import type { NewMessage } from '../platform/messages/message.ts';
import { maskedPhoneNumber, normalisePhoneNumber } from './phone-number.ts';
import { ACTION_LIMITS, type ActionLimits, type SignInLimits } from './sign-in-limits.ts';
import {
  alreadyRegisteredMessage,
  CODE_MINUTES,
  codeMessage,
  confirmAddressMessage,
  resetPasswordMessage,
} from './sign-in-messages.ts';

/** Where the front of the house writes a client's address; what a client sends under this name is overwritten. */
export const CLIENT_ADDRESS_HEADER = 'x-tuntas-client-address';

/** Sessions end this long after their last daily renewal. */
const SESSION_SECONDS = 7 * 24 * 60 * 60;
const DAY_SECONDS = 24 * 60 * 60;

/** An OpenID Connect provider that people may sign in with (INT-4). */
export interface OpenIdProvider {
  /** Its name in addresses: the callback is `/auth/callback/<id>`. */
  id: string;
  /** Address of its `.well-known/openid-configuration`. */
  discoveryUrl: string;
  clientId: string;
  clientSecret: string;
}

export interface SignInEngineOptions {
  /** Connections whose search path is the sign-in schema. */
  pool: Pool;
  limits: SignInLimits;
  actionLimits?: Readonly<Record<string, ActionLimits>>;
  /** Where people reach this server, for links and the trusted origin: https://tuntas.example */
  publicUrl: string;
  /** Further origins from which a browser may sign in. */
  trustedOrigins: readonly string[];
  /** Signs cookies and encrypts second-factor secrets; at least 32 characters. */
  secret: string;
  production: boolean;
  openIdProvider: OpenIdProvider | null;
  send: (message: NewMessage) => Promise<void>;
  /** Told of surprises; never of people. */
  onError: (message: string) => void;
}

export type SignInEngine = ReturnType<typeof createSignInEngine>;

/** Sets up better-auth: what it offers, under which limits, and which of its doors stay shut. */
export function createSignInEngine(options: SignInEngineOptions) {
  const actionLimits = options.actionLimits ?? ACTION_LIMITS;
  return betterAuth({
    appName: 'Tuntas',
    baseURL: options.publicUrl,
    basePath: '/auth',
    secret: options.secret,
    trustedOrigins: [...options.trustedOrigins],
    database: options.pool,
    telemetry: { enabled: false },
    // Where a failed return from another provider ends, with `?error=…`.
    onAPIError: { errorURL: `${options.publicUrl}/` },
    // Its log lines quote addresses and numbers; ours never do. (At level `error` it would also print every refusal.)
    logger: { level: 'info', log: (level, ...words) => level === 'error' && options.onError(withoutContact(words)) },
    // Counted by our own limits, per client and per account, in a hook that sees the path an action really has.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'tuntas',
      useSecureCookies: options.production,
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { disableIpTracking: true },
    },
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: DAY_SECONDS,
      // Every look-up asks the database, so an ended session is over at once.
      cookieCache: { enabled: false },
      additionalFields: { secondFactor: { type: 'boolean', required: false, defaultValue: false, input: false } },
    },
    account: { accountLinking: { enabled: false } },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      // Also makes the answer to a known address the same as to a new one.
      requireEmailVerification: true,
      revokeSessionsOnPasswordReset: true,
      customSyntheticUser: ({ coreFields, id }) => ({
        ...coreFields,
        phoneNumber: null,
        phoneNumberVerified: null,
        twoFactorEnabled: false,
        id,
      }),
      onExistingUserSignUp: ({ user }) => options.send(alreadyRegisteredMessage(user.email)),
      sendResetPassword: ({ user, url }) => options.send(resetPasswordMessage(user.email, url)),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendVerificationEmail: ({ user, url }) => options.send(confirmAddressMessage(user.email, endingAtFrontPage(url))),
    },
    plugins: [
      phoneNumber({
        otpLength: 6,
        expiresIn: CODE_MINUTES * 60,
        allowedAttempts: 3,
        phoneNumberValidator: (number) => normalisePhoneNumber(number) === number,
        sendOTP: ({ phoneNumber: number, code }) => options.send(codeMessage(number, code)),
        signUpOnVerification: {
          getTempEmail: () => `${randomUUID()}@phone.invalid`,
          getTempName: maskedPhoneNumber,
        },
      }),
      twoFactor({ issuer: 'Tuntas' }),
      ...openIdPlugins(options.openIdProvider),
      // Last: it turns the cookie into a token only once the second factor had its say.
      bearer({ requireSignature: true }),
    ],
    hooks: {
      before: createAuthMiddleware(async (context) => {
        // Calls from our own code carry no request and are not counted.
        if (!context.request) return;
        const limits = actionLimits[context.path];
        if (!limits) throw new APIError('NOT_FOUND');
        const body = cleanedBody(context.body);
        await countAttempt(options.limits, context.path, limits, context.request.headers, body);
        return body === null ? undefined : { context: { body } };
      }),
    },
    databaseHooks: {
      user: {
        create: {
          before: (user) => Promise.resolve({ data: { ...user, name: presentableName(user.name) } }),
        },
      },
      session: {
        create: {
          before: async (session, context) => {
            const path = context?.path ?? '';
            const secondFactor = provesSecondFactor(path, context?.context.session?.session);
            if (!secondFactor && !MAY_LACK_SECOND_FACTOR.has(path)) {
              const user = await context?.context.internalAdapter.findUserById(session.userId);
              if (!user || (user as { twoFactorEnabled?: boolean }).twoFactorEnabled) throw secondFactorRequired();
            }
            if (path === TOTP_PATH) await refuseUsedCode(options.limits, session.userId, context);
            return { data: { ...session, secondFactor } };
          },
        },
      },
    },
  } satisfies BetterAuthOptions);
}

/** A link whose registration did not say where to go ends at our front page, which says that it is done. */
function endingAtFrontPage(url: string): string {
  const link = new URL(url);
  if (link.searchParams.get('callbackURL') === '/') link.searchParams.set('callbackURL', '/?confirmed');
  return link.href;
}

const TOTP_PATH = '/two-factor/verify-totp';
const SECOND_FACTOR_PATHS = new Set([TOTP_PATH, '/two-factor/verify-backup-code']);

/** A code is accepted in its own half minute and in the one before and after; remembered for longer than that. */
const ONE_USE = { most: 1, seconds: 120 };

/** A code opens one session (RFC 6238, 5.2): who watched it being typed comes too late with it. */
async function refuseUsedCode(
  counter: SignInLimits,
  userId: string,
  context: { body?: unknown; context: { session?: unknown } } | null,
): Promise<void> {
  const code = String((context?.body as { code?: unknown } | undefined)?.code);
  const used = (await counter.count('code of the second factor', `${userId} ${code}`, ONE_USE)) > 0;
  // Enrolling happens inside a session and gives no way in; stopping it halfway would leave the account without any.
  if (!used || context?.context.session) return;
  throw new APIError('UNAUTHORIZED', {
    code: 'CODE_ALREADY_USED',
    message: 'Kode ini sudah dipakai. Tunggu kode berikutnya. · This code has been used. Wait for the next one.',
  });
}

/**
 * Where a session may be opened without the second factor although the account has one: after a password, where
 * better-auth itself takes that session back and asks for the code, and where the factor is being given up. Every other
 * way in (a phone code, another provider) would go around it.
 */
const MAY_LACK_SECOND_FACTOR = new Set(['/sign-in/email', '/two-factor/disable', '/change-password']);

function provesSecondFactor(path: string, previous: Record<string, unknown> | undefined): boolean {
  if (SECOND_FACTOR_PATHS.has(path)) return true;
  return path === '/change-password' && previous?.['secondFactor'] === true;
}

function secondFactorRequired(): APIError {
  return new APIError('FORBIDDEN', {
    code: 'SECOND_FACTOR_REQUIRED',
    message: 'This account has a second factor: sign in with e-mail, password and code.',
  });
}

/**
 * The body with its phone number in one form and without the wish to skip the second factor on this device. Text that no
 * database keeps is refused here: looking for it would fail.
 */
function cleanedBody(body: unknown): Record<string, unknown> | null {
  if (typeof body !== 'object' || body === null) return null;
  if (Object.values(body).some((value) => typeof value === 'string' && !isStorable(value))) {
    throw new APIError('BAD_REQUEST', { code: 'MALFORMED', message: 'The text contains characters that are none.' });
  }
  const cleaned: Record<string, unknown> = { ...body };
  if ('trustDevice' in cleaned) cleaned['trustDevice'] = false;
  const number = cleaned['phoneNumber'];
  if (typeof number === 'string') cleaned['phoneNumber'] = normalisePhoneNumber(number) ?? number.slice(0, 40);
  return cleaned;
}

async function countAttempt(
  counter: SignInLimits,
  path: string,
  limits: ActionLimits,
  headers: Headers,
  body: Record<string, unknown> | null,
): Promise<void> {
  const client = headers.get(CLIENT_ADDRESS_HEADER) ?? 'unknown';
  refuseWhenTooMany(await counter.count(path, `client ${client}`, limits.perClient));
  if (!limits.perAccount) return;
  const account = body?.[limits.perAccount.field];
  if (typeof account !== 'string') return;
  refuseWhenTooMany(await counter.count(path, `account ${account.trim().toLowerCase()}`, limits.perAccount));
}

function refuseWhenTooMany(waitSeconds: number): void {
  if (waitSeconds === 0) return;
  throw new APIError(
    'TOO_MANY_REQUESTS',
    {
      code: 'TOO_MANY_ATTEMPTS',
      message:
        `Terlalu banyak percobaan. Coba lagi dalam ${waitSeconds} detik. · ` +
        `Too many attempts. Try again in ${waitSeconds} seconds.`,
      retryAfterSeconds: waitSeconds,
    },
    { 'retry-after': String(waitSeconds) },
  );
}

function openIdPlugins(provider: OpenIdProvider | null) {
  if (!provider) return [];
  const { id: providerId, discoveryUrl, clientId, clientSecret } = provider;
  const scopes = ['openid', 'profile', 'email'];
  return [
    genericOAuth({
      config: [{ providerId, discoveryUrl, clientId, clientSecret, scopes, requireIdTokenVerification: true }],
    }),
  ];
}

const LONGEST_NAME = 100;

function presentableName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
  return plain === '' ? 'Pelapor' : plain;
}

function withoutContact(words: readonly unknown[]): string {
  const text = words.map((word) => (word instanceof Error ? word.message : String(word))).join(' ');
  return text.replace(/\S+@\S+|\+?\d{8,}/g, '[…]');
}
