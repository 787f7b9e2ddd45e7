import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Client } from 'graphql-ws';
import type { DestinationStream } from 'pino';
import { WebSocket } from 'ws';
import { migrations } from '../../migrations/migrations.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../seeds/demo-accounts.ts';
import { assembleApp } from '../../src/app.ts';
import type { Foundation } from '../../src/feature.ts';
import { features as listFeatures } from '../../src/features.ts';
import { MovableClock } from '../../src/platform/clock/clock.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { createLogger } from '../../src/platform/logging/logging.ts';
import type { TestDatabase } from '../database/test-database.ts';
import { atEndOfFile } from '../end-of-file.ts';

/** What a client of the API says who it is with: an Authorization header, or null for the public. */
export type Credential = string | null;

export interface GraphqlAnswer<Data> {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** The ways in which clients reach a server, whichever process it runs in. */
export interface TuntasClients {
  readonly url: string;
  /** One operation over HTTP. Throws when the answer has errors. */
  query<Data>(as: Credential, document: string, variables?: object): Promise<Data>;
  /** One operation over HTTP with whatever comes back. */
  ask<Data>(as: Credential, document: string, variables?: object): Promise<GraphqlAnswer<Data>>;
  /** Signs a demo account in with its password and returns the credential. */
  signIn(accountKey: string): Promise<Credential>;
  /** A graphql-transport-ws client; closed at the end of the file. */
  socket(as: Credential): Client;
}

/** A whole server of its own on the loopback. */
export interface TuntasServer extends TuntasClients {
  readonly clock: MovableClock;
  /** `POST /dev/clock`: moves time and lets everything happen that falls due. */
  advanceTo(instant: string): Promise<void>;
  stop(): Promise<void>;
}

export interface TuntasOptions {
  /** Where the clock stands. */
  readonly start?: string;
  readonly env?: Record<string, string>;
  /** Takes the log lines instead of the standard output. */
  readonly logTo?: DestinationStream;
}

/**
 * Starts the server as `npm start -- --clock` would, on a test's own database. Starting it twice on one database makes
 * two API processes in all but name: each has its own pools, hub, relay and sweeper.
 */
export async function startTuntas(
  db: TestDatabase,
  { start = '2026-03-02T09:00:00+07:00', env = {}, logTo }: TuntasOptions = {},
): Promise<TuntasServer> {
  const directory = await mkdtemp(join(tmpdir(), 'tuntas-journey-'));
  const invocation = readConfig(['--clock', start], { DATA_DIR: directory, LOG_LEVEL: 'fatal', PORT: '0', ...env });
  if (invocation.help) throw new Error('Help was asked for.');
  const { config } = invocation;
  const clock = new MovableClock(config.clockStart!);
  const log = createLogger(config.LOG_LEVEL, logTo);
  const foundation: Foundation = { config, clock, log, pool: db.pool, databaseUrl: db.url };
  const features = await listFeatures(foundation);
  for (const feature of features) await feature.prepare?.({ pool: db.ownerPool, url: db.ownerUrl });
  const { server } = await assembleApp(foundation, features, migrations);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  for (const feature of features) await feature.start?.();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients = clientsOf(url, config.PUBLIC_URL);
  let stopped: Promise<void> | null = null;

  const stop = () =>
    (stopped ??= (async () => {
      await clients.dispose();
      server.closeAllConnections();
      for (const feature of features.toReversed()) await feature.stop?.();
      server.close();
      await rm(directory, { recursive: true, force: true });
    })());
  atEndOfFile(stop);

  return {
    ...clients,
    clock,
    stop,
    async advanceTo(instant) {
      const response = await fetch(`${url}/dev/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advanceTo: instant }),
      });
      if (!response.ok) throw new Error(`The clock did not move: ${response.status} ${await response.text()}`);
    },
  };
}

/** A client that gives up while it connects has nobody left to hear of the error, which would end the process. */
class ClientSocket extends WebSocket {
  constructor(...args: ConstructorParameters<typeof WebSocket>) {
    super(...args);
    this.on('error', () => undefined);
  }
}

/** Clients of the server at `url`, which calls itself `origin`. */
export function clientsOf(url: string, origin: string): TuntasClients & { dispose(): Promise<void> } {
  const sockets: Client[] = [];
  const ask = async <Data>(as: Credential, document: string, variables: object = {}): Promise<GraphqlAnswer<Data>> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(as ? { authorization: as } : {}) },
      body: JSON.stringify({ query: document, variables }),
    });
    return (await response.json()) as GraphqlAnswer<Data>;
  };

  return {
    url,
    ask,
    dispose: async () => void (await Promise.all(sockets.map((socket) => socket.dispose()))),
    async query(as, document, variables) {
      const answer = await ask<never>(as, document, variables);
      if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
      return answer.data;
    },
    async signIn(accountKey) {
      const account = DEMO_ACCOUNTS.find(({ key }) => key === accountKey);
      if (!account) throw new Error(`There is no demo account ${accountKey}.`);
      const response = await fetch(`${url}/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ email: account.email, password: DEMO_PASSWORD }),
      });
      const token = response.headers.get('set-auth-token');
      if (!token) throw new Error(`Signing in as ${accountKey} failed: ${response.status} ${await response.text()}`);
      return `Bearer ${token}`;
    },
    socket(as) {
      const client = createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: ClientSocket,
        connectionParams: as ? { authorization: as } : {},
        retryAttempts: 0,
        lazy: true,
      });
      sockets.push(client);
      return client;
    },
  };
}
