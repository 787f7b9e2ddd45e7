import { beforeEach, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { testOffice, type TestOffice } from '../../test/office/test-office.ts';
import { chained } from '../platform/realtime/relay.ts';
import { behindTheTriggers, numberEverything } from './audit.fixture.ts';
import { publishDailyRoot } from './publish-daily-root.ts';
import { verifyAudit } from './verify-audit.ts';

let db: TestDatabase;
let office: TestOffice;

beforeEach(async () => {
  db = await testDatabase();
  office = await testOffice(db);
  for (let day = 2; day <= 4; day += 1) {
    office.clock.advanceTo(new Date(`2026-03-0${day}T09:00:00+07:00`));
    for (let filed = 0; filed < 5; filed += 1) await office.file();
  }
  await numberEverything(db);
  office.clock.advanceTo(new Date('2026-03-05T00:00:01+07:00'));
  await publishDailyRoot(db.pool, office.clock);
});

const verify = (options: Parameters<typeof verifyAudit>[1] = {}) =>
  verifyAudit(db.ownerPool, { batchSize: 4, ...options });
const broken = async () => (await verify()).broken;

/** Four more events on the first report, written as commands write them. */
async function writeMore(): Promise<void> {
  for (let more = 0; more < 4; more += 1) {
    await db.ownerPool.query(
      `select append_event('REPORT', report_id, 'REPORT_CLAIMED', report_id, null, 'ADMIN', null, null, 'INTERNAL',
         now(), now(), '{"n": 1.50, "text": "Ã©\\u00e9\\""}', '{"reason": "in confidence"}', '{}')
       from event where id = (select min(id) from event)`,
    );
  }
}

describe('AUD-1 verification', () => {
  test('finds nothing in a log that is as it was written, in batches of any size', async () => {
    await writeMore();
    for (const batchSize of [1, 4, 1_000]) {
      expect(await verify({ batchSize })).toEqual({ events: 19, logged: 15, roots: 3, broken: null });
    }
  });

  test('finds nothing in an empty database', async () => {
    expect(await verifyAudit((await testDatabase()).ownerPool)).toEqual({
      events: 0,
      logged: 0,
      roots: 0,
      broken: null,
    });
  });

  test('tells how far it is', async () => {
    const told: string[] = [];
    await verify({ onProgress: (stage, done) => told.push(`${stage} ${done}`) });
    expect(told).toEqual([
      ...['CHAINS 4', 'CHAINS 8', 'CHAINS 12', 'CHAINS 15'],
      ...['LOG 4', 'LOG 8', 'LOG 12', 'LOG 15', 'ROOTS 3'],
    ]);
  });
});

describe('AUD-1 verification names the event of which somebody changed', () => {
  test.each([
    ['the public half', `public_data = '{"channel": "SMS"}'`],
    ['the protected half', `protected_data = '{"enteredBy": null}'`],
    ['the time', `occurred_at = occurred_at - interval '1 second'`],
    ['the actor', `actor_kind = 'ADMIN', actor_person_id = gen_random_uuid()`],
    ['the type', `type = 'REPORT_CLOSED'`],
    ['the visibility', `visibility = 'INTERNAL'`],
    ['the hash', `hash = sha256('another')`],
  ])('%s', async (_what, change) => {
    await behindTheTriggers(db, `update event set ${change} where id = 7`);
    expect(await broken()).toMatch(/^Event 7 \(.*\) was changed/);
  });

  test('what it says and its hash to match, since the global log knows the old one', async () => {
    await behindTheTriggers(
      db,
      `update event set type = 'REPORT_CLOSED' where id = 7`,
      `update event set hash = event_hash(event) where id = 7`,
    );
    expect(await broken()).toBe('Event 7 at position 7 of the global log is not the one that was numbered.');
  });
});

describe('AUD-1 verification finds events that were removed', () => {
  test('from the middle of a chain', async () => {
    await writeMore();
    await behindTheTriggers(db, 'delete from event where id = 17');
    expect(await broken()).toMatch(/^Event 18 .* follows a gap: number 3 is missing\.$/);
  });

  test('from the end of a chain, by the global log', async () => {
    await behindTheTriggers(db, 'delete from event where id = 15');
    expect(await broken()).toBe('Event 15 at position 15 of the global log is gone.');
  });

  test('from the middle of the global log', async () => {
    await behindTheTriggers(db, 'delete from event_log where position = 9');
    expect(await broken()).toBe('Position 9 is missing from the global log.');
  });

  test('with the numbers after it moved up, which breaks the chain of the numbers', async () => {
    await behindTheTriggers(
      db,
      'delete from event_log where position = 9',
      'delete from event where id = 9',
      'update event_log set position = position - 1 where position > 9',
    );
    expect(await broken()).toBe('Event 10 at position 9 of the global log is not the one that was numbered.');
  });

  test('with their numbers from the end of everything, by the root of the day', async () => {
    await behindTheTriggers(db, 'delete from event_log where position > 12', 'delete from event where id > 12');
    expect(await broken()).toMatch(/^The root of 2026-03-04 is not the hash at position 15 of the global log/);
  });

  test('with their numbers and the root, by a root that somebody kept', async () => {
    const { rows } = await db.ownerPool.query(
      `select position::text, encode(hash, 'hex') as hash from audit_root order by day desc limit 1`,
    );
    expect((await verify({ knownRoots: rows })).broken).toBeNull();
    await behindTheTriggers(
      db,
      'delete from event_log where position > 12',
      'delete from event where id > 12',
      'delete from audit_root where position > 12',
    );
    expect(await broken()).toBeNull();
    expect((await verify({ knownRoots: rows })).broken).toMatch(/^The root you kept is not the hash at position 15/);
  });

  test('and replaced by a whole history that is sound in itself, by the root of the day', async () => {
    await behindTheTriggers(db, 'delete from event where id > 12', 'delete from event_log where position > 12');
    for (let filed = 0; filed < 3; filed += 1) await office.file();
    await numberEverything(db);
    expect(await broken()).toMatch(/^The root of 2026-03-04 /);
  });
});

test('AUD-1 verification finds an event that was taken out of the global log before the last', async () => {
  const { rows } = await db.ownerPool.query<{ hash: Buffer }>(
    'select e.hash from event_log l join event e on e.id = l.event_id where l.position <> 9 order by l.position',
  );
  let hash: Buffer = Buffer.alloc(0);
  const hashes = rows.map((row) => (hash = chained(hash, row.hash)).toString('hex'));
  await behindTheTriggers(
    db,
    'delete from audit_root',
    'delete from event_log where position = 9',
    'update event_log set position = position - 1 where position > 9',
    ...hashes.map((each, index) => `update event_log set hash = '\\x${each}' where position = ${index + 1}`),
  );
  expect(await broken()).toBe('Event 9 (REPORT_FILED) is missing from the global log.');
});

test('AUD-1 without such powers nobody can change or remove an event, a number or a root', async () => {
  for (const table of ['event', 'event_log', 'audit_root']) {
    for (const attempt of [`delete from ${table}`, `truncate ${table} cascade`, `update ${table} set hash = ''`]) {
      await expect(db.ownerPool.query(attempt), attempt).rejects.toThrow('append-only');
      for (const role of ['tuntas_app', 'tuntas_system']) {
        const asRole = db.pool.query(`begin; set local role ${role}; ${attempt}; commit`);
        await expect(asRole, `${role}: ${attempt}`).rejects.toThrow(/permission denied|append-only/);
      }
    }
  }
});

test('AUD-1 twelve writers at once on three subjects leave every chain whole', async () => {
  const { rows: subjects } = await db.ownerPool.query<{ id: string }>('select id from report order by id limit 3');
  const write = async (writer: number) => {
    for (let written = 0; written < 20; written += 1) {
      await db.pool.query(
        `begin; set local role tuntas_system;
         select append_event('REPORT', '${subjects[(writer + written) % 3]!.id}', 'REPORT_CLAIMED',
           '${subjects[(writer + written) % 3]!.id}', null, 'SYSTEM', null, null, 'INTERNAL', now(), now(),
           '{"writer": ${writer}}', '{}', '{}');
         commit`,
      );
    }
  };
  await Promise.all([...Array.from({ length: 12 }, (_, writer) => write(writer)), numberEverything(db)]);
  await numberEverything(db);
  expect(await verify({ batchSize: 100 })).toEqual({ events: 255, logged: 255, roots: 3, broken: null });
});
