import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { GraphQLError, GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apolloGate, type GatedRequest } from './apollo-gate.ts';
import { createGate } from './gate.ts';
import { createMask } from './mask.ts';

let changes = 0;
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      hello: {
        type: GraphQLString,
        args: { name: { type: GraphQLString } },
        resolve: (_root, { name }) => `hello ${name}`,
      },
      broken: { type: GraphQLString, resolve: () => Promise.reject(new Error('password of the database')) },
      careless: {
        type: GraphQLString,
        resolve: () => Promise.reject(Object.assign(new Error('a secret'), { extensions: { code: 'FORBIDDEN' } })),
      },
      missing: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
      cost: { type: GraphQLInt, resolve: (_root, _args, { cost }: GatedRequest) => cost.charged },
      refused: {
        type: GraphQLString,
        resolve: () => Promise.reject(new GraphQLError('Not yours', { extensions: { code: 'FORBIDDEN' } })),
      },
    },
  }),
  mutation: new GraphQLObjectType({
    name: 'Mutation',
    fields: { change: { type: GraphQLString, resolve: () => String((changes += 1)) } },
  }),
  subscription: new GraphQLObjectType({ name: 'Subscription', fields: { live: { type: GraphQLString } } }),
});

interface Answer {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

describe('the gate before Apollo Server', () => {
  const logged: { err: Error; requestId: string }[] = [];
  const mask = createMask({ error: (facts) => void logged.push(facts as (typeof logged)[number]) });
  const apollo = new ApolloServer<GatedRequest>({
    schema,
    ...apolloGate(createGate(schema), mask),
    stopOnTerminationSignals: false,
  });
  let server: Server;
  let url: string;

  beforeAll(async () => {
    await apollo.start();
    const app = express();
    let requests = 0;
    const context = async (): Promise<GatedRequest> => ({
      requestId: `request-${(requests += 1)}`,
      cost: { charged: null },
    });
    app.use('/graphql', express.json({ limit: '2mb' }), express.urlencoded(), expressMiddleware(apollo, { context }));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  });

  afterAll(async () => {
    await apollo.stop();
    await new Promise((resolve) => server.close(resolve));
  });

  beforeEach(() => {
    changes = 0;
    logged.length = 0;
  });

  async function send(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(url + path, init);
    const text = await response.text();
    return { status: response.status, ...(text.startsWith('{') ? (JSON.parse(text) as object) : {}) };
  }

  function post(body: unknown): Promise<Answer> {
    return send('', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  test('lets ordinary operations through, with variables', async () => {
    const query = 'query ($name: String) { hello(name: $name) }';
    expect(await post({ query, variables: { name: 'you' } })).toEqual({ status: 200, data: { hello: 'hello you' } });
    expect(await post({ query: 'mutation { change }' })).toEqual({ status: 200, data: { change: '1' } });
  });

  test('tells the resolvers what the operation costs', async () => {
    expect(await post({ query: '{ a: hello cost }' })).toMatchObject({ data: { cost: 20 } });
  });

  test('answers a refusal with 400, its code, the limit and what was measured', async () => {
    const aliases = Array.from({ length: 101 }, (_value, index) => `a${index}: hello`).join(' ');
    expect(await post({ query: `{ ${aliases} }` })).toEqual({
      status: 400,
      errors: [
        {
          message: 'The field "hello" is selected too often in one place.',
          extensions: { code: 'FIELD_REPEATED_TOO_OFTEN', limit: 30, measured: 31 },
        },
      ],
    });
  });

  test('executes nothing of a refused operation', async () => {
    const answer = await post({ query: 'mutation { change change: nothing }' });
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
    expect(changes).toBe(0);
  });

  test('refuses 1 MiB of document', async () => {
    const answer = await post({ query: `{ hello } # ${'x'.repeat(1024 * 1024)}` });
    expect(answer).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'DOCUMENT_TOO_LARGE', limit: 32768 } }],
    });
  });

  test('answers ten bogus directives with one error', async () => {
    const directives = Array.from({ length: 10 }, (_value, index) => `@bogus${index}`).join(' ');
    expect((await post({ query: `{ hello ${directives} }` })).errors).toHaveLength(1);
  });

  test('refuses an array of ten operations with 400', async () => {
    const answer = await post(Array(10).fill({ query: 'mutation { change }' }));
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(changes).toBe(0);
  });

  test('refuses a GET query without a preflight header, and a form POST, with 400', async () => {
    expect(await send('?query=%7Bhello%7D')).toMatchObject({ status: 400 });
    const preflighted = { headers: { 'apollo-require-preflight': 'yes' } };
    expect(await send('?query=%7Bhello%7D', preflighted)).toMatchObject({ status: 200 });
    const form = { method: 'POST', body: new URLSearchParams({ query: 'mutation { change }' }) };
    expect(await send('', form)).toMatchObject({ status: 400 });
    expect(changes).toBe(0);
  });

  test('refuses a GET mutation with 405', async () => {
    const preflighted = { headers: { 'apollo-require-preflight': 'yes' } };
    expect(await send('?query=mutation%7Bchange%7D', preflighted)).toMatchObject({ status: 405 });
    expect(changes).toBe(0);
  });

  test('refuses subscriptions and names the operation it was not given', async () => {
    const wrong = await post({ query: 'subscription { live }' });
    expect(wrong).toMatchObject({ status: 400, errors: [{ extensions: { code: 'WRONG_TRANSPORT' } }] });
    const unknown = await post({ query: 'query A { hello }', operationName: 'B' });
    expect(unknown).toMatchObject({ status: 400, errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] });
  });

  test('does not take a persisted query past the gate', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    expect((await post({ extensions })).errors).toHaveLength(1);
  });

  test.each(['broken', 'missing', 'careless'])(
    'masks what nobody meant to say (%s) and logs it whole',
    async (field) => {
      const { errors } = await post({ query: `{ ${field} }` });
      expect(errors).toEqual([
        { message: 'Internal error', path: [field], extensions: { code: 'INTERNAL', requestId: expect.any(String) } },
      ]);
      expect(logged).toMatchObject([{ err: expect.any(Error), requestId: errors![0]!.extensions.requestId }]);
      expect(logged[0]!.requestId).toMatch(/^request-/);
    },
  );

  test('lets through what was meant for the client', async () => {
    const { errors } = await post({ query: '{ refused }' });
    expect(errors).toMatchObject([{ message: 'Not yours', path: ['refused'], extensions: { code: 'FORBIDDEN' } }]);
    expect(logged).toEqual([]);
  });
});
