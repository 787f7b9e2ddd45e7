import type { NextFunction, Request, Response } from 'express';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const HEADERS =
  'Content-Type, Authorization, Accept-Language, Idempotency-Key, Range, X-Request-Id, Apollo-Require-Preflight, X-Apollo-Operation-Name';
const EXPOSED = 'X-Request-Id, Retry-After, Content-Range, Content-Disposition, Set-Auth-Token';
/** Browsers may remember a permission for this many seconds. */
const REMEMBER = '600';

/** Lets browsers on the allowed origins use the API with their cookies; every other origin gets no permission. */
export function allowOrigins(origins: readonly string[]) {
  const allowed = new Set(origins);
  return (request: Request, response: Response, next: NextFunction): void => {
    const origin = request.get('origin');
    response.vary('Origin');
    if (origin === undefined || !allowed.has(origin)) return next();
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Expose-Headers': EXPOSED,
    });
    const preflight = request.method === 'OPTIONS' && request.get('access-control-request-method') !== undefined;
    if (!preflight) return next();
    response.set({
      'Access-Control-Allow-Methods': METHODS,
      'Access-Control-Allow-Headers': HEADERS,
      'Access-Control-Max-Age': REMEMBER,
    });
    response.status(204).end();
  };
}

/**
 * Whether a request that is signed in by its cookie comes from where people may act: a browser sends cookies by itself,
 * for any page. Without an `Origin`, which browsers leave out when they read from the same place, they say so themselves.
 */
export function cookieMayCount(request: Pick<Request, 'get'>, origins: readonly string[]): boolean {
  const origin = request.get('origin');
  return origin === undefined ? request.get('sec-fetch-site') === 'same-origin' : origins.includes(origin);
}
