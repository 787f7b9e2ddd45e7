import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { testOffice } from '../../test/office/test-office.ts';
import { behindTheTriggers, numberEverything } from './audit.fixture.ts';
import { publishDailyRoot } from './publish-daily-root.ts';

const SCRIPT = fileURLToPath(new URL('../../../scripts/audit.mjs', import.meta.url));

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
  const office = await testOffice(db);
  for (let filed = 0; filed < 3; filed += 1) await office.file();
  await numberEverything(db);
  office.clock.advanceTo(new Date('2026-03-03T09:00:00+07:00'));
  await publishDailyRoot(db.pool, office.clock);
});

function run(...args: string[]): Promise<{ code: number; output: string }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: db.ownerUrl };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [SCRIPT, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

test('AUD-1 `node scripts/audit.mjs verify` says how far it is, what it verified, and ends with 0', async () => {
  expect(await run('verify')).toEqual({
    code: 0,
    output:
      '  3 events in their chains …\n  3 entries of the global log …\n  1 roots …\n' +
      '✓ 3 events, 3 of them in the global log (0 wait for the relay), 1 roots.\n',
  });
});

test('AUD-1 it compares a root that was kept elsewhere', async () => {
  const { rows } = await db.ownerPool.query<{ root: string }>(
    `select position || ':' || encode(hash, 'hex') as root from audit_root`,
  );
  expect((await run('verify', '--root', rows[0]!.root)).code).toBe(0);
  const { code, output } = await run('verify', '--root', `3:${'0'.repeat(64)}`);
  expect([code, output]).toEqual([1, expect.stringContaining('✗ The root you kept is not the hash at position 3')]);
});

test('AUD-1 it ends with 1 and names the first event that is not as it was written', async () => {
  await behindTheTriggers(db, `update event set public_data = '{}' where id = 2`);
  const { code, output } = await run('verify');
  expect(code).toBe(1);
  expect(output).toMatch(/✗ Event 2 \(REPORT_FILED, number 1 of REPORT [0-9a-f-]{36}\) was changed/);
});

test('it explains itself, and ends with 2 when it cannot verify', async () => {
  expect(await run('--help')).toMatchObject({
    code: 0,
    output: expect.stringContaining('Usage: node scripts/audit.mjs'),
  });
  for (const args of [[], ['prove'], ['verify', '--root', 'none'], ['verify', '--fast']]) {
    expect(await run(...args)).toMatchObject({ code: 2, output: expect.stringContaining('Not verified: ') });
  }
});
