import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import {
  GraphQLEnumType,
  GraphQLError,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { WebSocket } from 'ws';
import { MovableClock } from '../../clock/clock.ts';
import { createGate } from '../../gate/gate.ts';
import { createMask } from '../../gate/mask.ts';
import type { Hub } from '../hub.ts';
import type { LiveItem } from '../live-event.ts';
import type { SocketLimits } from '../socket-limits.ts';
import { serveSockets, type SocketServer } from '../socket-server.ts';
import type { ViewerLookup } from '../viewer-session.ts';
import { until } from './event-writer.ts';

/** A viewer for tests: a name and the topics they may follow. */
export interface TestViewer {
  name: string;
  topics: string[];
}

interface TestContext {
  hub: Hub;
  viewer: TestViewer;
  signal: AbortSignal;
  number: number;
  dispose(): Promise<void>;
}

const ItemKind = new GraphQLEnumType({ name: 'ItemKind', values: { EVENT: {}, RESYNC_REQUIRED: {} } });

/** What a client is told: re-read per event for the viewer, null where that viewer may not see it. */
const Item = new GraphQLObjectType<LiveItem, TestContext>({
  name: 'Item',
  fields: {
    kind: { type: new GraphQLNonNull(ItemKind) },
    cursor: { type: new GraphQLNonNull(GraphQLString) },
    type: { type: GraphQLString },
    padding: {
      type: GraphQLString,
      args: { bytes: { type: GraphQLInt } },
      resolve: (_item, { bytes }) => 'x'.repeat(bytes),
    },
    broken: {
      type: GraphQLString,
      resolve: () => {
        throw new Error('password of the database');
      },
    },
    context: { type: GraphQLInt, resolve: (_item, _args, { number }) => number },
  },
});

export const testSchema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: { hello: { type: GraphQLString }, names: { type: new GraphQLList(GraphQLString) } },
  }),
  mutation: new GraphQLObjectType({ name: 'Mutation', fields: { change: { type: GraphQLString } } }),
  subscription: new GraphQLObjectType<unknown, TestContext>({
    name: 'Subscription',
    fields: {
      live: {
        type: Item,
        args: { topic: { type: new GraphQLNonNull(GraphQLString) }, after: { type: GraphQLString } },
        subscribe(_root, { topic, after }, { hub, viewer, signal }) {
          if (topic === 'verification' && viewer.name !== 'admin') {
            throw new GraphQLError('Not yours to follow', { extensions: { code: 'FORBIDDEN' } });
          }
          return hub.subscribe({ topics: [topic], after, signal });
        },
        resolve: (item, { topic }, { viewer }) => (viewer.topics.includes(topic) ? item : null),
      },
    },
  }),
});

/** A live server of its own, its viewers, and what it logged. */
export class LiveServer {
  readonly viewers = new Map<string, ViewerLookup<TestViewer>>();
  readonly clock = new MovableClock(new Date());
  readonly logged: object[] = [];
  contexts = 0;
  disposed = 0;
  private readonly http = createServer();
  private readonly sockets: SocketServer;

  constructor(hub: Hub, limits: Partial<SocketLimits> = {}) {
    const mask = createMask({ error: (facts) => void this.logged.push(facts) });
    this.sockets = serveSockets<TestViewer>({
      server: this.http,
      schema: testSchema,
      gate: createGate(testSchema),
      mask,
      clock: this.clock,
      allowedOrigins: ['https://tuntas.example'],
      viewerOf: async (headers) =>
        this.viewers.get(headers.get('authorization') ?? headers.get('cookie') ?? 'nobody') ?? {
          viewer: { name: 'nobody', topics: [] },
          sessionExpiresAt: null,
          reason: headers.has('authorization') ? 'SESSION_UNKNOWN' : null,
        },
      contextFor: async (viewer, { signal }) => ({
        hub,
        viewer,
        signal,
        number: (this.contexts += 1),
        dispose: async () => void (this.disposed += 1),
      }),
      limits: { initTimeoutMs: 500, viewerCacheMs: 100, ...limits },
    });
  }

  get openSockets(): number {
    return this.sockets.size;
  }

  /** Lets whoever shows `credential` follow `topics`. */
  admit(credential: string, topics: string[], sessionExpiresAt: Date | null = null): void {
    this.viewers.set(credential, { viewer: { name: credential, topics }, sessionExpiresAt, reason: null });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    await this.sockets.close();
    await new Promise((resolve) => this.http.close(resolve));
  }

  connect(headers: Record<string, string> = {}, path = '/graphql'): TestClient {
    return new TestClient(new WebSocket(`ws://127.0.0.1:${this.port}${path}`, 'graphql-transport-ws', { headers }));
  }

  /** Asks to upgrade at a target that no proper client would send, and returns the first line of the answer. */
  async upgradeAt(target: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    socket.write(`GET ${target} HTTP/1.1\r\nHost: tuntas\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return String(answer).split('\r\n', 1)[0]!;
  }

  private get port(): number {
    return (this.http.address() as AddressInfo).port;
  }
}

export interface ServerMessage {
  id?: string;
  type: string;
  payload?: { data?: { live: Record<string, unknown> | null }; errors?: unknown } | { message: string }[];
}

/** Speaks the protocol by hand, so that a test may misbehave. */
export class TestClient {
  readonly messages: ServerMessage[] = [];
  /** The close code, or the HTTP status with which the upgrade was refused. */
  readonly ended: Promise<number>;
  readonly opened: Promise<void>;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => this.messages.push(JSON.parse(String(data)) as ServerMessage));
    this.opened = new Promise((resolve) => socket.once('open', resolve));
    this.ended = new Promise((resolve) => {
      socket.once('close', resolve);
      socket.on('unexpected-response', (_request, response: IncomingMessage) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  async init(authorization?: string): Promise<this> {
    await this.opened;
    this.send({ type: 'connection_init', payload: authorization ? { authorization } : undefined });
    return this;
  }

  async acknowledged(authorization?: string): Promise<this> {
    await this.init(authorization);
    await until('the socket is acknowledged', () => this.has('connection_ack'));
    return this;
  }

  subscribe(id: string, query: string, variables?: Record<string, unknown>): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  /** What the subscription has told so far. */
  items(id: string): (Record<string, unknown> | null)[] {
    return this.messages
      .filter((message) => message.id === id && message.type === 'next')
      .map((message) => (message.payload as { data: { live: Record<string, unknown> | null } }).data?.live);
  }

  has(type: string, id?: string): boolean {
    return this.messages.some((message) => message.type === type && message.id === id);
  }

  /** The errors with which the subscription was refused. */
  errors(id: string): unknown {
    return this.messages.find((message) => message.id === id && message.type === 'error')?.payload;
  }
}
