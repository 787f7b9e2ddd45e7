import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { newTopic, until } from './test/event-writer.ts';
import { LIVE, liveServers } from './test/live-servers.ts';

describe('a live socket', () => {
  const { startServer, follower, write } = liveServers();

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

  test('refuses a credential that cannot be one with 4403, and takes no fault for it', async () => {
    const server = await startServer();
    expect(await (await server.connect().init('Bearer a\nb')).ended).toBe(4403);
    expect(server.logged).toEqual([]);
  });

  test.each(['//', 'http://[', '/elsewhere'])('refuses %j with 404 and lives on', async (target) => {
    const server = await startServer();
    expect(await server.upgradeAt(target)).toBe('HTTP/1.1 404 Not Found');
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

  test('closes with 1001 when the server stops', async () => {
    const server = await startServer();
    const client = await server.connect().acknowledged();
    await server.close();
    expect(await client.ended).toBe(1001);
  });
});
