import type { Pool, PoolClient } from 'pg';
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

/** Replicas start together; whoever makes the accounts holds this lock. */
const DEMO_LOCK = 7421005;

/**
 * Makes the accounts that do not exist yet and returns the person behind each key. Running it again changes nothing,
 * not even a password somebody changed meanwhile.
 */
export async function createDemoAccounts(
  signIn: Pick<SignIn, 'createAccount' | 'personWith'>,
  pool: Pool,
  plans: readonly DemoAccountPlan[],
): Promise<ReadonlyMap<string, string>> {
  return asSystem(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [DEMO_LOCK]);
    const agencies = await agencyIds(client, plans);
    const people = new Map<string, string>();
    for (const { key, agencyCode, ...plan } of plans) {
      const agencyId = agencyCode === null ? null : agencies.get(agencyCode);
      if (agencyId === undefined)
        throw new Error(`The demo account ${key} works for ${agencyCode}, which is not there.`);
      const known = await signIn.personWith({ email: plan.email });
      people.set(key, known ?? (await signIn.createAccount({ ...plan, agencyId })).personId);
    }
    return people;
  });
}

async function agencyIds(client: PoolClient, plans: readonly DemoAccountPlan[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ code: string; id: string }>(
    'select code, id from agency where code = any($1::text[])',
    [plans.flatMap((plan) => plan.agencyCode ?? [])],
  );
  return new Map(rows.map((row) => [row.code, row.id]));
}
