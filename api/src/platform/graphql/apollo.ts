import type { Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { ApolloGate } from '../gate/apollo-gate.ts';
import type { RequestContext } from './context.ts';

export interface GraphqlEndpointOptions<Context extends RequestContext> {
  readonly schema: GraphQLSchema;
  /** The operation gate with the error mask, as for every transport. */
  readonly gate: ApolloGate;
  /** The server the endpoint hangs on; `stop()` lets its open requests finish. */
  readonly httpServer: Server;
  /** What one request carries. Its reads are ended when the answer is ready, or when the request never became an operation. */
  contextFor(req: Request): Promise<Context>;
  readonly plugins?: readonly ApolloServerPlugin<Context>[];
}

export interface GraphqlEndpoint {
  /** For `app.use('/graphql', endpoint.handler)`. Reads the body itself. */
  readonly handler: RequestHandler;
  /** Stops taking requests, waits for those under way, and closes the HTTP server. */
  stop(): Promise<void>;
}

const LARGEST_BODY = '1mb';

/** Starts Apollo Server behind the gate; mount the handler it returns. */
export async function startGraphqlEndpoint<Context extends RequestContext>(
  options: GraphqlEndpointOptions<Context>,
): Promise<GraphqlEndpoint> {
  const { plugins: gatePlugins, ...gate } = options.gate;
  const operations = new WeakSet<object>();
  const server = new ApolloServer<Context>({
    ...gate,
    schema: options.schema,
    stopOnTerminationSignals: false,
    plugins: [
      endReads(operations),
      ...gatePlugins,
      ...(options.plugins ?? []),
      ApolloServerPluginDrainHttpServer({ httpServer: options.httpServer }),
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
  await server.start();

  const apollo = expressMiddleware(server, {
    context: async ({ req, res }) => {
      const ctx = await options.contextFor(req);
      endReadsOfStrays(res, ctx, operations);
      return ctx;
    },
  });
  const handler = express.Router().use(express.json({ limit: LARGEST_BODY }), unreadableBody, apollo);
  return { handler, stop: () => server.stop() };
}

/** Ends the reads of an operation as soon as its answer is known. */
function endReads<Context extends RequestContext>(operations: WeakSet<object>): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue }) {
      // By its reads, since Apollo works on a copy of the context.
      operations.add(contextValue.reads);
      return {
        willSendResponse: () => contextValue.reads.end(),
      };
    },
    async unexpectedErrorProcessingRequest({ requestContext }) {
      await requestContext.contextValue.reads.end();
    },
  };
}

/** A request without a usable query gets a context but never starts an operation: nothing else would end its reads. */
function endReadsOfStrays(res: Response, ctx: RequestContext, operations: WeakSet<object>): void {
  res.once('close', () => {
    if (!operations.has(ctx.reads)) void ctx.reads.end();
  });
}

/** Answers a body that is no JSON, or too much of it, in the form GraphQL clients expect. */
const unreadableBody: ErrorRequestHandler = (error: { status?: number; expose?: boolean }, _req, res, next) => {
  if (!error.expose || error.status === undefined) return next(error);
  const message = error.status === 413 ? 'The request body is too large.' : 'The request body cannot be read.';
  res.status(error.status).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
};
