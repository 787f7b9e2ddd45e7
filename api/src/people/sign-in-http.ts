import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { toNodeHandler } from 'better-auth/node';
import type { RequestHandler } from 'express';
import { CLIENT_ADDRESS_HEADER, type SignInEngine } from './sign-in-engine.ts';
import { countedAddress } from './sign-in-limits.ts';

/** No honest sign-in request is longer. */
const LONGEST_BODY_BYTES = 16 * 1024;

/** Answers that could tell whether an account exists leave at multiples of this after their request came in. */
export const ANSWER_STEP_MS = 250;

const ASKS_FOR_AN_ACCOUNT = new Set([
  '/sign-in/email',
  '/sign-up/email',
  '/request-password-reset',
  '/send-verification-email',
]);

/** Serves sign-in over HTTP; mount it at `/auth`, before any body parser. */
export function signInHandler(engine: SignInEngine): RequestHandler {
  const answer = toNodeHandler((request: Request) => answerInStep(engine, request));
  return async (request, response) => {
    const refusal = refuseBody(request.headers);
    if (refusal) {
      response.status(refusal.status).set('connection', 'close').json(refusal.body);
      return;
    }
    request.headers[CLIENT_ADDRESS_HEADER] = countedAddress(request.ip);
    await answer(request, response);
  };
}

async function answerInStep(engine: SignInEngine, request: Request): Promise<Response> {
  const startedAt = performance.now();
  const response = await engine.handler(request);
  const path = new URL(request.url).pathname.replace(/^\/auth/, '');
  // A successful sign-in has nothing left to hide.
  const tells = ASKS_FOR_AN_ACCOUNT.has(path) && !(path === '/sign-in/email' && response.ok);
  if (tells && response.status !== 429) {
    const elapsed = performance.now() - startedAt;
    await sleep(Math.ceil(elapsed / ANSWER_STEP_MS) * ANSWER_STEP_MS - elapsed);
  }
  return response;
}

function refuseBody(headers: IncomingHttpHeaders): { status: number; body: object } | null {
  // What a form on a foreign page can send without asking is never JSON.
  if (headers['content-type'] !== undefined && !/^application\/json\s*(;|$)/i.test(headers['content-type'])) {
    return { status: 400, body: { code: 'JSON_REQUIRED', message: 'Send the body as application/json.' } };
  }
  if (headers['transfer-encoding'] !== undefined) {
    return { status: 411, body: { code: 'LENGTH_REQUIRED', message: 'Say how long the body is.' } };
  }
  if (Number(headers['content-length'] ?? 0) > LONGEST_BODY_BYTES) {
    return { status: 413, body: { code: 'TOO_LARGE', message: 'A sign-in request is at most 16 KiB long.' } };
  }
  return null;
}
