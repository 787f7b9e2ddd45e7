import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';
import { subscribe, parse, type GraphQLSchema } from 'graphql';
import { Ctx, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { SystemClock } from '../clock/clock.ts';
import { ReadSession } from '../database/read-session.ts';
import { apolloGate } from '../gate/apollo-gate.ts';
import { createGate } from '../gate/gate.ts';
import { createMask } from '../gate/mask.ts';
import { startGraphqlEndpoint, type GraphqlEndpoint } from './apollo.ts';
import { buildTuntasSchema } from './build-schema.ts';
import type { RequestContext } from './context.ts';
import { createLoaders } from './loaders.ts';
import { localeFromHeader } from './locale.ts';
import { Allow } from './policy.ts';
import { invalid, RefusedError } from './refusals.ts';

let cleanedUp = 0;

@Resolver()
class ProbeResolver {
  @Query(() => Int, { description: 'Reads.' })
  @Allow('PUBLIC')
  async one(@Ctx() ctx: RequestContext): Promise<number> {
    const row = await ctx.reads.one<{ n: number }>('select 1 as n');
    return row!.n;
  }

  @Query(() => Int, { description: 'Reads after the answer has gone out.' })
  @Allow('PUBLIC')
  async late(@Ctx() ctx: RequestContext): Promise<number> {
    await pause(100);
    return this.one(ctx);
  }

  @Query(() => Int, { description: 'Fails at once, and the operation with it.' })
  @Allow('PUBLIC')
  async failing(): Promise<number> {
    await pause(1);
    throw new Error('the password is hunter2');
  }

  @Query(() => Int, { description: 'Refuses.' })
  @Allow('PUBLIC')
  refusing(): number {
    throw new RefusedError(invalid([{ path: 'x', code: 'REQUIRED' }]));
  }

  @Query(() => Int, { description: 'For admins.' })
  @Allow('ADMIN')
  desk(): number {
    return 1;
  }

  @Mutation(() => Int, { description: 'Acts.' })
  @Allow('PUBLIC')
  act(): number {
    return 1;
  }

  @Subscription(() => Int, {
    description: 'Counts.',
    subscribe: async function* () {
      try {
        yield 1;
        yield 2;
      } finally {
        cleanedUp += 1;
      }
    },
  })
  @Allow('ADMIN')
  ticks(@Root() tick: number): number {
    return tick * 10;
  }
}

const schema: GraphQLSchema = buildTuntasSchema([ProbeResolver]);
const logged: object[] = [];
let database: TestDatabase;
let endpoint: GraphqlEndpoint;
let server: Server;
let url: string;

function contextWith(viewer: RequestContext['viewer'], locale: RequestContext['locale']): RequestContext {
  return {
    viewer,
    reads: new ReadSession(database.pool, { role: 'tuntas_app', variables: {} }),
    loaders: createLoaders(),
    requestId: 'request-1',
    locale,
    clock: new SystemClock(),
    commands: null,
    cost: { charged: null },
  };
}

beforeAll(async () => {
  database = await testDatabase();
  const app = express();
  server = createServer(app);
  const mask = createMask({ error: (facts) => logged.push(facts) });
  endpoint = await startGraphqlEndpoint({
    schema,
    gate: apolloGate(createGate(schema), mask),
    httpServer: server,
    contextFor: async (req) => {
      const ctx = contextWith({ kind: 'PUBLIC', role: null }, localeFromHeader(req.headers['accept-language']));
      if (req.headers['x-reads-early']) await ctx.reads.one('select 1');
      return ctx;
    },
  });
  app.use('/graphql', endpoint.handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});

afterAll(() => endpoint.stop());

interface Answer {
  data: Record<string, unknown> | null;
  errors: { extensions: Record<string, unknown> }[];
}

async function post(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

/** Whether every connection is back in the pool; gives stragglers a moment. */
async function everyConnectionIsBack(): Promise<boolean> {
  await pause(50);
  return database.pool.totalCount === database.pool.idleCount && database.pool.waitingCount === 0;
}

test('a query is answered and its connection given back', async () => {
  expect(await post({ query: '{ one }' })).toEqual({ status: 200, body: { data: { one: 1 } } });
  expect(await everyConnectionIsBack()).toBe(true);
});

test('a resolver that outlives its operation gets no connection any more', async () => {
  const { body } = await post({ query: '{ late failing }' });
  expect(body.data).toBeNull();
  await pause(150);
  expect(await everyConnectionIsBack()).toBe(true);
});

test.each([
  ['without a query', '{"x":1}', 400],
  ['that is a batch', '[{"query":"{one}"}]', 400],
  ['with an unknown field', '{"query":"{nothing}"}', 400],
])('a request %s leaves no connection behind', async (_, body, status) => {
  expect((await post(body, { 'x-reads-early': 'yes' })).status).toBe(status);
  expect(await everyConnectionIsBack()).toBe(true);
});

test('a surprise is logged whole and masked for the client', async () => {
  logged.length = 0;
  const { body } = await post({ query: '{ failing }' });
  expect(JSON.stringify(body)).not.toContain('hunter2');
  expect(body.errors[0]?.extensions).toEqual({ code: 'INTERNAL', requestId: 'request-1' });
  expect(logged).toHaveLength(1);
});

test('a refusal of a field without a result union is an error with its code and problems, not logged', async () => {
  logged.length = 0;
  const { body } = await post({ query: '{ refusing }' });
  expect(body.errors[0]?.extensions).toEqual({
    code: 'INVALID_INPUT',
    fields: [{ path: 'x', code: 'REQUIRED', message: { id: 'Wajib diisi.', en: 'This is required.' } }],
  });
  expect(logged).toEqual([]);
});

test('a field of another audience asks the public to sign in', async () => {
  const { body } = await post({ query: '{ desk }' });
  expect(body.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('a cross-site form cannot reach the endpoint', async () => {
  const form = {
    method: 'POST',
    body: 'query={one}',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
  expect((await fetch(url, form)).status).toBe(400);
  expect((await fetch(`${url}?query={one}`)).status).toBe(400);
});

test('a mutation by GET is refused with 405', async () => {
  const response = await fetch(`${url}?query=mutation{act}`, { headers: { 'apollo-require-preflight': 'yes' } });
  expect(response.status).toBe(405);
});

test.each([
  ['broken JSON', '{', 400],
  ['two megabytes', JSON.stringify({ query: '{one}', x: 'y'.repeat(2_000_000) }), 413],
])('a body of %s is refused in GraphQL form', async (_, body, status) => {
  const answer = await post(body);
  expect(answer.status).toBe(status);
  expect(answer.body.errors[0]?.extensions.code).toBe('BAD_REQUEST');
});

test('there is no landing page', async () => {
  expect((await fetch(url, { headers: { accept: 'text/html' } })).status).toBe(400);
});

test('a subscription is open to its audience only', async () => {
  const document = parse('subscription { ticks }');
  const refused = await subscribe({
    schema,
    document,
    contextValue: contextWith({ kind: 'PUBLIC', role: null }, 'id'),
  });
  expect(refused).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });

  const admin = contextWith({ kind: 'PERSON', role: 'ADMIN' }, 'id');
  const events = await subscribe({ schema, document, contextValue: admin });
  if (!(Symbol.asyncIterator in events)) throw new Error('No stream.');
  const seen: unknown[] = [];
  for await (const event of events) seen.push(event.data?.ticks);
  expect(seen).toEqual([10, 20]);
  expect(cleanedUp).toBe(1);
});
