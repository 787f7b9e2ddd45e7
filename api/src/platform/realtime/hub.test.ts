import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { systemConnections } from './connection.ts';
import { cursorOf, positionOf } from './cursor.ts';
import { Hub } from './hub.ts';
import type { LiveItem } from './live-event.ts';
import { SubscriberOverflow, type LiveStream } from './live-stream.ts';
import { Relay } from './relay.ts';
import { newTopic, readLog, until, writeEvents } from './test/event-writer.ts';

const QUIET = { info: () => undefined, warn: () => undefined };

describe('the hub', () => {
  let database: TestDatabase;
  let relay: Relay;
  const hubs: Hub[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    relay = new Relay({ open: systemConnections(database.url, 'relay'), log: QUIET, pollMs: 5 });
    relay.start();
  });

  afterAll(async () => {
    await Promise.all([relay.stop(), ...hubs.map((hub) => hub.stop())]);
  });

  async function startHub(options: { queueLimit?: number; replayLimit?: number } = {}): Promise<Hub> {
    const open = systemConnections(database.url, 'hub');
    const hub = new Hub({ open, log: QUIET, reconnectMs: 20, ...options });
    hubs.push(hub);
    await hub.start();
    return hub;
  }

  /** Reads up to and with the first event of type LAST. */
  async function readToLast(stream: LiveStream): Promise<LiveItem[]> {
    const items: LiveItem[] = [];
    for await (const item of stream) {
      items.push(item);
      if (item.kind === 'EVENT' && item.type === 'LAST') break;
    }
    return items;
  }

  async function logged(hub: Hub): Promise<void> {
    await until('the hub is at the end of the log', async () => {
      const { rows } = await database.ownerPool.query('select (select count(*) from event)::int as events');
      return hub.position === BigInt(rows[0].events);
    });
  }

  test('two processes each hand an event to the subscribers of its topics, and to nobody else', async () => {
    const [first, second] = await Promise.all([startHub(), startHub()]);
    const [topic, foreign] = [newTopic(), newTopic()];
    const streams = [first, second].map((hub) => hub.subscribe({ topics: [topic, 'verification'] }));
    await writeEvents(database.ownerPool, 'FOREIGN', [foreign], 3);
    await writeEvents(database.ownerPool, 'OURS', [topic, 'verification']);
    await writeEvents(database.ownerPool, 'LAST', [topic]);
    for (const stream of streams) {
      const types = (await readToLast(stream)).map((item) => item.kind === 'EVENT' && item.type);
      expect(types).toEqual(['OURS', 'LAST']);
    }
  });

  test('announces which event, where and when, and never what', async () => {
    const hub = await startHub();
    const topic = newTopic();
    const stream = hub.subscribe({ topics: [topic] });
    await writeEvents(database.ownerPool, 'LAST', [topic]);
    const [event] = await readToLast(stream);
    expect(Object.keys(event!).sort()).toEqual(
      ['cursor', 'dispositionId', 'kind', 'occurredAt', 'position', 'reportId', 'topics', 'type'].sort(),
    );
  });

  test('subscribers who join at any moment during 2,000 writes see each later event exactly once, in order', async () => {
    const [first, second] = await Promise.all([startHub(), startHub()]);
    const [topic, noise] = [newTopic(), newTopic()];
    await logged(first);
    const origin = first.cursor();
    const readers: Promise<{ after: bigint; items: LiveItem[] }>[] = [];
    const join = (hub: Hub, after: string): void => {
      const stream = hub.subscribe({ topics: [topic], after });
      readers.push(readToLast(stream).then((items) => ({ after: positionOf(after), items })));
    };

    let written = 0;
    const writers = Array.from({ length: 8 }, async (_value, writer) => {
      while (written < 2_000) {
        written += 5;
        await writeEvents(database.ownerPool, `WRITER_${writer}`, [topic], 4);
        await writeEvents(database.ownerPool, 'NOISE', [noise], 1);
      }
    });
    const joining = (async () => {
      for (let reader = 0; reader < 40; reader += 1) {
        const hub = reader % 2 ? first : second;
        join(hub, reader % 3 ? hub.cursor() : origin);
        // From the other process's present, which this one may not have reached yet.
        if (reader % 5 === 0) join(first, second.cursor());
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      }
    })();
    await Promise.all([...writers, joining]);
    await writeEvents(database.ownerPool, 'LAST', [topic]);

    const results = await Promise.all(readers);
    const log = (await readLog(database.ownerPool)).filter(({ type }) => type.startsWith('WRITER_') || type === 'LAST');
    for (const { after, items } of results) {
      const seen = items.map((item) => item.kind === 'EVENT' && Number(item.position));
      const expected = log.map(({ position }) => position).filter((position) => position > after);
      // LAST of the tests before has another topic, and lies before every cursor of this test.
      expect(seen).toEqual(expected);
    }
  });

  test('reconnects when its connection dies and misses nothing', async () => {
    const hub = await startHub();
    const topic = newTopic();
    const stream = hub.subscribe({ topics: [topic] });
    await writeEvents(database.ownerPool, 'BEFORE', [topic]);
    await logged(hub);
    await database.ownerPool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hub' and datname = current_database()`,
    );
    await writeEvents(database.ownerPool, 'MEANWHILE', [topic], 10);
    await writeEvents(database.ownerPool, 'LAST', [topic]);
    expect(await readToLast(stream)).toHaveLength(12);
  });

  test('says RESYNC_REQUIRED when `after` is older than what is replayed, and goes on live', async () => {
    const hub = await startHub({ replayLimit: 20 });
    const topic = newTopic();
    const old = hub.cursor();
    await writeEvents(database.ownerPool, 'MISSED', [topic], 25);
    await logged(hub);
    const stream = hub.subscribe({ topics: [topic], after: old });
    expect((await stream.next()).value).toEqual({ kind: 'RESYNC_REQUIRED', cursor: hub.cursor() });
    await writeEvents(database.ownerPool, 'LAST', [topic]);
    expect(await readToLast(stream)).toMatchObject([{ type: 'LAST' }]);
  });

  test('says RESYNC_REQUIRED for a cursor from beyond the end, as after a restored backup', async () => {
    const hub = await startHub();
    const stream = hub.subscribe({ topics: [newTopic()], after: cursorOf(hub.position + 1_000_000n) });
    expect((await stream.next()).value).toMatchObject({ kind: 'RESYNC_REQUIRED' });
    await stream.return();
  });

  test.each(['', 'x', '12', 'position:1', Buffer.from('position:-1').toString('base64url')])(
    'refuses the cursor %j with CURSOR_INVALID',
    async (after) => {
      const hub = await startHub();
      expect(() => hub.subscribe({ topics: ['verification'], after })).toThrow(
        expect.objectContaining({ extensions: { code: 'CURSOR_INVALID' } }),
      );
    },
  );

  test('a subscriber for whom too many events wait ends with SubscriberOverflow; the others go on', async () => {
    const hub = await startHub({ queueLimit: 100 });
    const topic = newTopic();
    const stalled = hub.subscribe({ topics: [topic] });
    const reading = readToLast(hub.subscribe({ topics: [topic] }));
    for (let batch = 0; batch < 10; batch += 1) {
      await writeEvents(database.ownerPool, 'BURST', [topic], 50);
      await logged(hub);
    }
    await writeEvents(database.ownerPool, 'LAST', [topic]);
    expect(await reading).toHaveLength(501);
    await expect(stalled.next()).rejects.toBeInstanceOf(SubscriberOverflow);
    expect(await stalled.next()).toEqual({ done: true, value: undefined });
  });

  test('a subscriber who waits is ended at once by return() and by its signal', async () => {
    const hub = await startHub();
    const controller = new AbortController();
    const returned = hub.subscribe({ topics: ['verification'] });
    const aborted = hub.subscribe({ topics: ['verification'], signal: controller.signal });
    const waiting = [returned.next(), aborted.next()];
    await Promise.resolve();
    await returned.return();
    controller.abort();
    expect(await Promise.all(waiting)).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
  });
});
