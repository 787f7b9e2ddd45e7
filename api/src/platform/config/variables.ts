import { z } from 'zod';

/** One environment variable: what it means, what it may be, and what it is when nobody sets it. */
export interface Variable<T> {
  /** For `--help`. */
  description: string;
  /** Completes "PORT is "abc", which is not …". */
  expected: string;
  /** Text that stands in for an unset variable, by environment. Without it the value is null. */
  fallback?: { development: string; production: string | null };
  /** How the fallback is described, when it is not a fixed text. */
  fallbackText?: string;
  /** Must be set when NODE_ENV is production. */
  mandatoryInProduction?: true;
  /** Never shown, not even when it is wrong. */
  secret?: true;
  /** Reads the text; throws, or fails the check, when it is not what is expected. */
  schema: z.ZodType<T, string>;
}

/** A variable that always has a value. */
type Given<T> = Variable<T> & { fallback: { development: string; production: string | null } };

/**
 * Every environment variable Tuntas reads. This table validates them, names them in the configuration and prints
 * `npm start -- --help`.
 */
export const variables = {
  NODE_ENV: given({
    description: 'production refuses everything that is only good enough for trying out',
    expected: 'development, test or production',
    fallback: always('development'),
    schema: z.enum(['development', 'test', 'production']),
  }),
  PORT: given({
    description: 'Port the server listens on; 0 takes a free one',
    expected: 'a whole number from 0 to 65535',
    fallback: always('4000'),
    schema: wholeNumber(0, 65_535),
  }),
  HOST: given({
    description: 'Address the server listens on; 0.0.0.0 for every network',
    expected: 'a host name or address',
    fallback: always('127.0.0.1'),
    schema: z.string().regex(/^[\w.:-]+$/),
  }),
  PUBLIC_URL: optional({
    description: 'Where people reach this server, for links in messages',
    expected: 'an address such as https://tuntas.example, without a path',
    fallbackText: 'http://localhost:<PORT>',
    schema: z.string().transform(origin),
  }),
  ALLOWED_ORIGINS: optional({
    description: 'Origins from which browsers may use the API, separated by commas',
    expected: 'a list such as https://tuntas.example,https://console.tuntas.example',
    fallbackText: "PUBLIC_URL's; in development also http://localhost:5173",
    schema: z.string().transform((text) => text.split(',').map((each) => origin(each.trim()))),
  }),
  DATA_DIR: given({
    description: 'Directory for the built-in database, generated secrets and attachments',
    expected: 'a path',
    fallback: always('.data'),
    schema: z.string().min(1),
  }),
  DATABASE_URL: optional({
    description: 'PostgreSQL 18 server to use, as the login that owns the database',
    expected: 'an address such as postgresql://owner:password@host:5432/tuntas',
    fallbackText: 'a built-in PostgreSQL in DATA_DIR',
    mandatoryInProduction: true,
    secret: true,
    schema: z.string().refine(leadsToADatabase),
  }),
  SECRET: optional({
    description: 'Signs sessions and receipts; all replicas share it',
    expected: 'at least 32 characters, for example from: openssl rand -base64 48',
    fallbackText: 'generated once, in DATA_DIR/secret',
    mandatoryInProduction: true,
    secret: true,
    schema: z.string().min(32),
  }),
  IDENTITY_KEY: optional({
    description: 'Encrypts reporters’ identities; whoever loses it loses them',
    expected: '32 bytes in base64, for example from: openssl rand -base64 32',
    fallbackText: 'generated once, in DATA_DIR/identity-key',
    mandatoryInProduction: true,
    secret: true,
    schema: z
      .string()
      .regex(/^[A-Za-z0-9+/]{43}=$/)
      .transform((text): Buffer => Buffer.from(text, 'base64')),
  }),
  LOG_LEVEL: given({
    description: 'How much is logged',
    expected: 'fatal, error, warn, info, debug or trace',
    fallback: always('info'),
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']),
  }),
  SEED: given({
    description: 'What an empty database is filled with: demo data, reference data alone, or nothing',
    expected: 'demo, reference or none',
    fallback: { development: 'demo', production: 'reference' },
    schema: z.enum(['demo', 'reference', 'none']),
  }),
  STAFF_TOTP: given({
    description: 'Whether staff need a second factor',
    expected: 'optional or required',
    fallback: { development: 'optional', production: 'required' },
    schema: z.enum(['optional', 'required']),
  }),
  OIDC_DISCOVERY_URL: optional({
    description: 'OpenID Connect provider people may sign in with',
    expected: 'the address of its /.well-known/openid-configuration',
    fallbackText: 'none',
    schema: z.url({ protocol: /^https?$/ }),
  }),
  OIDC_CLIENT_ID: optional({
    description: 'How that provider knows Tuntas',
    expected: 'a text',
    schema: z.string().min(1),
  }),
  OIDC_CLIENT_SECRET: optional({
    description: 'The secret shared with that provider',
    expected: 'a text',
    secret: true,
    schema: z.string().min(1),
  }),
  SMTP_URL: optional({
    description: 'Mail server',
    expected: 'an address such as smtps://user:password@mail.example:465',
    fallbackText: 'none: mails land in the local outbox',
    secret: true,
    schema: z.url({ protocol: /^smtps?$/ }),
  }),
  SMTP_FROM: optional({
    description: 'Sender of every e-mail',
    expected: 'an e-mail address, with or without a name',
    fallbackText: 'Tuntas <no-reply@ the host of PUBLIC_URL>',
    schema: z.string().regex(/^[^\r\n]*[^\s@<]+@[^\s@>]+>?$/),
  }),
  SMS_GATEWAY_URL: optional({
    description: 'Address to which SMS are posted',
    expected: 'an http(s) address',
    fallbackText: 'none: SMS land in the local outbox',
    schema: z.url({ protocol: /^https?$/ }),
  }),
  SMS_GATEWAY_TOKEN: optional({
    description: 'Bearer token for that gateway',
    expected: 'a text',
    secret: true,
    schema: z.string().min(1),
  }),
  SMS_INBOUND_TOKEN: optional({
    description: 'Bearer token with which the SMS gateway delivers incoming messages to /channels/sms',
    expected: 'at least 16 characters',
    fallbackText: 'none: no SMS come in',
    secret: true,
    schema: z.string().min(16),
  }),
  S3_BUCKET: optional({
    description: 'Bucket for attachments, in any S3-compatible store',
    expected: 'a bucket name',
    fallbackText: 'none: attachments are kept in DATA_DIR/attachments',
    schema: z.string().min(3),
  }),
  S3_ENDPOINT: optional({
    description: 'Address of that store',
    expected: 'an http(s) address',
    fallbackText: "Amazon's",
    schema: z.url({ protocol: /^https?$/ }),
  }),
  S3_REGION: optional({
    description: 'Region of that store',
    expected: 'a region such as ap-southeast-3',
    schema: z.string().min(1),
  }),
  S3_ACCESS_KEY_ID: optional({
    description: 'Key for that store',
    expected: 'a text',
    secret: true,
    schema: z.string().min(1),
  }),
  S3_SECRET_ACCESS_KEY: optional({
    description: 'Secret of that key',
    expected: 'a text',
    secret: true,
    schema: z.string().min(1),
  }),
  UPLOAD_MAX_BYTES: given({
    description: 'Largest attachment, in bytes',
    expected: 'a whole number from 1024 to 1073741824',
    fallback: always(String(50 * 1024 * 1024)),
    schema: wholeNumber(1_024, 1_073_741_824),
  }),
};

/** The variables' values by their names; an optional one that is not set is null. */
export type VariableValues = {
  [Name in keyof typeof variables]: (typeof variables)[Name] extends Given<infer T>
    ? T
    : (typeof variables)[Name] extends Variable<infer T>
      ? T | null
      : never;
};

function given<T>(variable: Given<T>): Given<T> {
  return variable;
}

function optional<T>(variable: Variable<T>): Variable<T> {
  return variable;
}

function always(text: string): { development: string; production: string } {
  return { development: text, production: text };
}

function wholeNumber(least: number, most: number): z.ZodType<number, string> {
  return z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most));
}

/** The origin of an address that is nothing more than one. */
function origin(text: string): string {
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash)
    throw new Error('not an origin');
  return url.origin;
}

function leadsToADatabase(text: string): boolean {
  const url = new URL(text);
  return /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
}
