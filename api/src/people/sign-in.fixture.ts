import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromNodeHeaders } from 'better-auth/node';
import express from 'express';
import { graphql, type ExecutionResult } from 'graphql';
import { type TOTP, URI } from 'otpauth';
import { afterAll } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { SystemClock } from '../platform/clock/clock.ts';
import { ReadSession } from '../platform/database/read-session.ts';
import { buildTuntasSchema } from '../platform/graphql/build-schema.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { createLoaders } from '../platform/graphql/loaders.ts';
import { NodeResolver } from '../platform/graphql/node.resolver.ts';
import { localOutbox, type OutboxEntry } from '../platform/messages/local-outbox.ts';
import { MessageOutbox } from '../platform/messages/message-outbox.ts';
import { migrateSignIn } from './sign-in-schema.ts';
import { createSignIn, type SignIn, type SignInOptions } from './sign-in.ts';
import type { ViewerLookup } from './viewer-lookup.ts';
import { ViewerResolver } from './viewer.resolver.ts';
import { sessionSettings, type Viewer } from './viewer.ts';

export const PASSWORD = 'jalan-rusak-di-patrol';
export const RECEIPT_REPORT = '0197a4a0-0000-7000-8000-00000000cafe';

const schema = buildTuntasSchema([NodeResolver, ViewerResolver]);

/** An answer of the server under test. */
export interface Answer {
  status: number;
  body: Record<string, unknown> | null;
  headers: Headers;
  /** The cookies it set, ready to be sent back. */
  cookie: string;
}

/** Sign-in on a real port in front of a real database. */
export class SignInHouse {
  private constructor(
    readonly database: TestDatabase,
    readonly signIn: SignIn,
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async open(overrides: Partial<SignInOptions> = {}, database?: TestDatabase): Promise<SignInHouse> {
    const home = database ?? (await testDatabase());
    await migrateSignIn(home.ownerUrl);
    const app = express().set('trust proxy', 'loopback');
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://localhost:${(server.address() as AddressInfo).port}`;
    const clock = new SystemClock();
    const signIn = createSignIn({
      url: home.url,
      pool: home.pool,
      clock,
      outbox: new MessageOutbox(home.pool, clock),
      publicUrl: url,
      trustedOrigins: ['https://console.tuntas.example'],
      secret: 'a secret of the tests, long enough to be one',
      production: false,
      staffTotp: 'optional',
      reportOfReceipt: (trackingId, secret) =>
        Promise.resolve(trackingId === '1234567' && secret === 'rahasia' ? RECEIPT_REPORT : null),
      ...overrides,
    });
    app.use('/auth', signIn.handler);
    app.use(localOutbox({ pool: home.pool, production: false }));
    const house = new SignInHouse(home, signIn, url, server);
    app.post('/graphql', express.json(), async (request, response) => {
      const { viewer } = await signIn.viewerOf(fromNodeHeaders(request.headers));
      response.json((await house.ask(viewer, (request.body as { query: string }).query)).result);
    });
    afterAll(() => house.close());
    return house;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await this.signIn.close();
  }

  async post(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.url}/auth${path}`, {
      method: 'POST',
      // Node's fetch says how it fetches, as browsers do, and whoever says that must say from where.
      headers: { 'content-type': 'application/json', origin: this.url, ...headers },
      body: JSON.stringify(body),
    });
    return answer(response);
  }

  /** Who the server takes the bearer of this token for. */
  viewerWithToken(token: string): Promise<ViewerLookup> {
    return this.signIn.viewerOf(new Headers({ authorization: `Bearer ${token}` }));
  }

  /** The answer to a GraphQL query of this viewer, and how many statements it took. */
  async ask(viewer: Viewer, source: string): Promise<{ result: ExecutionResult; statements: number }> {
    const reads = new ReadSession(this.database.pool, sessionSettings(viewer));
    const contextValue: RequestContext<Viewer> = {
      viewer,
      reads,
      loaders: createLoaders(),
      requestId: 'test',
      locale: 'id',
      clock: new SystemClock(),
      commands: null,
      cost: { charged: null },
    };
    const result = await graphql({ schema, source, contextValue });
    await reads.close();
    return { result, statements: reads.statementCount };
  }

  /** Messages to this recipient, newest first. */
  async messagesTo(recipient: string): Promise<OutboxEntry[]> {
    const response = await fetch(`${this.url}/dev/outbox?format=json&recipient=${encodeURIComponent(recipient)}`);
    return (await response.json()) as OutboxEntry[];
  }

  /** The one-time code last sent to this number. */
  async codeSentTo(number: string): Promise<string> {
    const [latest] = await this.messagesTo(number);
    return /^\d{6}/.exec(latest?.body ?? '')![0];
  }

  /** Registers with e-mail and password and confirms the address; returns nothing but leaves an account. */
  async register(email: string, name = 'Maman Riyanto'): Promise<void> {
    const registered = await this.post('/sign-up/email', { name, email, password: PASSWORD });
    if (registered.status !== 200) throw new Error(`Registration answered ${registered.status}.`);
    const [mail] = await this.messagesTo(email);
    const confirmed = await fetch(/https?:\S+/.exec(mail!.body)![0], { redirect: 'manual' });
    if (confirmed.status >= 400) throw new Error(`Confirmation answered ${confirmed.status}.`);
  }

  /** Signs in by password and returns the bearer token. */
  async tokenOf(email: string, password = PASSWORD): Promise<string> {
    const signedIn = await this.post('/sign-in/email', { email, password });
    const token = signedIn.headers.get('set-auth-token');
    if (token === null) throw new Error(`Sign-in answered ${signedIn.status} without a token.`);
    return token;
  }

  /** Enrols an authenticator app; returns it with the token of the session that proved it. */
  async enrol(token: string, password = PASSWORD): Promise<{ app: TOTP; token: string }> {
    const enabled = await this.post('/two-factor/enable', { password }, { authorization: `Bearer ${token}` });
    const app = URI.parse(enabled.body!['totpURI'] as string) as TOTP;
    const verified = await this.post(
      '/two-factor/verify-totp',
      { code: app.generate() },
      { authorization: `Bearer ${token}` },
    );
    return { app, token: verified.headers.get('set-auth-token') ?? '' };
  }
}

/** A code of the second factor that was not used for enrolling, which may have happened in this very half minute. */
export function nextCode(app: TOTP): string {
  return app.generate({ timestamp: Date.now() + 30_000 });
}

async function answer(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
    headers: response.headers,
    cookie: response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  };
}
