import { createHmac } from 'node:crypto';
import type pg from 'pg';

/** The login with which requests are served: it owns nothing and may do nothing until it takes a role. */
export const API_LOGIN = 'tuntas_api';

/**
 * Gives the login a password on a database server that is not our own, and returns the address under which to use it.
 * The password follows from the secret, so several replicas with one secret agree without talking to each other.
 */
export async function openApiLogin(owner: pg.Pool, ownerUrl: string, secret: string): Promise<string> {
  const password = createHmac('sha256', secret).update(`login ${API_LOGIN}`).digest('base64url');
  const client = await owner.connect();
  try {
    // Replicas start together; two simultaneous changes of one role would fail ("tuple concurrently updated").
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(7421004)');
    await client.query(`alter role ${API_LOGIN} with password ${client.escapeLiteral(password)}`);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
  return withLogin(ownerUrl, password);
}

function withLogin(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = API_LOGIN;
  url.password = password;
  for (const name of ['user', 'password']) url.searchParams.delete(name);
  return url.toString();
}
