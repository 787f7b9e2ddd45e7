import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../platform/clock/clock.ts';
import { asSystem } from '../platform/database/system-transaction.ts';
import type { Role } from './viewer.ts';

/** What sign-in needs to know of a person. The role is text as stored: whether it means anything is decided later. */
export interface KnownPerson {
  id: string;
  role: string;
  agencyId: string | null;
  deactivatedAt: Date | null;
}

export interface NewPerson {
  authUserId: string;
  displayName: string;
  role: Role;
  agencyId: string | null;
}

/** Connects the accounts of the sign-in schema with the people of Tuntas. Works as the system role. */
export class PersonDirectory {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** The person behind an account; the first sight of an account makes them a citizen, once, however many look. */
  async ofAccount(authUserId: string, displayName: string): Promise<KnownPerson> {
    return asSystem(this.pool, async (client) => {
      const known = await findPerson(client, authUserId);
      if (known) return known;
      await this.insert(client, { authUserId, displayName, role: 'CITIZEN', agencyId: null });
      const created = await findPerson(client, authUserId);
      if (!created) throw new Error('A person was neither found nor created.');
      return created;
    });
  }

  /** The id of the person behind an account, or null when nobody has signed in with it yet. */
  async idOfAccount(authUserId: string): Promise<string | null> {
    const person = await asSystem(this.pool, (client) => findPerson(client, authUserId));
    return person?.id ?? null;
  }

  /** The account a person signs in with, or null. */
  async accountOf(personId: string): Promise<string | null> {
    return asSystem(this.pool, async (client) => {
      const { rows } = await client.query<{ authUserId: string | null }>(
        'select auth_user_id as "authUserId" from person where id = $1',
        [personId],
      );
      return rows[0]?.authUserId ?? null;
    });
  }

  /** Adds a person with a role. Throws when the account has a person already. */
  async add(person: NewPerson): Promise<string> {
    return asSystem(this.pool, async (client) => {
      const id = await this.insert(client, person);
      if (id === null) throw new Error('This account belongs to a person already.');
      return id;
    });
  }

  private async insert(client: PoolClient, person: NewPerson): Promise<string | null> {
    const { rows } = await client.query<{ id: string }>(
      `insert into person (id, auth_user_id, display_name, role, agency_id, created_at)
       values (uuidv7(), $1, $2, $3, $4, $5) on conflict (auth_user_id) do nothing returning id`,
      [person.authUserId, person.displayName, person.role, person.agencyId, this.clock.now()],
    );
    return rows[0]?.id ?? null;
  }
}

async function findPerson(client: PoolClient, authUserId: string): Promise<KnownPerson | null> {
  const { rows } = await client.query<KnownPerson>(
    `select id, role, agency_id as "agencyId", deactivated_at as "deactivatedAt" from person where auth_user_id = $1`,
    [authUserId],
  );
  return rows[0] ?? null;
}
