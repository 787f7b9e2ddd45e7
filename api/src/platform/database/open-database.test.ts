import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrations } from '../../../migrations/migrations.ts';
import { EmbeddedServer } from './embedded/server.ts';
import { openDatabase, type Database } from './open-database.ts';

const directory = mkdtempSync(join(tmpdir(), 'tuntas-foreign-'));
const secret = 'a secret that all replicas share, at least this long';
let server: EmbeddedServer;

/** Stands for somebody else's server: it asks the API's login for a password. */
beforeAll(async () => {
  server = await EmbeddedServer.start({ directory, expendable: true });
  await server.ensureDatabase('elsewhere');
  const rules = join(directory, 'data', 'pg_hba.conf');
  writeFileSync(rules, `local all tuntas_api scram-sha-256\n${readFileSync(rules, 'utf8')}`);
  const owner = new pg.Client({ connectionString: server.url('postgres') });
  await owner.connect();
  await owner.query('select pg_reload_conf()');
  await owner.end();
});

afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('replicas that start together on one server migrate it once and agree on a password', async () => {
  const replicas = await Promise.all([open(), open(), open()]);
  expect(replicas.flatMap((replica) => replica.migrated)).toEqual(migrations.map((step) => step.name));
  for (const replica of replicas) {
    const { rows } = await replica.api.pool.query('select current_user as login');
    expect(rows).toEqual([{ login: 'tuntas_api' }]);
    await replica.closeOwner();
    await expect(replica.owner.pool.query('select 1')).rejects.toThrow(/pool/);
  }
  await Promise.all(replicas.map((replica) => replica.close()));
});

test('another secret, another password', async () => {
  const first = await open();
  const second = await open('some other secret, which is long enough as well');
  const late = new pg.Client({ connectionString: first.api.url });
  await expect(late.connect()).rejects.toThrow(/password authentication failed/);
  await Promise.all([first.close(), second.close()]);
});

test('closing twice is closing once', async () => {
  const database = await open();
  await database.close();
  await database.close();
});

function open(chosen = secret): Promise<Database> {
  return openDatabase({ databaseUrl: server.url('elsewhere'), dataDir: directory, secret: chosen, migrations });
}
