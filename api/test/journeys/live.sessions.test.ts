import { afterEach, expect, test } from 'vitest';
import { testDatabase } from '../database/test-database.ts';
import { dropAll, file, follow, now } from './live.fixture.ts';
import { startTuntas } from './tuntas-server.ts';

afterEach(dropAll);

test('INT-4 whoever is signed in over HTTP is so over a socket, however far the clock of the cases was moved', async () => {
  const db = await testDatabase();
  const server = await startTuntas(db, { start: '2040-01-02T09:00:00+07:00', env: { SEED: 'demo' } });
  const admin = await server.signIn('admin-sari');
  expect(await server.query(admin, '{ viewer { person { role } } }')).toMatchObject({ viewer: { person: {} } });
  const queue = follow(server, admin, { field: 'verificationQueueChanged', after: await now(server, db) });
  const closed = queue.closed.then((code) => `closed with ${code}`);
  await file(server, 'Lampu jalan');
  expect(await Promise.race([closed, queue.reaches('REPORT_FILED').then(() => 'told')])).toBe('told');
});
