import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, SignInHouse } from './sign-in.fixture.ts';
import { PUBLIC_VIEWER } from './viewer.ts';

let house: SignInHouse;
beforeAll(async () => {
  house = await SignInHouse.open();
});

/** A code that is not the right one. */
function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}

describe('INT-4 sign-in by one-time code', () => {
  it('the code sent to a number opens a session, and registers whoever is new under a masked name', async () => {
    const sent = await house.post('/phone-number/send-otp', { phoneNumber: '0812-3456-7890' });
    expect(sent.status).toBe(200);
    const code = await house.codeSentTo('+6281234567890');
    const verified = await house.post('/phone-number/verify', { phoneNumber: '081234567890', code });
    expect(verified.status).toBe(200);
    const { viewer } = await house.viewerWithToken(verified.headers.get('set-auth-token')!);
    expect(viewer).toMatchObject({ kind: 'PERSON', role: 'CITIZEN' });
    const { rows } = await house.database.ownerPool.query('select display_name as name from person where id = $1', [
      viewer.personId,
    ]);
    expect(rows).toEqual([{ name: '628123456xxxx' }]);
    expect(await house.signIn.contactOf(viewer.personId!)).toEqual({ email: null, phone: '+6281234567890' });
  });

  it('the same number is the same person the next time', async () => {
    const visit = async (): Promise<string | null> => {
      await house.post('/phone-number/send-otp', { phoneNumber: '+6281200000001' });
      const code = await house.codeSentTo('+6281200000001');
      const verified = await house.post('/phone-number/verify', { phoneNumber: '+6281200000001', code });
      return (await house.viewerWithToken(verified.headers.get('set-auth-token')!)).viewer.personId;
    };
    expect(await visit()).toBe(await visit());
  });

  it('a wrong code opens nothing, and after three the right one is spent too', async () => {
    const phoneNumber = '+6281200000002';
    await house.post('/phone-number/send-otp', { phoneNumber });
    const code = await house.codeSentTo(phoneNumber);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const wrong = await house.post('/phone-number/verify', { phoneNumber, code: otherThan(code) });
      expect([wrong.status, wrong.headers.get('set-auth-token')]).toEqual([400, null]);
    }
    const late = await house.post('/phone-number/verify', { phoneNumber, code });
    expect([late.status, late.headers.get('set-auth-token')]).toEqual([403, null]);
  });

  it('a code works once, also for many at the same time', async () => {
    const phoneNumber = '+6281200000003';
    await house.post('/phone-number/send-otp', { phoneNumber });
    const code = await house.codeSentTo(phoneNumber);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => house.post('/phone-number/verify', { phoneNumber, code })),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });

  it('a code is worth nothing after five minutes', async () => {
    const phoneNumber = '+6281200000004';
    await house.post('/phone-number/send-otp', { phoneNumber });
    const code = await house.codeSentTo(phoneNumber);
    const { rows } = await house.database.ownerPool.query<{ minutes: number }>(
      `select round(extract(epoch from "expiresAt" - now()) / 60)::int as minutes from auth.verification
       where identifier like '%' || $1`,
      [phoneNumber],
    );
    expect(rows).toEqual([{ minutes: 5 }]);
    await house.database.ownerPool.query(
      `update auth.verification set "expiresAt" = "expiresAt" - interval '5 minutes' where identifier like '%' || $1`,
      [phoneNumber],
    );
    expect((await house.post('/phone-number/verify', { phoneNumber, code })).status).toBe(400);
  });

  it('what is no phone number gets no message', async () => {
    expect((await house.post('/phone-number/send-otp', { phoneNumber: '1708' })).status).toBe(400);
    expect(await house.messagesTo('1708')).toEqual([]);
  });

  it('a signed-in person adds their number with a code, and no number is taken from its owner', async () => {
    await house.register('dua@contoh.id');
    await house.register('tiga@contoh.id');
    const phoneNumber = '+6281200000005';
    const add = async (email: string): Promise<number> => {
      const authorization = `Bearer ${await house.tokenOf(email)}`;
      await house.post('/phone-number/send-otp', { phoneNumber });
      const code = await house.codeSentTo(phoneNumber);
      const body = { phoneNumber, code, updatePhoneNumber: true };
      return (await house.post('/phone-number/verify', body, { authorization })).status;
    };
    expect(await add('dua@contoh.id')).toBe(200);
    expect(await add('tiga@contoh.id')).toBe(400);
  });

  it('a phone code does not go around a second factor', async () => {
    const phone = '+6281200000006';
    const { personId } = await house.signIn.createAccount({
      name: 'Kartini Susanti',
      email: 'kartini@contoh.id',
      phone,
      password: PASSWORD,
      role: 'ADMIN',
    });
    expect(personId).toMatch(/^[0-9a-f-]{36}$/);
    await house.enrol(await house.tokenOf('kartini@contoh.id'));
    await house.post('/phone-number/send-otp', { phoneNumber: phone });
    const refused = await house.post('/phone-number/verify', {
      phoneNumber: phone,
      code: await house.codeSentTo(phone),
    });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
    expect(refused.headers.get('set-auth-token')).toBeNull();
    expect((await house.signIn.viewerOf(new Headers({ cookie: refused.cookie }))).viewer).toEqual(PUBLIC_VIEWER);
  });
});
