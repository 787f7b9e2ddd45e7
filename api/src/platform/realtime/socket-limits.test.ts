import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { newTopic, until } from './test/event-writer.ts';
import type { TestClient } from './test/live-server.ts';
import { LIVE, liveServers } from './test/live-servers.ts';

describe('the limits of a live socket', () => {
  const { startServer, follower, write, startHub } = liveServers();

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
    const client = await server.connect().acknowledged();
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

  test('closes with 4451 when more events wait than the queue holds', async () => {
    const server = await startServer({}, await startHub({ queueLimit: 50 }));
    const topic = newTopic();
    server.admit('agency', [topic]);
    const client = await follower(server, 'agency', topic);
    await write('BURST', topic, 200);
    expect(await client.ended).toBe(4451);
  });

  test('drops a client that no longer answers the heartbeat', async () => {
    const server = await startServer({ heartbeatMs: 50 });
    const client = await server.connect().acknowledged();
    await sleep(200);
    expect(server.openSockets).toBe(1);
    client.socket.pause();
    await until('it is gone', () => server.openSockets === 0);
  });
});
