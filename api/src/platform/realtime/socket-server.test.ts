import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { systemConnections } from './connection.ts';
import { Hub } from './hub.ts';
import { Relay } from './relay.ts';
import type { SocketLimits } from './socket-limits.ts';
import { newTopic, until, writeEvents } from './test/event-writer.ts';
import { LiveServer, type TestClient } from './test/live-server.ts';

const QUIET = { info: () => undefined, warn: () => undefined };
const LIVE =
  'subscription ($topic: String!, $after: String) { live(topic: $topic, after: $after) { kind cursor type } }';

describe('a live socket', () => {
  let database: TestDatabase;
  let relay: Relay;
  let hub: Hub;
  const servers: LiveServer[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    relay = new Relay({ open: systemConnections(database.url, 'relay'), log: QUIET, pollMs: 5 });
    relay.start();
    hub = new Hub({ open: systemConnections(database.url, 'hub'), log: QUIET });
    await hub.start();
  });

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  afterAll(async () => {
    await Promise.all([relay.stop(), hub.stop()]);
  });

  async function startServer(limits?: Partial<SocketLimits>): Promise<LiveServer> {
    const server = new LiveServer(hub, limits);
    servers.push(server);
    await server.listen();
    return server;
  }

  async function write(type: string, topic: string, count = 1): Promise<void> {
    await writeEvents(database.ownerPool, type, [topic], count);
  }

  /** Signed in as `name`, following `topic`. */
  async function follower(server: LiveServer, name: string, topic: string, query = LIVE): Promise<TestClient> {
    const before = server.contexts;
    const client = await server.connect().acknowledged(name);
    client.subscribe('1', query, { topic });
    await until('the subscription runs', () => server.contexts > before && server.disposed === server.contexts);
    return client;
  }

  test('carries events, and after a reconnect those since the last cursor, each once', async () => {
    const server = await startServer();
    const topic = newTopic();
    server.admit('agency', [topic]);
    const first = await follower(server, 'agency', topic);
    await write('ONE', topic);
    await until('the event came', () => first.items('1').length === 1);
    first.socket.terminate();
    await write('MISSED', topic, 3);

    const second = await server.connect().acknowledged('agency');
    second.subscribe('again', LIVE, { topic, after: first.items('1')[0]!.cursor });
    await write('LATER', topic);
    await until('all came', () => second.items('again').length >= 4);
    await sleep(50);
    expect(second.items('again').map((item) => item!.type)).toEqual(['MISSED', 'MISSED', 'MISSED', 'LATER']);
  });

  test('executes each event with a fresh context and lets go of it', async () => {
    const server = await startServer();
    const topic = newTopic();
    server.admit('agency', [topic]);
    const query = 'subscription ($topic: String!) { live(topic: $topic) { context } }';
    const client = await follower(server, 'agency', topic, query);
    await write('ONE', topic, 3);
    await until('the events came', () => client.items('1').length === 3);
    expect(client.items('1').map((item) => item!.context)).toEqual([2, 3, 4]);
    expect(server.disposed).toBe(4);
  });

  test('does not say that something happened which its viewer may not see', async () => {
    const server = await startServer();
    const [topic, foreign] = [newTopic(), newTopic()];
    server.admit('agency', [topic]);
    const client = await follower(server, 'agency', foreign);
    await write('SECRET', foreign, 5);
    const contexts = server.contexts;
    await until('the events were executed', () => server.disposed >= Math.max(contexts, 6));
    expect(client.items('1')).toEqual([]);
  });

  test('two users in a burst of events get none of each other’s', async () => {
    const server = await startServer();
    const topics = [newTopic(), newTopic()];
    server.admit('a', [topics[0]!]);
    server.admit('b', [topics[1]!]);
    const clients = [await follower(server, 'a', topics[0]!), await follower(server, 'b', topics[1]!)];
    await Promise.all([0, 1].flatMap((who) => [1, 2, 3].map(() => write(`FOR_${who}`, topics[who]!, 50))));
    await until('all came', () => clients.every((client) => client.items('1').length === 150));
    for (const who of [0, 1]) {
      expect(new Set(clients[who]!.items('1').map((item) => item!.type))).toEqual(new Set([`FOR_${who}`]));
    }
  });

  test.each(['{ hello }', 'mutation { change }'])('refuses %j with WRONG_TRANSPORT', async (query) => {
    const server = await startServer();
    const client = await server.connect().acknowledged();
    client.subscribe('q', query);
    await until('the refusal came', () => client.has('error', 'q'));
    expect(client.errors('q')).toMatchObject([{ extensions: { code: 'WRONG_TRANSPORT' } }]);
  });

  test('applies the gate as over HTTP', async () => {
    const server = await startServer();
    const client = await server.connect().acknowledged();
    const aliases = Array.from({ length: 101 }, (_value, index) => `a${index}: kind`).join(' ');
    client.subscribe('q', `subscription { live(topic: "x") { ${aliases} } }`);
    await until('the refusal came', () => client.has('error', 'q'));
    expect(client.errors('q')).toMatchObject([{ extensions: { code: 'FIELD_REPEATED_TOO_OFTEN', limit: 30 } }]);
  });

  test('masks surprises with the request id and logs them whole', async () => {
    const server = await startServer();
    const topic = newTopic();
    server.admit('agency', [topic]);
    const query = 'subscription ($topic: String!) { live(topic: $topic) { kind broken } }';
    const client = await follower(server, 'agency', topic, query);
    await write('ONE', topic);
    await until('the event came', () => client.has('next', '1'));
    const { errors } = client.messages.at(-1)!.payload as { errors: { extensions: { requestId: string } }[] };
    expect(errors).toMatchObject([{ message: 'Internal error', extensions: { code: 'INTERNAL' } }]);
    expect(JSON.stringify(client.messages)).not.toContain('password');
    expect(server.logged).toMatchObject([
      { err: { message: 'password of the database' }, requestId: errors[0]!.extensions.requestId },
    ]);
  });

  test('passes on the refusal of a subscription', async () => {
    const server = await startServer();
    server.admit('citizen', []);
    const client = await follower(server, 'citizen', 'verification');
    await until('the answer came', () => client.has('next', '1'));
    expect(client.messages.at(-1)?.type === 'complete' || client.has('complete', '1')).toBe(true);
    expect(JSON.stringify(client.messages)).toContain('FORBIDDEN');
  });

  test('refuses a foreign Origin; takes our own, and clients that send none', async () => {
    const server = await startServer();
    expect(await server.connect({ origin: 'https://evil.example' }).ended).toBe(403);
    expect(await server.connect({ origin: 'null' }).ended).toBe(403);
    await server.connect({ origin: 'https://tuntas.example' }).opened;
    await server.connect().opened;
  });

  test('refuses another path with 404', async () => {
    const server = await startServer();
    expect(await server.connect({}, '/elsewhere').ended).toBe(404);
  });

  test('closes with 4403 when the credential is refused', async () => {
    const server = await startServer();
    expect(await (await server.connect().init('unknown')).ended).toBe(4403);
  });

  test('closes with 4408 without connection_init in time', async () => {
    const server = await startServer();
    expect(await server.connect().ended).toBe(4408);
  });

  test('closes with 4403 when the session expires', async () => {
    const server = await startServer();
    const topic = newTopic();
    server.admit('agency', [topic], new Date(server.clock.now().getTime() + 300));
    const client = await follower(server, 'agency', topic);
    server.clock.advanceTo(new Date(server.clock.now().getTime() + 300));
    expect(await client.ended).toBe(4403);
  });

  test('stays open when the session was prolonged meanwhile', async () => {
    const server = await startServer();
    const topic = newTopic();
    server.admit('agency', [topic], new Date(server.clock.now().getTime() + 200));
    const client = await follower(server, 'agency', topic);
    server.admit('agency', [topic], new Date(server.clock.now().getTime() + 60_000));
    server.clock.advanceTo(new Date(server.clock.now().getTime() + 300));
    await sleep(400);
    await write('STILL_THERE', topic);
    await until('the event came', () => client.items('1').length === 1);
  });

  test('tells nothing, and closes with 4403, one second after a role was revoked mid-stream', async () => {
    const server = await startServer({ viewerCacheMs: 1_000 });
    const topic = newTopic();
    server.admit('admin', [topic, 'verification']);
    const client = await follower(server, 'admin', topic);
    await write('BEFORE', topic);
    await until('the event came', () => client.items('1').length === 1);
    server.admit('admin', [topic]);
    await sleep(1_000);
    await write('AFTER', topic, 10);
    expect(await client.ended).toBe(4403);
    expect(client.items('1').map((item) => item!.type)).toEqual(['BEFORE']);
  });

  test('closes with 1009 on a frame over 64 KiB', async () => {
    const server = await startServer();
    const client = await server.connect().init();
    client.subscribe('1', `subscription { live(topic: "${'x'.repeat(65 * 1024)}") { kind } }`);
    expect(await client.ended).toBe(1009);
  });

  test('closes with 4452 on one subscription too many', async () => {
    const server = await startServer({ subscriptions: 5 });
    const client = await server.connect().acknowledged();
    for (let id = 0; id < 5; id += 1) client.subscribe(String(id), LIVE, { topic: newTopic() });
    await until('five run', () => server.disposed === 5);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    client.subscribe('sixth', LIVE, { topic: newTopic() });
    expect(await client.ended).toBe(4452);
  });

  test('frees the place of a completed subscription at once', async () => {
    const server = await startServer({ subscriptions: 2 });
    const client = await server.connect().acknowledged();
    for (let id = 0; id < 10; id += 1) {
      client.subscribe(String(id), LIVE, { topic: newTopic() });
      await until('it runs', () => server.disposed === id + 1);
      client.send({ id: String(id), type: 'complete' });
    }
    await sleep(50);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  test('closes with 4429 on a flood of connection_init', async () => {
    const server = await startServer();
    const client = await server.connect().init();
    await client.init();
    expect(await client.ended).toBe(4429);
  });

  test.each([
    ['protocol pings', (client: TestClient) => client.send({ type: 'ping' })],
    ['WebSocket pings', (client: TestClient) => client.socket.ping()],
  ])('closes with 4453 on a flood of %s, memory flat', async (_what, ping) => {
    const server = await startServer();
    const client = await server.connect().init();
    const before = process.memoryUsage().rss;
    for (let count = 0; count < 50_000; count += 1) ping(client);
    // 1006 where the connection was cut while the client still wrote.
    expect([4453, 1006]).toContain(await client.ended);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  test('a reader who stalls before 6,000 events of 20 KB closes its own socket only, memory flat', async () => {
    const server = await startServer({ sendTimeoutMs: 500 });
    const topic = newTopic();
    server.admit('agency', [topic]);
    const big = 'subscription ($topic: String!) { live(topic: $topic) { type padding(bytes: 20000) } }';
    const stalled = await follower(server, 'agency', topic, big);
    const lively = await follower(server, 'agency', topic);
    stalled.socket.pause();
    const before = process.memoryUsage();
    for (let batch = 0; batch < 12; batch += 1) await write('BIG', topic, 500);
    await until('the other reader has all', () => lively.items('1').length === 6_000, 25_000);
    await until('the stalled socket is gone', () => server.openSockets === 1);
    const after = process.memoryUsage();
    expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(100 * 1024 * 1024);
    stalled.socket.resume();
    expect([4451, 1006]).toContain(await stalled.ended);
  });

  test('drops a client that no longer answers the heartbeat', async () => {
    const server = await startServer({ heartbeatMs: 50 });
    const client = await server.connect().init();
    await sleep(200);
    expect(server.openSockets).toBe(1);
    client.socket.pause();
    await until('it is gone', () => server.openSockets === 0);
  });

  test('closes with 1001 when the server stops', async () => {
    const server = new LiveServer(hub);
    await server.listen();
    const client = await server.connect().acknowledged();
    await server.close();
    expect(await client.ended).toBe(1001);
  });
});
