import { beforeAll, expect, it } from 'vitest';
import { DEMO_ACCOUNTS } from '../../seeds/demo-accounts.ts';
import { createDemoAccounts } from './demo-accounts.ts';
import { AccountTaken, InvalidAccount } from './people.errors.ts';
import { PASSWORD, SignInHouse } from './sign-in.fixture.ts';

let house: SignInHouse;
beforeAll(async () => {
  house = await SignInHouse.open();
});

it('every demo account signs in with its role and agency, and making them again changes nothing', async () => {
  const people = await createDemoAccounts(house.signIn, house.database.pool, DEMO_ACCOUNTS);
  expect(people.size).toBe(DEMO_ACCOUNTS.length);
  expect(await createDemoAccounts(house.signIn, house.database.pool, DEMO_ACCOUNTS)).toEqual(people);
  for (const { key, email, password, role, agencyCode } of DEMO_ACCOUNTS) {
    const { viewer } = await house.viewerWithToken(await house.tokenOf(email, password));
    expect(viewer).toMatchObject({ kind: 'PERSON', personId: people.get(key), role });
    expect(viewer.agencyId === null).toBe(agencyCode === null);
  }
});

it('replicas that start together make each account once', async () => {
  const plans = DEMO_ACCOUNTS.slice(0, 2).map((plan) => ({ ...plan, email: `replika.${plan.email}`, phone: null }));
  const made = await Promise.all([1, 2, 3].map(() => createDemoAccounts(house.signIn, house.database.pool, plans)));
  expect(made[1]).toEqual(made[0]);
  expect(made[2]).toEqual(made[0]);
});

it('an account that a process was killed over is made by the next one', async () => {
  const plan = { ...DEMO_ACCOUNTS[0]!, email: 'terputus@contoh.id', phone: null };
  await createDemoAccounts(house.signIn, house.database.pool, [plan]);
  await house.database.ownerPool.query(
    `with half as (select id from auth."user" where email = $1),
       unlinked as (delete from auth.account where "userId" in (select id from half))
     delete from person where auth_user_id in (select id from half)`,
    [plan.email],
  );
  await createDemoAccounts(house.signIn, house.database.pool, [plan]);
  await expect(house.tokenOf(plan.email, plan.password)).resolves.toBeDefined();
});

it('an account for an agency that is not there is refused', async () => {
  const plan = { ...DEMO_ACCOUNTS[0]!, key: 'x', email: 'x@contoh.id', agencyCode: 'TIADA' };
  await expect(createDemoAccounts(house.signIn, house.database.pool, [plan])).rejects.toThrow('TIADA');
});

it('an address somebody registered is not made into a staff account: their password would open it', async () => {
  await house.post('/sign-up/email', { name: 'Penyusup', email: 'sari@contoh.id', password: PASSWORD });
  const account = { name: 'Sari', email: 'Sari@contoh.id', password: 'kata-sandi-yang-lain', role: 'ADMIN' } as const;
  await expect(house.signIn.createAccount(account)).rejects.toThrow(AccountTaken);
});

it('an account needs an address and a password of twelve characters', async () => {
  const account = { name: 'Sari', password: PASSWORD, role: 'ADMIN' } as const;
  await expect(house.signIn.createAccount(account)).rejects.toThrow(InvalidAccount);
  await expect(house.signIn.createAccount({ ...account, phone: '1708' })).rejects.toThrow(InvalidAccount);
  await expect(house.signIn.createAccount({ ...account, email: 'a@b.id', password: 'pendek' })).rejects.toThrow('12');
});

it('half an account keeps no address: an officer without an agency is refused, and can be made later', async () => {
  const email = 'petugas@contoh.id';
  const officer = { name: 'Petugas', email, password: PASSWORD, role: 'LIAISON_OFFICER' } as const;
  await expect(house.signIn.createAccount(officer)).rejects.toThrow();
  const { rows } = await house.database.ownerPool.query<{ id: string }>('select id from agency limit 1');
  await expect(house.signIn.createAccount({ ...officer, agencyId: rows[0]!.id })).resolves.toBeDefined();
});
