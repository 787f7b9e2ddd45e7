import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, SignInHouse } from './sign-in.fixture.ts';
import { ACTION_LIMITS, countedAddress } from './sign-in-limits.ts';

let house: SignInHouse;
let crowded: SignInHouse;
beforeAll(async () => {
  house = await SignInHouse.open();
  const actionLimits = {
    ...ACTION_LIMITS,
    '/sign-in/email': { perClient: { most: 3, seconds: 2 }, perAccount: { field: 'email', most: 1000, seconds: 60 } },
  } as const;
  crowded = await SignInHouse.open({ actionLimits }, house.database);
});

describe('limits on attempts', () => {
  it('one account is tried ten times in ten minutes, from however many addresses, then 429 says how long to wait', async () => {
    await house.register('sasaran@contoh.id');
    const attempt = (nth: number, password: string) =>
      house.post('/sign-in/email', { email: 'sasaran@contoh.id', password }, { 'x-forwarded-for': `203.0.113.${nth}` });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, nth) => attempt(nth, 'tebakan-yang-salah')));
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(401));
    const refused = await attempt(11, PASSWORD);
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    expect(refused.body!['message']).toMatch(/Coba lagi dalam \d+ detik.*Try again in \d+ seconds/);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(500);
    expect(wait).toBeLessThanOrEqual(600);
  });

  it('an account that does not exist is limited alike', async () => {
    const attempt = () => house.post('/sign-in/email', { email: 'hantu@contoh.id', password: 'tebakan-yang-salah' });
    const answers = await Promise.all(Array.from({ length: 11 }, attempt));
    expect(answers.map((answer) => answer.status).sort()).toEqual([...Array<number>(10).fill(401), 429]);
  });

  it('a hundred codes asked for at the same time for one number are a hundred attempts: three are sent', async () => {
    const phoneNumber = '+6281200000100';
    const spellings = [phoneNumber, '081200000100', '0812-0000-0100', '6281200000100'];
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, nth) =>
        house.post(
          '/phone-number/send-otp',
          { phoneNumber: spellings[nth % 4] },
          { 'x-forwarded-for': `198.51.100.${nth}` },
        ),
      ),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(97);
    expect(await house.messagesTo(phoneNumber)).toHaveLength(3);
  });

  it('one address is limited over all accounts, another address is not, and the window ends', async () => {
    const from = async (address: string, nth: number): Promise<number> => {
      const body = { email: `siapa-${nth}@contoh.id`, password: 'tebakan-yang-salah' };
      return (await crowded.post('/sign-in/email', body, { 'x-forwarded-for': address })).status;
    };
    const statuses = await Promise.all([1, 2, 3, 4, 5].map((nth) => from('192.0.2.1', nth)));
    expect(statuses.sort()).toEqual([401, 401, 401, 429, 429]);
    expect(await from('192.0.2.2', 6)).toBe(401);
    await sleep(2_100);
    expect(await from('192.0.2.1', 7)).toBe(401);
  });

  it('a client cannot name its own address', async () => {
    const attempt = async (nth: number): Promise<number> => {
      const body = { email: `palsu-${nth}@contoh.id`, password: 'tebakan-yang-salah' };
      const headers = { 'x-forwarded-for': '192.0.2.9', 'x-tuntas-client-address': `10.0.0.${nth}` };
      return (await crowded.post('/sign-in/email', body, headers)).status;
    };
    expect((await Promise.all([1, 2, 3, 4].map(attempt))).sort()).toEqual([401, 401, 401, 429]);
  });

  it('who was counted is not written down', async () => {
    const { rows } = await house.database.ownerPool.query<{ key: string }>('select key from auth.attempt_count');
    expect(rows.length).toBeGreaterThan(0);
    for (const { key } of rows) expect(key).toMatch(/^[\w-]{43}$/);
  });
});

describe('the address a client is counted under', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:0:42::1', '2001:db8:0:42::/64'],
    ['2001:0DB8:0000:0042:ffff:1:2:3', '2001:db8:0:42::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [undefined, 'unknown'],
  ])('%s is %s', (address, counted) => expect(countedAddress(address)).toBe(counted));
});
