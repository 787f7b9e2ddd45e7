import { randomUUID } from 'node:crypto';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { GraphQLError } from 'graphql';
import { contextMaker } from './context.ts';
import type { Feature, Foundation } from './feature.ts';
import type { Office } from './office.ts';
import { SystemClock } from './platform/clock/clock.ts';
import { apolloGate } from './platform/gate/apollo-gate.ts';
import { createGate } from './platform/gate/gate.ts';
import { createMask } from './platform/gate/mask.ts';
import { startGraphqlEndpoint, type GraphqlEndpoint } from './platform/graphql/apollo.ts';
import { buildTuntasSchema } from './platform/graphql/build-schema.ts';
import { DEFAULT_LOCALE, localeFromHeader } from './platform/graphql/locale.ts';
import { cookieMayCount } from './platform/http/origins.ts';
import { currentRequestId } from './platform/logging/logging.ts';
import { systemConnections } from './platform/realtime/connection.ts';
import { Relay } from './platform/realtime/relay.ts';
import { serveSockets, type SocketServer } from './platform/realtime/socket-server.ts';
import { resolvers } from './resolvers.ts';

/** GraphQL over HTTP and graphql-transport-ws on one path, and what makes it live: relay and hub. */
export function graphqlFeature(foundation: Foundation, office: Office): Feature {
  const { config, log, pool, databaseUrl } = foundation;
  const schema = buildTuntasSchema(resolvers);
  const gate = createGate(schema);
  const mask = createMask(log);
  const contextFor = contextMaker(pool, office);
  const relay = new Relay({ open: systemConnections(databaseUrl, 'tuntas relay'), log });
  let endpoint: GraphqlEndpoint | null = null;
  let sockets: SocketServer | null = null;

  const contextForHttp = async (request: Request) => {
    const { viewer, reason } = await office.signIn.viewerOf(fromNodeHeaders(request.headers));
    if (reason !== null) throw notAccepted(reason);
    const byCookie = viewer.kind !== 'PUBLIC' && request.headers.authorization === undefined;
    if (byCookie && !cookieMayCount(request, config.ALLOWED_ORIGINS)) throw originNotAllowed();
    const locale = localeFromHeader(request.headers['accept-language']);
    return contextFor(viewer, { requestId: currentRequestId() ?? randomUUID(), locale });
  };

  return {
    name: 'graphql',
    async mount(app, server) {
      await office.hub.start();
      endpoint = await startGraphqlEndpoint({
        schema,
        gate: apolloGate(gate, mask),
        httpServer: server,
        contextFor: contextForHttp,
      });
      app.use('/graphql', endpoint.handler);
      sockets = serveSockets({
        server,
        schema,
        gate,
        mask,
        // Sessions end by the clock of the machine, which is the only one that sign-in knows.
        clock: new SystemClock(),
        allowedOrigins: config.ALLOWED_ORIGINS,
        viewerOf: (headers) => office.signIn.viewerOf(headers),
        contextFor: async (viewer, request) => contextFor(viewer, { ...request, locale: DEFAULT_LOCALE }),
      });
      relay.start();
    },
    hangUp: async () => sockets?.close(),
    async stop() {
      await sockets?.close();
      await endpoint?.stop();
      await office.hub.stop();
      await relay.stop();
    },
    greet: (baseUrl) => [['GraphQL', `${baseUrl}/graphql (HTTP and graphql-transport-ws)`]],
  };
}

/** A credential that was shown but is not accepted is said so: whoever sent it thinks they are signed in. */
function notAccepted(reason: string): GraphQLError {
  return new GraphQLError('The credential of this request is not accepted. Sign in again, or leave it out.', {
    extensions: { code: 'UNAUTHENTICATED', reason, http: { status: 401 } },
  });
}

/** A cookie is no proof that the person wanted this: some page had their browser send it. */
function originNotAllowed(): GraphQLError {
  return new GraphQLError('A session cookie counts only from an allowed origin. Send a bearer token, or an Origin.', {
    extensions: { code: 'FORBIDDEN', reason: 'ORIGIN_NOT_ALLOWED', http: { status: 403 } },
  });
}
