import type { Pool, PoolClient } from 'pg';

/**
 * Runs `work` in one transaction as the system role: for what no viewer asks for, such as sweeping, sending messages
 * and finding out who a viewer is. Rolled back when it throws.
 */
export async function asSystem<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin; set local role tuntas_system');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    const alive = await client.query('rollback').then(
      () => true,
      () => false,
    );
    client.release(!alive);
    throw error;
  }
}
