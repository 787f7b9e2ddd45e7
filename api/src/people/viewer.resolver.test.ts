import { beforeAll, expect, it } from 'vitest';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { PASSWORD, SignInHouse } from './sign-in.fixture.ts';
import { personViewer, PUBLIC_VIEWER, receiptViewer, type Viewer } from './viewer.ts';

let house: SignInHouse;
let citizen: Viewer;
let admin: Viewer;
beforeAll(async () => {
  house = await SignInHouse.open();
  const make = async (name: string, role: 'CITIZEN' | 'ADMIN'): Promise<Viewer> => {
    const email = `${role.toLowerCase()}@contoh.id`;
    const { personId } = await house.signIn.createAccount({ name, email, password: PASSWORD, role });
    return personViewer(personId, role, null);
  };
  citizen = await make('Maman Riyanto', 'CITIZEN');
  admin = await make('Sari Wulandari', 'ADMIN');
});

/** The answer to `source`, and how many statements it took. */
async function ask(viewer: Viewer, source: string): Promise<{ data: unknown; statements: number }> {
  const { result, statements } = await house.ask(viewer, source);
  expect(result.errors).toBeUndefined();
  return { data: JSON.parse(JSON.stringify(result.data)) as unknown, statements };
}

const VIEWER = '{ viewer { kind person { id displayName role roleLabel } } }';

it('a signed-in person sees who they are, in one statement', async () => {
  expect(await ask(citizen, VIEWER)).toEqual({
    data: {
      viewer: {
        kind: 'PERSON',
        person: {
          id: toGlobalId('Person', citizen.personId!),
          displayName: 'Maman Riyanto',
          role: 'CITIZEN',
          roleLabel: 'Pelapor',
        },
      },
    },
    statements: 1,
  });
});

it('the public and the bearer of a receipt are nobody in particular', async () => {
  expect((await ask(PUBLIC_VIEWER, VIEWER)).data).toEqual({ viewer: { kind: 'PUBLIC', person: null } });
  const receipt = receiptViewer('0197a4a0-0000-7000-8000-000000000001');
  expect((await ask(receipt, VIEWER)).data).toEqual({ viewer: { kind: 'RECEIPT', person: null } });
});

it('IDN-1 a person is not found by others: not by the public, not by citizens, and a citizen not by staff', async () => {
  const find = async (who: Viewer, whom: Viewer): Promise<unknown> =>
    (await ask(who, `{ node(id: "${toGlobalId('Person', whom.personId!)}") { id } }`)).data;
  for (const who of [PUBLIC_VIEWER, citizen]) expect(await find(who, admin)).toEqual({ node: null });
  for (const who of [PUBLIC_VIEWER, admin]) expect(await find(who, citizen)).toEqual({ node: null });
  expect(await find(admin, admin)).toEqual({ node: { id: toGlobalId('Person', admin.personId!) } });
});
