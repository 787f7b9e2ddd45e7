import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

interface RequestScope {
  requestId: string;
}

const scope = new AsyncLocalStorage<RequestScope>();

/** Fields that may name a person or open a door. They are blanked wherever they turn up in the first four levels. */
const SENSITIVE = [
  ...['authorization', 'cookie', 'password', 'secret', 'token', 'receipt', 'code', 'otp', 'key', 'apiKey'],
  ...['email', 'phone', 'name', 'address', 'nik', 'recipient', 'body', 'text', 'variables', 'params', 'parameters'],
];

/** Ids a proxy in front of us may hand in; anything else is replaced, so that a log line cannot be forged. */
const ACCEPTABLE_ID = /^[\w-]{8,64}$/;

/**
 * The log: one JSON object a line. A line written while a request is being served carries its `requestId`. Sensitive
 * fields are blanked; keep personal data out of messages all the same.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: everywhere(SENSITIVE), censor: '[hidden]' },
    serializers: { err: errorFacts },
    mixin: () => scope.getStore() ?? {},
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Id of the request being served, also sent as `X-Request-Id`; null outside of one. */
export function currentRequestId(): string | null {
  return scope.getStore()?.requestId ?? null;
}

/**
 * Gives every HTTP request an id, and writes down what became of it: never its query string, headers or body, nor what
 * follows one of `secretPaths` in its path.
 */
export function requestLog(log: Logger, secretPaths: readonly string[] = []) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.get('x-request-id');
    const requestId = given !== undefined && ACCEPTABLE_ID.test(given) ? given : randomUUID();
    const began = performance.now();
    const { method } = request;
    // The router shortens `path` on its way down; this is the whole one.
    const path = withoutSecret(request.path, secretPaths);
    response.setHeader('X-Request-Id', requestId);
    response.on('close', () => {
      const line = { requestId, method, path, status: response.statusCode, ms: Math.round(performance.now() - began) };
      const outcome = response.writableFinished ? 'request' : 'request abandoned';
      if (response.statusCode >= 500) log.error(line, outcome);
      else if (path.startsWith('/health/')) log.debug(line, outcome);
      else log.info(line, outcome);
    });
    scope.run({ requestId }, next);
  };
}

function withoutSecret(path: string, secretPaths: readonly string[]): string {
  const before = secretPaths.find((prefix) => path.toLowerCase().startsWith(prefix));
  return before === undefined ? path : `${before}[hidden]`;
}

/** As many of the errors an AggregateError stands for are logged. */
const MOST_PARTS = 10;

function everywhere(names: readonly string[]): string[] {
  return names.flatMap((name) => ['', '*.', '*.*.', '*.*.*.'].map((prefix) => `${prefix}${name}`));
}

/**
 * What is logged of an error. The database repeats values in `detail` ("Key (email)=(…) already exists") and the
 * object mapper whole statements in its message, so both are left out.
 */
function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table, routine } = error as Error & Record<string, unknown>;
  const fromDatabase = typeof routine === 'string';
  return {
    type: error.name,
    message: fromDatabase ? firstLineOfCause(error) : error.message,
    ...(code === undefined ? {} : { errorCode: code }),
    ...(fromDatabase ? { constraint, table } : {}),
    stack: stackFrames(error),
    ...(error.cause === undefined ? {} : { cause: errorFacts(error.cause) }),
    ...(error instanceof AggregateError ? { errors: error.errors.slice(0, MOST_PARTS).map(errorFacts) } : {}),
  };
}

/** The object mapper puts "statement - reason" into the message; the reason comes last. */
function firstLineOfCause(error: Error): string {
  return error.message.split('\n')[0]?.split(' - ').at(-1) ?? '';
}

function stackFrames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 20)
    .join('\n');
}
