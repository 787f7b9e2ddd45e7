import { type TOTP, URI } from 'otpauth';
import { beforeAll, describe, expect, it } from 'vitest';
import { nextCode, PASSWORD, SignInHouse } from './sign-in.fixture.ts';
import { PUBLIC_VIEWER, type Role } from './viewer.ts';

let house: SignInHouse;
let strict: SignInHouse;
beforeAll(async () => {
  house = await SignInHouse.open();
  strict = await SignInHouse.open({ staffTotp: 'required' }, house.database);
});

let number = 0;

/** An account with this role, and its e-mail address. */
async function account(role: Role): Promise<string> {
  number += 1;
  const email = `orang-${number}@contoh.id`;
  await house.signIn.createAccount({ name: `Orang ${number}`, email, password: PASSWORD, role });
  return email;
}

describe('the second factor', () => {
  it('once enrolled, a password alone opens nothing and password and code open a session', async () => {
    const email = await account('ADMIN');
    const { app } = await house.enrol(await house.tokenOf(email));
    const first = await house.post('/sign-in/email', { email, password: PASSWORD });
    expect(first.body).toMatchObject({ twoFactorRedirect: true });
    expect(first.headers.get('set-auth-token')).toBeNull();
    expect((await house.signIn.viewerOf(new Headers({ cookie: first.cookie }))).viewer).toEqual(PUBLIC_VIEWER);

    const second = await house.post('/two-factor/verify-totp', { code: nextCode(app) }, { cookie: first.cookie });
    expect(second.status).toBe(200);
    const lookup = await house.viewerWithToken(second.headers.get('set-auth-token')!);
    expect(lookup.viewer).toMatchObject({ kind: 'PERSON', role: 'ADMIN' });
  });

  it('a code opens one session and no second one, not even the code that enrolled', async () => {
    const email = await account('ADMIN');
    const token = await house.tokenOf(email);
    const { body } = await house.post(
      '/two-factor/enable',
      { password: PASSWORD },
      { authorization: `Bearer ${token}` },
    );
    const app = URI.parse(body!['totpURI'] as string) as TOTP;
    const code = app.generate();
    const enrolled = await house.post('/two-factor/verify-totp', { code }, { authorization: `Bearer ${token}` });
    expect(enrolled.status).toBe(200);

    const attempt = async (used: string) => {
      const { cookie } = await house.post('/sign-in/email', { email, password: PASSWORD });
      const { status, body: answer, headers } = await house.post('/two-factor/verify-totp', { code: used }, { cookie });
      return [status, answer?.['code'] ?? null, headers.get('set-auth-token') !== null];
    };
    expect(await attempt(code)).toEqual([401, 'CODE_ALREADY_USED', false]);
    const next = nextCode(app);
    const together = await Promise.all([attempt(next), attempt(next), attempt(next)]);
    expect(together.filter(([status]) => status === 200)).toEqual([[200, null, true]]);
    expect(await attempt(next)).toEqual([401, 'CODE_ALREADY_USED', false]);
  });

  it('enrolling ends the session it happened in; the token that counts is in the header, not in the body', async () => {
    const token = await house.tokenOf(await account('ADMIN'));
    const authorization = `Bearer ${token}`;
    const enabled = await house.post('/two-factor/enable', { password: PASSWORD }, { authorization });
    const app = URI.parse(enabled.body!['totpURI'] as string) as TOTP;
    const verified = await house.post('/two-factor/verify-totp', { code: app.generate() }, { authorization });
    expect((await house.viewerWithToken(verified.headers.get('set-auth-token')!)).viewer.role).toBe('ADMIN');
    expect((await house.viewerWithToken(token)).reason).toBe('SESSION_UNKNOWN');
    expect((await house.viewerWithToken(verified.body!['token'] as string)).reason).toBe('SESSION_UNKNOWN');
  });

  it('a wrong code opens nothing', async () => {
    const email = await account('ADMIN');
    const { app } = await house.enrol(await house.tokenOf(email));
    const { cookie } = await house.post('/sign-in/email', { email, password: PASSWORD });
    const past = app.generate({ timestamp: Date.now() - 3_600_000 });
    const refused = await house.post('/two-factor/verify-totp', { code: past }, { cookie });
    expect([refused.status, refused.headers.get('set-auth-token')]).toEqual([401, null]);
  });

  it('five wrong codes end the attempt, and the password must be given again', async () => {
    const email = await account('ADMIN');
    const { app } = await house.enrol(await house.tokenOf(email));
    const { cookie } = await house.post('/sign-in/email', { email, password: PASSWORD });
    const past = app.generate({ timestamp: Date.now() - 3_600_000 });
    for (let attempt = 0; attempt < 6; attempt += 1)
      await house.post('/two-factor/verify-totp', { code: past }, { cookie });
    expect((await house.post('/two-factor/verify-totp', { code: nextCode(app) }, { cookie })).status).toBe(401);
  });

  it('sessions opened before enrolment count no longer', async () => {
    const email = await account('ADMIN');
    const before = await house.tokenOf(email);
    const { token } = await house.enrol(await house.tokenOf(email));
    expect((await house.viewerWithToken(token)).viewer.role).toBe('ADMIN');
    expect(await house.viewerWithToken(before)).toMatchObject({
      viewer: PUBLIC_VIEWER,
      reason: 'SECOND_FACTOR_REQUIRED',
    });
  });

  it('no device is trusted to go without it', async () => {
    const email = await account('ADMIN');
    const { app } = await house.enrol(await house.tokenOf(email));
    const first = await house.post('/sign-in/email', { email, password: PASSWORD });
    const body = { code: nextCode(app), trustDevice: true };
    const second = await house.post('/two-factor/verify-totp', body, { cookie: first.cookie });
    const again = await house.post('/sign-in/email', { email, password: PASSWORD }, { cookie: second.cookie });
    expect(again.body).toMatchObject({ twoFactorRedirect: true });
  });

  it('a changed password keeps the proof of the session it was changed in', async () => {
    const email = await account('ADMIN');
    const { token } = await house.enrol(await house.tokenOf(email));
    const changed = await house.post(
      '/change-password',
      { currentPassword: PASSWORD, newPassword: 'jalan-sudah-diperbaiki', revokeOtherSessions: true },
      { authorization: `Bearer ${token}` },
    );
    expect(changed.status).toBe(200);
    const lookup = await house.viewerWithToken(changed.headers.get('set-auth-token')!);
    expect(lookup.viewer.role).toBe('ADMIN');
    expect((await house.viewerWithToken(token)).viewer).toEqual(PUBLIC_VIEWER);
  });

  it('a recovery code opens a session once', async () => {
    const email = await account('ADMIN');
    const token = await house.tokenOf(email);
    const authorization = `Bearer ${(await house.enrol(token)).token}`;
    const made = await house.post('/two-factor/generate-backup-codes', { password: PASSWORD }, { authorization });
    const [code] = made.body!['backupCodes'] as string[];
    const attempt = async (): Promise<string | null> => {
      const { cookie } = await house.post('/sign-in/email', { email, password: PASSWORD });
      const answer = await house.post('/two-factor/verify-backup-code', { code }, { cookie });
      return answer.headers.get('set-auth-token');
    };
    expect((await house.viewerWithToken((await attempt())!)).viewer.role).toBe('ADMIN');
    expect(await attempt()).toBeNull();
  });
});

describe('STAFF_TOTP=required', () => {
  it.each<Role>(['ADMIN', 'INTERN', 'OVERSEER'])('%s without a second factor is nobody', async (role) => {
    const token = await strict.tokenOf(await account(role));
    expect(await strict.viewerWithToken(token)).toEqual({
      viewer: PUBLIC_VIEWER,
      sessionExpiresAt: null,
      reason: 'SECOND_FACTOR_REQUIRED',
    });
  });

  it('staff may enrol in that session and are somebody from then on', async () => {
    const { token } = await strict.enrol(await strict.tokenOf(await account('ADMIN')));
    expect((await strict.viewerWithToken(token)).viewer.role).toBe('ADMIN');
  });

  it('staff who give their second factor up are nobody at once', async () => {
    const { token } = await strict.enrol(await strict.tokenOf(await account('ADMIN')));
    const disabled = await strict.post(
      '/two-factor/disable',
      { password: PASSWORD },
      { authorization: `Bearer ${token}` },
    );
    expect(disabled.status).toBe(200);
    expect((await strict.viewerWithToken(token)).viewer).toEqual(PUBLIC_VIEWER);
    const next = disabled.headers.get('set-auth-token')!;
    expect((await strict.viewerWithToken(next)).reason).toBe('SECOND_FACTOR_REQUIRED');
  });

  it('citizens need none', async () => {
    const token = await strict.tokenOf(await account('CITIZEN'));
    expect((await strict.viewerWithToken(token)).viewer.role).toBe('CITIZEN');
  });
});
