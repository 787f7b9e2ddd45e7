import type { Pool } from 'pg';
import { asSystem } from '../platform/database/system-transaction.ts';
import type { SignIn } from './sign-in.ts';
import type { Role } from './viewer.ts';

/** One account of the demonstration, as the seeds describe it. */
export interface DemoAccountPlan {
  key: string;
  name: string;
  email: string;
  phone: string | null;
  role: Role;
  /** Code of the agency; the agency must exist. */
  agencyCode: string | null;
  password: string;
}

/**
 * Makes the accounts that do not exist yet and returns the person behind each key. Running it again changes nothing,
 * not even a password somebody changed meanwhile.
 */
export async function createDemoAccounts(
  signIn: Pick<SignIn, 'createAccount' | 'personWith'>,
  pool: Pool,
  plans: readonly DemoAccountPlan[],
): Promise<ReadonlyMap<string, string>> {
  const agencies = await agencyIds(pool, plans);
  const people = new Map<string, string>();
  for (const { key, agencyCode, ...plan } of plans) {
    const agencyId = agencyCode === null ? null : agencies.get(agencyCode);
    if (agencyId === undefined) throw new Error(`The demo account ${key} works for ${agencyCode}, which is not there.`);
    const known = await signIn.personWith({ email: plan.email });
    people.set(key, known ?? (await signIn.createAccount({ ...plan, agencyId })).personId);
  }
  return people;
}

async function agencyIds(pool: Pool, plans: readonly DemoAccountPlan[]): Promise<Map<string, string>> {
  const codes = plans.flatMap((plan) => plan.agencyCode ?? []);
  return asSystem(pool, async (client) => {
    const { rows } = await client.query<{ code: string; id: string }>(
      'select code, id from agency where code = any($1::text[])',
      [codes],
    );
    return new Map(rows.map((row) => [row.code, row.id]));
  });
}
