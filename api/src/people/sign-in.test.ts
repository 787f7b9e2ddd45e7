import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, RECEIPT_REPORT, SignInHouse } from './sign-in.fixture.ts';
import { PUBLIC_VIEWER } from './viewer.ts';

let house: SignInHouse;
beforeAll(async () => {
  house = await SignInHouse.open();
});

describe('INT-4 sign-in by e-mail and password', () => {
  it('a confirmed address and the right password open a session, by bearer token and by cookie', async () => {
    await house.register('maman@contoh.id');
    const signedIn = await house.post('/sign-in/email', { email: 'Maman@Contoh.id', password: PASSWORD });
    expect(signedIn.status).toBe(200);

    const byToken = await house.viewerWithToken(signedIn.headers.get('set-auth-token')!);
    expect(byToken).toMatchObject({ viewer: { kind: 'PERSON', role: 'CITIZEN', agencyId: null }, reason: null });
    const weeks = (byToken.sessionExpiresAt!.getTime() - Date.now()) / 604_800_000;
    expect(weeks).toBeCloseTo(1, 2);

    const byCookie = await house.signIn.viewerOf(new Headers({ cookie: signedIn.cookie }));
    expect(byCookie.viewer).toEqual(byToken.viewer);
    const attributes = signedIn.headers.getSetCookie()[0]!;
    expect(attributes).toMatch(/HttpOnly/);
    expect(attributes).toMatch(/SameSite=Lax/);
  });

  it('an address that was not confirmed signs nobody in', async () => {
    await house.post('/sign-up/email', { name: 'Siti', email: 'siti@contoh.id', password: PASSWORD });
    const refused = await house.post('/sign-in/email', { email: 'siti@contoh.id', password: PASSWORD });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('set-auth-token')).toBeNull();
  });

  it('a wrong password and an unknown address get the same answer', async () => {
    await house.register('asep@contoh.id');
    const wrong = await house.post('/sign-in/email', { email: 'asep@contoh.id', password: 'bukan-kata-sandinya' });
    const unknown = await house.post('/sign-in/email', { email: 'tiada@contoh.id', password: 'bukan-kata-sandinya' });
    expect(wrong.status).toBe(401);
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
    expect([...unknown.headers.keys()].sort()).toEqual([...wrong.headers.keys()].sort());
  });

  it('registering a known address answers like a new one, changes nothing and tells its owner', async () => {
    await house.register('dewi@contoh.id');
    const again = await house.post('/sign-up/email', {
      name: 'Dewi',
      email: 'dewi@contoh.id',
      password: 'kata-sandi-si-penyusup',
    });
    const fresh = await house.post('/sign-up/email', {
      name: 'Dewi',
      email: 'baru@contoh.id',
      password: 'kata-sandi-si-penyusup',
    });
    expect(again.status).toBe(200);
    const shape = (body: Record<string, unknown> | null): unknown =>
      Object.entries(body!['user'] as object).map(([key, value]) => [key, value === null ? null : typeof value]);
    expect(new Set(shape(again.body) as [])).toEqual(new Set(shape(fresh.body) as []));
    expect((await house.messagesTo('dewi@contoh.id'))[0]?.subject).toContain('sudah terdaftar');
    const refused = await house.post('/sign-in/email', { email: 'dewi@contoh.id', password: 'kata-sandi-si-penyusup' });
    expect(refused.status).toBe(401);
  });

  it('a password of fewer than twelve characters is refused', async () => {
    const refused = await house.post('/sign-up/email', {
      name: 'A',
      email: 'pendek@contoh.id',
      password: 'pendek-saja',
    });
    expect(refused.status).toBe(400);
  });

  it('a reset password replaces the old one and ends every session', async () => {
    await house.register('rina@contoh.id');
    const token = await house.tokenOf('rina@contoh.id');
    await house.post('/request-password-reset', { email: 'rina@contoh.id' });
    const link = /https?:\S+/.exec((await house.messagesTo('rina@contoh.id'))[0]!.body)![0];
    const resetToken = /reset-password\/([^?]+)/.exec(link)![1];
    const reset = await house.post('/reset-password', { token: resetToken, newPassword: 'jalan-sudah-diperbaiki' });
    expect(reset.status).toBe(200);
    expect(await house.viewerWithToken(token)).toMatchObject({ viewer: PUBLIC_VIEWER, reason: 'SESSION_UNKNOWN' });
    expect((await house.post('/sign-in/email', { email: 'rina@contoh.id', password: PASSWORD })).status).toBe(401);
    expect(await house.tokenOf('rina@contoh.id', 'jalan-sudah-diperbaiki')).not.toBe('');
  });
});

describe('sessions', () => {
  it('signing out ends the token at once', async () => {
    await house.register('budi@contoh.id');
    const token = await house.tokenOf('budi@contoh.id');
    expect((await house.viewerWithToken(token)).viewer.kind).toBe('PERSON');
    const signedOut = await house.post('/sign-out', {}, { authorization: `Bearer ${token}` });
    expect(signedOut.status).toBe(200);
    expect(await house.viewerWithToken(token)).toMatchObject({ viewer: PUBLIC_VIEWER, reason: 'SESSION_UNKNOWN' });
  });

  it('ending a person’s sessions ends all of them at once', async () => {
    await house.register('agus@contoh.id');
    const tokens = [await house.tokenOf('agus@contoh.id'), await house.tokenOf('agus@contoh.id')];
    const { viewer } = await house.viewerWithToken(tokens[0]!);
    await house.signIn.endSessions(viewer.personId!);
    for (const token of tokens) expect((await house.viewerWithToken(token)).viewer).toEqual(PUBLIC_VIEWER);
  });

  it('a session past its end is nobody’s', async () => {
    await house.register('usang@contoh.id');
    const token = await house.tokenOf('usang@contoh.id');
    await house.database.ownerPool.query(
      `update auth.session set "expiresAt" = now() - interval '1 second'
       where "userId" = (select id from auth."user" where email = 'usang@contoh.id')`,
    );
    expect((await house.viewerWithToken(token)).viewer).toEqual(PUBLIC_VIEWER);
  });

  it('a token with a changed signature is nobody’s, and a cookie beside it is no second chance', async () => {
    await house.register('yuli@contoh.id');
    const { cookie, headers } = await house.post('/sign-in/email', { email: 'yuli@contoh.id', password: PASSWORD });
    const forged = `${headers.get('set-auth-token')!.split('.')[0]}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D`;
    const lookup = await house.signIn.viewerOf(new Headers({ cookie, authorization: `Bearer ${forged}` }));
    expect(lookup).toEqual({ viewer: PUBLIC_VIEWER, sessionExpiresAt: null, reason: 'SESSION_UNKNOWN' });
  });

  it('a browser on a foreign origin cannot use the cookie to act', async () => {
    await house.register('lestari@contoh.id');
    const { cookie } = await house.post('/sign-in/email', { email: 'lestari@contoh.id', password: PASSWORD });
    const foreign = await house.post('/sign-out', {}, { cookie, origin: 'https://jahat.example' });
    expect(foreign.status).toBe(403);
    const own = await house.post('/sign-out', {}, { cookie, origin: 'https://console.tuntas.example' });
    expect(own.status).toBe(200);
  });

  it('no credential, an empty one and an unknown scheme are the public', async () => {
    expect(await house.signIn.viewerOf(new Headers())).toEqual({
      viewer: PUBLIC_VIEWER,
      sessionExpiresAt: null,
      reason: null,
    });
    for (const authorization of ['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Receipt 1234567', 'Receipt .']) {
      expect((await house.signIn.viewerOf(new Headers({ authorization }))).viewer).toEqual(PUBLIC_VIEWER);
    }
  });
});

describe('INT-4 the receipt of a report filed without an account', () => {
  it('opens its report and nothing else', async () => {
    const lookup = await house.signIn.viewerOf(new Headers({ authorization: 'Receipt 1234567.rahasia' }));
    expect(lookup.viewer).toEqual({ ...PUBLIC_VIEWER, kind: 'RECEIPT', receiptReportId: RECEIPT_REPORT });
  });

  it.each(['Receipt 1234567.tebakan', 'Receipt 7654321.rahasia'])(
    'an unknown one is the public: %s',
    async (receipt) => {
      const lookup = await house.signIn.viewerOf(new Headers({ authorization: receipt }));
      expect(lookup).toMatchObject({ viewer: PUBLIC_VIEWER, reason: 'RECEIPT_UNKNOWN' });
    },
  );
});

describe('the person behind an account', () => {
  it('is created once, as a citizen, however many look at the same time', async () => {
    await house.register('serentak@contoh.id', '  Serentak \u202E Sekali ');
    const token = await house.tokenOf('serentak@contoh.id');
    const lookups = await Promise.all(Array.from({ length: 8 }, () => house.viewerWithToken(token)));
    expect(new Set(lookups.map((lookup) => lookup.viewer.personId)).size).toBe(1);
    const { rows } = await house.database.ownerPool.query(
      'select display_name as name, role from person where id = $1',
      [lookups[0]!.viewer.personId],
    );
    expect(rows).toEqual([{ name: 'Serentak Sekali', role: 'CITIZEN' }]);
  });

  it('a role and an agency count from the next look-up on, and deactivation too', async () => {
    await house.register('naik@contoh.id');
    const token = await house.tokenOf('naik@contoh.id');
    const { personId } = (await house.viewerWithToken(token)).viewer;
    const { rows } = await house.database.ownerPool.query<{ id: string }>('select id from agency limit 1');
    const agencyId = rows[0]!.id;
    await house.database.ownerPool.query(`update person set role = 'LIAISON_OFFICER', agency_id = $2 where id = $1`, [
      personId,
      agencyId,
    ]);
    expect((await house.viewerWithToken(token)).viewer).toMatchObject({ role: 'LIAISON_OFFICER', agencyId });
    await house.database.ownerPool.query('update person set deactivated_at = now() where id = $1', [personId]);
    expect(await house.viewerWithToken(token)).toEqual({
      viewer: PUBLIC_VIEWER,
      sessionExpiresAt: null,
      reason: 'DEACTIVATED',
    });
  });

  it('an empty or unknown role is denied everything', async () => {
    await house.register('kosong@contoh.id');
    const token = await house.tokenOf('kosong@contoh.id');
    const { personId } = (await house.viewerWithToken(token)).viewer;
    await house.database.ownerPool.query('alter table person drop constraint person_role_check');
    for (const role of ['', 'ROOT']) {
      await house.database.ownerPool.query('update person set role = $2 where id = $1', [personId, role]);
      expect(await house.viewerWithToken(token)).toMatchObject({ viewer: PUBLIC_VIEWER, reason: 'ROLE_UNKNOWN' });
    }
  });

  it('nobody chooses their own role, name a person or confirm an address by adding fields to a request', async () => {
    const extra = { role: 'ADMIN', emailVerified: true, twoFactorEnabled: true, phoneNumberVerified: true };
    const email = 'serakah@contoh.id';
    const answer = await house.post('/sign-up/email', { name: 'S', email, password: PASSWORD, ...extra });
    const { rows } = await house.database.ownerPool.query<{ ok: boolean }>(
      'select "emailVerified" or coalesce("twoFactorEnabled", false) as ok from auth."user" where email = $1',
      [email],
    );
    expect(answer.status === 200 ? rows : [{ ok: false }]).toEqual([{ ok: false }]);
  });
});

describe('what is offered over HTTP', () => {
  it.each(['/sign-in/phone-number', '/update-user', '/delete-user', '/change-email', '/two-factor/send-otp'])(
    'what is not on the list is not found: %s',
    async (path) => {
      expect((await house.post(path, { phoneNumber: '+6281234567890', password: PASSWORD, name: 'x' })).status).toBe(
        404,
      );
    },
  );

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'a body that a foreign form could send is refused: %s',
    async (type) => {
      const body = { email: 'maman@contoh.id', password: PASSWORD };
      expect((await house.post('/sign-in/email', body, { 'content-type': type })).status).toBe(400);
    },
  );

  it('in production the cookie is for secure connections only', async () => {
    const production = await SignInHouse.open({ production: true }, house.database);
    await production.register('aman@contoh.id');
    const { headers, cookie } = await production.post('/sign-in/email', {
      email: 'aman@contoh.id',
      password: PASSWORD,
    });
    expect(headers.getSetCookie()[0]).toMatch(/^__Secure-tuntas\.session_token=.*; Secure/);
    expect((await production.signIn.viewerOf(new Headers({ cookie }))).viewer.kind).toBe('PERSON');
  });

  it('the session’s key as the database has it opens nothing: a token needs its signature', async () => {
    await house.register('salinan@contoh.id');
    const { body } = await house.post('/sign-in/email', { email: 'salinan@contoh.id', password: PASSWORD });
    expect((await house.viewerWithToken(body!['token'] as string)).viewer).toEqual(PUBLIC_VIEWER);
  });

  it.each([
    ['/phone-number/verify', { phoneNumber: '0812345678\0', code: '123456' }],
    ['/reset-password', { token: 'a\0', newPassword: PASSWORD }],
    ['/sign-up/email', { email: 'nol@contoh.id', password: PASSWORD, name: '\ud800' }],
  ])('text that no database keeps is refused: %s', async (path, body) => {
    expect(await house.post(path, body)).toMatchObject({ status: 400, body: { code: 'MALFORMED' } });
  });

  it('a body over 16 KiB is refused unread', async () => {
    const refused = await house.post('/sign-in/email', { email: 'a@b.id', password: 'x'.repeat(20_000) });
    expect(refused.status).toBe(413);
  });
});
