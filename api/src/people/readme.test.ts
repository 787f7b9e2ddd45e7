import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { DEMO_ACCOUNTS } from '../../seeds/demo-accounts.ts';
import { createDemoAccounts } from './demo-accounts.ts';
import { SignInHouse } from './sign-in.fixture.ts';

const run = promisify(execFile);

let house: SignInHouse;
beforeAll(async () => {
  house = await SignInHouse.open();
  const needed = DEMO_ACCOUNTS.filter((account) => ['admin-sari', 'citizen-maman'].includes(account.key));
  await createDemoAccounts(house.signIn, house.database.pool, needed);
});

it('the commands of the README sign in and out as printed', async () => {
  const readme = await readFile(join(import.meta.dirname, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1]!);
  expect(blocks).toHaveLength(4);
  const { stdout } = await run('bash', ['-ec', blocks.join('\n').replaceAll('http://localhost:4000', house.url)]);
  const viewers = stdout.match(/\{"viewer".*?\}\}|\{"viewer":\{"kind":"PUBLIC"[^}]*\}\}/g);
  expect(viewers).toEqual([
    '{"viewer":{"kind":"PERSON","person":{"displayName":"Sari Wulandari","role":"ADMIN"}}',
    '{"viewer":{"kind":"PERSON","person":{"displayName":"Maman Riyanto","role":"CITIZEN"}}',
    '{"viewer":{"kind":"PERSON","person":{"displayName":"Warga Baru","role":"CITIZEN"}}',
    '{"viewer":{"kind":"PUBLIC","person":null}}',
  ]);
});
