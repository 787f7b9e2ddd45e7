import { fork } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { systemConnections } from './connection.ts';
import { chained, Relay } from './relay.ts';
import { newTopic, readLog, until, writeEvents } from './test/event-writer.ts';

const QUIET = { info: () => undefined, warn: () => undefined };

describe('the relay', () => {
  let database: TestDatabase;
  const relays: Relay[] = [];

  beforeAll(async () => {
    database = await testDatabase();
  });

  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  });

  function startRelay(batchSize = 50): Relay {
    const open = systemConnections(database.url, 'relay');
    const relay = new Relay({ open, log: QUIET, pollMs: 5, standbyMs: 20, batchSize });
    relays.push(relay);
    relay.start();
    return relay;
  }

  async function everythingIsLogged(): Promise<void> {
    await until('every event has its place in the log', async () => {
      const { rows } = await database.ownerPool.query(
        'select (select count(*) from event) = (select count(*) from event_log) as done',
      );
      return rows[0].done;
    });
  }

  async function expectSoundLog(): Promise<void> {
    const log = await readLog(database.ownerPool);
    let hash: Buffer = Buffer.alloc(0);
    for (const [index, entry] of log.entries()) {
      expect(entry.position).toBe(index + 1);
      expect(entry.hash.equals((hash = chained(hash, entry.own)))).toBe(true);
    }
    expect(new Set(log.map(({ event }) => event)).size).toBe(log.length);
  }

  test('numbers events densely and chains their hashes', async () => {
    startRelay();
    await writeEvents(database.ownerPool, 'FIRST', [newTopic()], 120);
    await everythingIsLogged();
    await expectSoundLog();
  });

  test('loses no event of a slow transaction that took its id early and commits late', async () => {
    startRelay();
    const slow = await database.ownerPool.connect();
    await slow.query('begin');
    await writeEvents(slow, 'SLOW', [newTopic()]);
    await writeEvents(database.ownerPool, 'QUICK', [newTopic()], 3);
    await new Promise((resolve) => setTimeout(resolve, 200));
    // Whoever polls for `id > last` has gone past the slow event by now. The relay waits for it.
    const { rows: naive } = await database.ownerPool.query('select max(id) as last from event');
    expect((await readLog(database.ownerPool)).some(({ type }) => type === 'QUICK')).toBe(false);

    await slow.query('commit');
    slow.release();
    const { rowCount: foundByPolling } = await database.ownerPool.query('select from event where id > $1', [
      naive[0].last,
    ]);
    expect(foundByPolling).toBe(0);
    await everythingIsLogged();
    const types = (await readLog(database.ownerPool)).map(({ type }) => type).slice(-4);
    expect(types).toEqual(['SLOW', 'QUICK', 'QUICK', 'QUICK']);
    await expectSoundLog();
  });

  test('leaves no hole for a transaction that rolled back', async () => {
    startRelay();
    const client = await database.ownerPool.connect();
    await client.query('begin');
    await writeEvents(client, 'NEVER', [newTopic()], 5);
    await client.query('rollback');
    client.release();
    await writeEvents(database.ownerPool, 'AFTER', [newTopic()]);
    await everythingIsLogged();
    expect((await readLog(database.ownerPool)).some(({ type }) => type === 'NEVER')).toBe(false);
    await expectSoundLog();
  });

  test('announces the last position', async () => {
    const listener = await database.ownerPool.connect();
    const heard: string[] = [];
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await listener.query('listen tuntas_events');
    startRelay();
    await writeEvents(database.ownerPool, 'HEARD', [newTopic()]);
    await everythingIsLogged();
    const last = (await readLog(database.ownerPool)).length;
    await until('the announcement came', () => heard.at(-1) === String(last));
    await listener.query('unlisten *');
    listener.release();
  });

  test('has one leader; a stand-by takes over when its connection dies', async () => {
    const pair = [startRelay(7), startRelay(7), startRelay(7)];
    await until('somebody leads', () => pair.some((relay) => relay.isLeader));
    for (let round = 0; round < 6; round += 1) {
      expect(pair.filter((relay) => relay.isLeader).length).toBeLessThan(2);
      await writeEvents(database.ownerPool, 'FOUGHT_OVER', [newTopic()], 60);
      await database.ownerPool.query(
        `select pg_terminate_backend(pid) from pg_locks
         where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`,
      );
    }
    await everythingIsLogged();
    await expectSoundLog();
  });

  test('numbers nothing twice and loses nothing when its process is killed with SIGKILL in the middle of writes', async () => {
    let writing = true;
    const writer = (async () => {
      while (writing) await writeEvents(database.ownerPool, 'KILLED', [newTopic()], 15);
    })();
    for (let round = 0; round < 3; round += 1) {
      const child = fork(join(import.meta.dirname, 'test/relay-process.ts'), [database.url], {
        execArgv: ['--experimental-transform-types', '--no-warnings'],
      });
      await new Promise((resolve) => child.once('message', resolve));
      await new Promise((resolve) => setTimeout(resolve, 60));
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    }
    writing = false;
    await writer;
    startRelay();
    await everythingIsLogged();
    await expectSoundLog();
  });
});
