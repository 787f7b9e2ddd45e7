import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Feature, Foundation } from './feature.ts';
import { MovableClock } from './platform/clock/clock.ts';
import { parseInstant } from './platform/config/config.ts';
import { pendingMigrations, type MigrationStep } from './platform/database/migrate.ts';
import { documentShelf } from './platform/http/documents.ts';
import { frontPage } from './platform/http/front-page.ts';
import { allowOrigins } from './platform/http/origins.ts';
import { currentRequestId, requestLog, type Logger } from './platform/logging/logging.ts';

/** The assembled server, not listening yet. */
export interface Application {
  app: Express;
  server: Server;
  /** From now on `/health/ready` says no, so that a load balancer sends requests elsewhere. */
  announceStop(): void;
}

/** Where the documents lie, seen from `api/src` as from the bundle in `api/dist`. */
const SOURCES = join(import.meta.dirname, '..', '..');
/** Longest a readiness check waits for the database, in milliseconds. */
const READY_PATIENCE_MS = 2_000;

/** Paths that end in what opens an account. */
const SECRET_PATHS = ['/auth/reset-password/'];

/** Puts the features together behind request ids, logging, origins and health checks. */
export async function assembleApp(
  foundation: Foundation,
  features: readonly Feature[],
  migrations: readonly MigrationStep[],
): Promise<Application> {
  const { config, clock, log } = foundation;
  const app = express();
  const server = createServer(app);
  const underway = new Set<Response>();
  let stopping = false;

  app.disable('x-powered-by');
  // Who the caller is (for limits) is believed only of a proxy on this machine.
  app.set('trust proxy', 'loopback');
  app.use(requestLog(log, SECRET_PATHS));
  app.use(careful);
  app.use((_request, response, next) => {
    if (stopping) lastOnItsConnection(response);
    underway.add(response);
    response.once('close', () => underway.delete(response));
    next();
  });
  app.use(allowOrigins(config.ALLOWED_ORIGINS));

  app.get('/health/live', (_request, response) => void response.json({ status: 'live' }));
  app.get('/health/ready', async (_request, response) => {
    const problem = stopping ? 'stopping' : await whyNotReady(foundation, migrations);
    if (problem === null) response.json({ status: 'ready' });
    else response.status(503).json({ status: 'unavailable', problem });
  });
  if (clock instanceof MovableClock) app.post('/dev/clock', express.json(), moveClock(clock, features));

  const shelf = documentShelf(SOURCES);
  app.use(shelf.routes, frontPage({ documents: shelf.documents, production: config.NODE_ENV === 'production' }));
  for (const feature of features) await feature.mount?.(app, server);
  app.use(notFound);
  app.use(reportSurprises(log));
  const announceStop = (): void => {
    stopping = true;
    for (const response of underway) lastOnItsConnection(response);
  };
  return { app, server, announceStop };
}

async function whyNotReady(foundation: Foundation, migrations: readonly MigrationStep[]): Promise<string | null> {
  const patience = new Promise<string>((late) => setTimeout(late, READY_PATIENCE_MS, 'database').unref());
  const check = pendingMigrations(foundation.pool, migrations).then(
    (pending) => (pending.length > 0 ? 'migrations' : null),
    () => 'database',
  );
  return Promise.race([check, patience]);
}

/** `POST /dev/clock {"advanceTo": "2026-03-20T09:00+07:00"}`: moves time and lets everything happen that fell due. */
function moveClock(clock: MovableClock, features: readonly Feature[]) {
  return async (request: Request, response: Response): Promise<void> => {
    const { advanceTo } = (request.body ?? {}) as { advanceTo?: unknown };
    const target = typeof advanceTo === 'string' ? parseInstant(advanceTo) : undefined;
    if (target === undefined || target < clock.now()) {
      const now = clock.now().toISOString();
      response
        .status(400)
        .json({ error: `"advanceTo" must be an instant such as 2026-03-20T09:00+07:00, not before ${now}.` });
      return;
    }
    clock.advanceTo(target);
    for (const feature of features) await feature.settle?.();
    response.json({ now: clock.now().toISOString() });
  };
}

/** Whoever keeps a connection for the next request learns that this one takes none. */
function lastOnItsConnection(response: Response): void {
  if (!response.headersSent) response.set('Connection', 'close');
}

/** Answers are data: browsers shall not guess their type, frame them or tell others where they were read. */
function careful(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
  });
  next();
}

function notFound(_request: Request, response: Response): void {
  response.status(404).json({ error: 'There is nothing here.' });
}

/** A surprise is logged whole and answered with nothing but the id under which to find it. */
function reportSurprises(log: Logger) {
  return (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error }, 'request failed');
    if (response.headersSent) return next(error);
    const message = status >= 500 ? 'Something went wrong on our side.' : 'The request could not be understood.';
    response.status(status).json({ error: message, requestId: currentRequestId() });
  };
}

/** Errors of the body parsers and the router say whose fault they are; any other is ours. */
function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
