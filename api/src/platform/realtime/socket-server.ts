import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer, type Context } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '../clock/clock.ts';
import type { Gate } from '../gate/gate.ts';
import type { Mask } from '../gate/mask.ts';
import { CLOSE } from './close-codes.ts';
import { GuardedSocket } from './guarded-socket.ts';
import { DEFAULT_SOCKET_LIMITS, type SocketLimits } from './socket-limits.ts';
import { subscribe, type DisposableContext } from './subscription-execution.ts';
import { ViewerSession, type ViewerLookup } from './viewer-session.ts';

export interface SocketServerOptions<Viewer> {
  /** The HTTP server whose upgrades at `path` become live sockets. */
  server: Server;
  path?: string;
  schema: GraphQLSchema;
  gate: Gate;
  mask: Mask;
  clock: Clock;
  /** Origins (`https://tuntas.example`) whose pages may connect. Clients that send no Origin are no browsers. */
  allowedOrigins: readonly string[];
  /** Who sends these headers. An `authorization` in the connection_init payload takes the place of the header. */
  viewerOf(headers: Headers): Promise<ViewerLookup<Viewer>>;
  /** A context for one execution. `signal` is aborted when the subscription ends: hand it to `hub.subscribe`. */
  contextFor(viewer: Viewer, request: LiveRequest & { signal: AbortSignal }): Promise<DisposableContext>;
  limits?: Partial<SocketLimits>;
}

/** What is known of a subscription before it runs. */
export interface LiveRequest {
  /** The id under which its errors are logged. */
  requestId: string;
  /** What the gate says it costs. */
  cost: number;
}

export interface SocketServer {
  /** How many sockets are open. */
  readonly size: number;
  /** Closes every socket with 1001 and takes no more. */
  close(): Promise<void>;
}

/** What is known of a socket while graphql-ws speaks with it. */
interface Connection<Viewer> {
  guard: GuardedSocket;
  request: IncomingMessage;
  session: ViewerSession<Viewer> | null;
  closed: boolean;
}

type ConnectionContext<Viewer> = Context<Record<string, unknown>, Connection<Viewer>>;

/** Serves subscriptions, and nothing but subscriptions, in the graphql-transport-ws protocol. */
export function serveSockets<Viewer>(options: SocketServerOptions<Viewer>): SocketServer {
  const limits = { ...DEFAULT_SOCKET_LIMITS, ...options.limits };
  const path = options.path ?? '/graphql';
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytes, handleProtocols });
  const requests = new WeakMap<object, LiveRequest>();
  // The mask logs what it hides.
  const logFailure = (error: unknown): void => void options.mask(error, randomUUID());

  const protocol = makeServer<Record<string, unknown>, Connection<Viewer>>({
    connectionInitWaitTimeout: limits.initTimeoutMs,
    onConnect: (context) => signIn(context),
    onSubscribe(context, _id, { query, variables, operationName }) {
      if (Object.keys(context.subscriptions).length > limits.subscriptions) {
        context.extra.guard.close(CLOSE.TOO_MANY_SUBSCRIPTIONS);
        return [new GraphQLError(CLOSE.TOO_MANY_SUBSCRIPTIONS.reason)];
      }
      const verdict = options.gate.check(query, variables, operationName, 'WEBSOCKET');
      if (verdict.refused) return [verdict.error];
      const args = {
        schema: options.schema,
        document: verdict.document,
        variableValues: variables,
        operationName,
        contextValue: context.extra,
      };
      requests.set(args, { requestId: randomUUID(), cost: verdict.cost });
      return args;
    },
    async subscribe(args) {
      const { guard, session, closed } = args.contextValue as Connection<Viewer>;
      // connection_ack was sent, so there is a session, unless the socket closed meanwhile.
      if (!session || closed) return { data: null };
      const request = requests.get(args)!;
      return subscribe(args, {
        freshContext: (signal) => options.contextFor(session.viewer, { ...request, signal }),
        viewerHolds: () => session.holds(),
        close: (close) => guard.close(close),
      });
    },
    onNext(_context, _id, _payload, args, { errors, ...result }) {
      if (!errors) return result;
      const { requestId } = requests.get(args)!;
      return { ...result, errors: errors.map((error) => options.mask(error, requestId)) };
    },
    onError: (_context, _id, _payload, errors) => errors.map((error) => options.mask(error, randomUUID())),
  });

  sockets.on('connection', (socket, request) => speak(socket, request));
  // ws swallows this one otherwise, and with it a port that is taken.
  sockets.on('error', logFailure);
  options.server.on('upgrade', upgrade);

  return {
    get size() {
      return sockets.clients.size;
    },
    async close() {
      options.server.off('upgrade', upgrade);
      const all = [...sockets.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets.clients) {
        socket.close(CLOSE.GOING_AWAY.code, CLOSE.GOING_AWAY.reason);
        setTimeout(() => socket.terminate(), 1_000).unref();
      }
      await Promise.all(all);
      sockets.close();
    },
  };

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    // What a stranger sends need not be an address, and an error thrown here would end the process.
    if (URL.parse(request.url ?? '/', 'http://localhost')?.pathname !== path) return refuse(socket, '404 Not Found');
    const { origin } = request.headers;
    if (origin !== undefined && !options.allowedOrigins.includes(origin)) return refuse(socket, '403 Forbidden');
    if (sockets.clients.size >= limits.sockets) return refuse(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted, request));
  }

  function speak(socket: WebSocket, request: IncomingMessage): void {
    const guard = new GuardedSocket(socket, limits, logFailure);
    const connection: Connection<Viewer> = { guard, request, session: null, closed: false };
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (message) => guard.send(message),
        close: (code = 1000, reason = '') => guard.close({ code, reason }),
        onMessage: (read) => guard.onMessage(read),
      },
      connection,
    );
    socket.once('close', (code, reason) => {
      connection.closed = true;
      connection.session?.stop();
      void closed(code, String(reason));
    });
  }

  async function signIn(context: ConnectionContext<Viewer>): Promise<boolean> {
    const connection = context.extra;
    const headers = credentials(connection.request, context.connectionParams);
    if (headers === null) return false;
    const session = await ViewerSession.begin({
      headers,
      viewerOf: options.viewerOf,
      clock: options.clock,
      cacheMs: limits.viewerCacheMs,
      onEnd(close, error) {
        if (error) logFailure(error);
        connection.guard.close(close);
      },
    });
    connection.session = session;
    if (connection.closed) session?.stop();
    return session !== null;
  }
}

/** Only what says who somebody is; null where that could not even be a header. */
function credentials(request: IncomingMessage, params: Record<string, unknown> | undefined): Headers | null {
  const headers = new Headers();
  const authorization = params?.authorization ?? request.headers.authorization;
  try {
    if (typeof authorization === 'string') headers.set('authorization', authorization);
  } catch {
    return null;
  }
  if (request.headers.cookie) headers.set('cookie', request.headers.cookie);
  return headers;
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
