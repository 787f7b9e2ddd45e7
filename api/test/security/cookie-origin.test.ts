import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '../../seeds/demo-accounts.ts';
import { testDatabase } from '../database/test-database.ts';
import { startTuntas, type TuntasServer } from '../journeys/tuntas-server.ts';

const OWN = 'https://console.example';
const HOME = 'https://tuntas.example';

let tuntas: TuntasServer;
let cookie: string;
let token: string;

beforeAll(async () => {
  const env = { PUBLIC_URL: HOME, ALLOWED_ORIGINS: `${HOME},${OWN}` };
  tuntas = await startTuntas(await testDatabase(), { env });
  const response = await fetch(`${tuntas.url}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: HOME },
    body: JSON.stringify({ email: 'admin-sari@demo.tuntas.example', password: DEMO_PASSWORD }),
  });
  token = response.headers.get('set-auth-token')!;
  cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
});

/** What the server makes of a request with these headers: its status, and who it takes the sender for. */
async function ask(headers: Record<string, string>, query = '{ viewer { kind } }'): Promise<[number, string]> {
  // Node's fetch says of itself `Sec-Fetch-Mode: cors`, and nothing of where from.
  const response = await fetch(`${tuntas.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { viewer: { kind: string } };
    errors?: { extensions: { reason: string } }[];
  };
  return [response.status, data?.viewer.kind ?? errors![0]!.extensions.reason];
}

describe('a session cookie', () => {
  test('counts from an allowed origin', async () => {
    expect(await ask({ cookie, origin: OWN })).toEqual([200, 'PERSON']);
    expect(await ask({ cookie, origin: HOME })).toEqual([200, 'PERSON']);
  });

  test.each<[string, Record<string, string>]>([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a foreign origin that looks alike', { origin: `${OWN}.evil.example` }],
    ['the origin null', { origin: 'null' }],
    ['no origin', {}],
    ['no origin, from another site', { 'sec-fetch-site': 'cross-site' }],
    [
      'a foreign origin that calls itself the same',
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
  ])('is refused with %s', async (_name, headers) => {
    const mutation = 'mutation { claimReport(reportId: "UmVwb3J0Og") { __typename } }';
    expect(await ask({ cookie, ...headers })).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    expect(await ask({ cookie, ...headers }, mutation)).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
  });

  test('counts without an origin where the browser says that it asks from the same one', async () => {
    expect(await ask({ cookie, 'sec-fetch-site': 'same-origin' })).toEqual([200, 'PERSON']);
  });
});

test('a bearer token counts from everywhere: no browser sends it by itself', async () => {
  const authorization = `Bearer ${token}`;
  expect(await ask({ authorization })).toEqual([200, 'PERSON']);
  expect(await ask({ authorization, cookie, origin: 'https://evil.example' })).toEqual([200, 'PERSON']);
});

test('cookies that sign nobody in are nobody’s business', async () => {
  expect(await ask({ cookie: 'theme=dark', origin: 'https://evil.example' })).toEqual([200, 'PUBLIC']);
});
