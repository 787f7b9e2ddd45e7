import { afterAll, afterEach, beforeAll } from 'vitest';
import { testDatabase } from '../../../../test/database/test-database.ts';
import { systemConnections, type OpenConnection } from '../connection.ts';
import { Hub } from '../hub.ts';
import { Relay } from '../relay.ts';
import type { SocketLimits } from '../socket-limits.ts';
import { until, writeEvents } from './event-writer.ts';
import { LiveServer, type TestClient } from './live-server.ts';

export const QUIET = { info: () => undefined, warn: () => undefined };

export const LIVE =
  'subscription ($topic: String!, $after: String) { live(topic: $topic, after: $after) { kind cursor type } }';

/** A database with a relay and a hub for one test file, and live servers that end with their test. */
export function liveServers(): {
  startServer(limits?: Partial<SocketLimits>, hub?: Hub): Promise<LiveServer>;
  /** Signed in as `name`, following `topic`. */
  follower(server: LiveServer, name: string, topic: string, query?: string): Promise<TestClient>;
  write(type: string, topic: string, count?: number): Promise<void>;
  /** Another process's hub on the same database. */
  startHub(options?: { queueLimit?: number }): Promise<Hub>;
} {
  const servers: LiveServer[] = [];
  const hubs: Hub[] = [];
  let open: OpenConnection;
  let relay: Relay;
  let write: (type: string, topic: string, count?: number) => Promise<void>;

  const startHub = async (options: { queueLimit?: number } = {}): Promise<Hub> => {
    const hub = new Hub({ open, log: QUIET, ...options });
    hubs.push(hub);
    await hub.start();
    return hub;
  };

  beforeAll(async () => {
    const database = await testDatabase();
    open = systemConnections(database.url, 'live');
    write = (type, topic, count = 1) => writeEvents(database.ownerPool, type, [topic], count);
    relay = new Relay({ open, log: QUIET, pollMs: 5 });
    relay.start();
    await startHub();
  });

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  afterAll(async () => {
    await Promise.all([relay.stop(), ...hubs.map((hub) => hub.stop())]);
  });

  return {
    async startServer(limits, hub = hubs[0]!) {
      const server = new LiveServer(hub, limits);
      servers.push(server);
      await server.listen();
      return server;
    },
    async follower(server, name, topic, query = LIVE) {
      const before = server.contexts;
      const client = await server.connect().acknowledged(name);
      client.subscribe('1', query, { topic });
      await until('the subscription runs', () => server.contexts > before && server.disposed === server.contexts);
      return client;
    },
    write: (type, topic, count) => write(type, topic, count),
    startHub,
  };
}
