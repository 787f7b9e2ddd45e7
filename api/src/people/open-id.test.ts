import { createHash, createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, SignInHouse } from './sign-in.fixture.ts';

interface Claims {
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
}

/** An OpenID Connect provider on a port of its own: one client, everybody consents. */
class Provider {
  private readonly server: Server;
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly grants = new Map<string, { nonce: string | null; challenge: string | null; claims: Claims }>();
  signingKey = this.keys.privateKey;
  url = '';

  constructor() {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const answer = this.answer(request.url ?? '', new URLSearchParams(body));
        response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
  }

  async open(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** What a browser does at the provider: consents, and comes back with a code and the state. */
  consent(authorizationUrl: string, claims: Claims): string {
    const asked = new URL(authorizationUrl).searchParams;
    const code = randomUUID();
    this.grants.set(code, { nonce: asked.get('nonce'), challenge: asked.get('code_challenge'), claims });
    const back = new URL(asked.get('redirect_uri')!);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state')!);
    return back.toString();
  }

  private answer(path: string, form: URLSearchParams): object | null {
    if (path === '/.well-known/openid-configuration') {
      return {
        issuer: this.url,
        authorization_endpoint: `${this.url}/authorize`,
        token_endpoint: `${this.url}/token`,
        jwks_uri: `${this.url}/jwks`,
        id_token_signing_alg_values_supported: ['RS256'],
      };
    }
    if (path === '/jwks') {
      return { keys: [{ ...this.keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] };
    }
    const grant = this.grants.get(form.get('code') ?? '');
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (path !== '/token' || !grant || verifier !== grant.challenge) return null;
    this.grants.delete(form.get('code')!);
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token: this.idToken(grant) };
  }

  private idToken(grant: { nonce: string | null; claims: Claims }): string {
    const now = Math.floor(Date.now() / 1000);
    const payload = { ...grant.claims, iss: this.url, aud: 'tuntas', iat: now, exp: now + 60, nonce: grant.nonce };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(payload)}`;
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), this.signingKey).toString('base64url')}`;
  }
}

const provider = new Provider();
let house: SignInHouse;
beforeAll(async () => {
  await provider.open();
  house = await SignInHouse.open({
    openIdProvider: {
      id: 'oidc',
      discoveryUrl: `${provider.url}/.well-known/openid-configuration`,
      clientId: 'tuntas',
      clientSecret: 'rahasia',
    },
  });
});
afterAll(() => provider.close());

/** Goes to the provider and back as a browser would; the token of the session, or null, and where it ended. */
async function signInAs(claims: Claims): Promise<{ token: string | null; location: string | null; status: number }> {
  const begun = await house.post('/sign-in/social', { provider: 'oidc', callbackURL: '/', errorCallbackURL: '/gagal' });
  const back = provider.consent(begun.body!['url'] as string, claims);
  const response = await fetch(back, { redirect: 'manual', headers: { cookie: begun.cookie } });
  const { headers, status } = response;
  await response.body?.cancel();
  return { token: headers.get('set-auth-token'), location: headers.get('location'), status };
}

describe('INT-4 sign-in by an OpenID Connect provider', () => {
  it('who the provider vouches for is signed in, as the same person each time', async () => {
    const claims = { sub: '3204', email: 'asn@provider.example', email_verified: true, name: 'Dadang Suryana' };
    const visit = async (): Promise<string | null> => {
      const { token } = await signInAs(claims);
      const { viewer } = await house.viewerWithToken(token!);
      expect(viewer).toMatchObject({ kind: 'PERSON', role: 'CITIZEN' });
      return viewer.personId;
    };
    const first = await visit();
    expect(await visit()).toBe(first);
    expect(await house.signIn.contactOf(first!)).toEqual({ email: 'asn@provider.example', phone: null });
  });

  it('the provider cannot take over an account that was made with a password', async () => {
    await house.register('korban@contoh.id');
    const claims = { sub: '666', email: 'korban@contoh.id', email_verified: true, name: 'Penyusup' };
    expect((await signInAs(claims)).token).toBeNull();
    await expect(house.tokenOf('korban@contoh.id', PASSWORD)).resolves.not.toBe('');
  });

  it('a token signed by somebody else signs nobody in', async () => {
    const real = provider.signingKey;
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    provider.signingKey = createPrivateKey(foreign.export({ type: 'pkcs8', format: 'pem' }));
    const claims = { sub: '3205', email: 'palsu@provider.example', email_verified: true, name: 'Palsu' };
    const { token } = await signInAs(claims);
    provider.signingKey = real;
    expect(token).toBeNull();
  });

  it('the way back works only in the browser that began it', async () => {
    const begun = await house.post('/sign-in/social', { provider: 'oidc', callbackURL: '/' });
    const claims = { sub: '3206', email: 'lain@provider.example', email_verified: true, name: 'Lain' };
    const back = provider.consent(begun.body!['url'] as string, claims);
    const response = await fetch(back, { redirect: 'manual' });
    await response.body?.cancel();
    expect(response.headers.get('set-auth-token')).toBeNull();
  });

  it('people are not sent on to a foreign address', async () => {
    const refused = await house.post('/sign-in/social', { provider: 'oidc', callbackURL: 'https://jahat.example' });
    expect(refused.status).toBe(403);
  });
});
