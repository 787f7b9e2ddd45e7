import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { policyMatrix } from '../../src/platform/graphql/policy.ts';
import { testDatabase } from '../database/test-database.ts';
import { startTuntas, type Credential, type TuntasServer } from '../journeys/tuntas-server.ts';
import { leastSelection, requestOf, rootFields, schema, type RootField } from './operations.ts';
import { table } from './table.ts';

const GROUPS = [
  ...['PUBLIC', 'RECEIPT', 'CITIZEN', 'LIAISON_OFFICER', 'ADMIN', 'EXECUTIVE', 'INTERN', 'OVERSEER'],
  'THIRD_PARTY_APP',
] as const;

const ACCOUNTS: Readonly<Record<string, string>> = {
  CITIZEN: 'citizen-maman',
  LIAISON_OFFICER: 'officer-bandung',
  ADMIN: 'admin-sari',
  EXECUTIVE: 'executive-jabar',
  INTERN: 'intern-dewi',
  OVERSEER: 'overseer-ombudsman',
};

const FILE = `mutation ($input: FileReportInput!) {
  fileReport(input: $input) { ... on FiledReport { trackingId receipt } }
}`;

let tuntas: TuntasServer;
const credentials = new Map<string, Credential>([['PUBLIC', null]]);

beforeAll(async () => {
  const db = await testDatabase();
  tuntas = await startTuntas(db);
  await Promise.all(
    Object.entries(ACCOUNTS).map(async ([role, account]) => credentials.set(role, await tuntas.signIn(account))),
  );
  const input = { idempotencyKey: randomUUID(), title: 'PJU', body: 'Gelap pada malam hari.' };
  type Filed = { fileReport: { trackingId: string; receipt: string } };
  const { fileReport: filed } = await tuntas.query<Filed>(null, FILE, { input });
  credentials.set('RECEIPT', `Receipt ${filed.trackingId}.${filed.receipt}`);
  // No demo account is a program: one of the citizens becomes one.
  await db.ownerPool.query(`update person set role = 'THIRD_PARTY_APP' where display_name = 'Siti Aminah'`);
  credentials.set('THIRD_PARTY_APP', await tuntas.signIn('citizen-siti'));
});

/** The error codes a root field answers to this group with. */
async function codesOf(root: RootField, group: string): Promise<unknown[]> {
  const credential = credentials.get(group)!;
  const streaming = root.operation === 'subscription';
  // A cursor nobody was given ends a stream at once, after the policy was asked.
  const request = requestOf(root, leastSelection(root.field), (name) =>
    name === 'after' && streaming ? 'x' : undefined,
  );
  if (!streaming) {
    const { errors } = await tuntas.ask(credential, request.query, request.variables);
    return (errors ?? []).map((error) => error.extensions?.code);
  }
  return new Promise((resolve, reject) => {
    tuntas.socket(credential).subscribe(request, {
      next: ({ errors }) => resolve((errors ?? []).map((error) => error.extensions?.code)),
      error: (errors) =>
        Array.isArray(errors) ? resolve(errors.map((error) => error.extensions?.code)) : reject(errors as Error),
      complete: () => resolve([]),
    });
  });
}

test('who may use which root field is what was reviewed', async () => {
  const matrix = policyMatrix(schema);
  const rows = Object.entries(matrix).map(([name, groups]) => {
    const allowed = groups === 'everybody' ? GROUPS : groups.split(' ');
    return [name, ...GROUPS.map((group) => (allowed.includes(group) ? '●' : '·'))];
  });
  const legend = '# Who may use which root field (● may, · may not). What they then see of it: field-matrix.txt.\n\n';
  await expect(legend + table(['', ...GROUPS], rows)).toMatchFileSnapshot('./policy-matrix.txt');
});

test.each(GROUPS)('%s is denied every root field that is not theirs, and no other', async (group) => {
  const matrix = policyMatrix(schema);
  const denial = group === 'PUBLIC' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  const wrong: string[] = [];
  await Promise.all(
    rootFields.map(async (root) => {
      const codes = await codesOf(root, group);
      const denied = codes.includes('UNAUTHENTICATED') || codes.includes('FORBIDDEN');
      const groups = matrix[root.name]!;
      const allowed = groups === 'everybody' || groups.split(' ').includes(group);
      if (denied === allowed || (denied && codes.join() !== denial)) wrong.push(`${root.name}: ${codes.join()}`);
      if (codes.includes('GRAPHQL_VALIDATION_FAILED') || codes.includes('INTERNAL')) {
        wrong.push(`${root.name} was not asked properly: ${codes.join()}`);
      }
    }),
  );
  expect(wrong).toEqual([]);
});
