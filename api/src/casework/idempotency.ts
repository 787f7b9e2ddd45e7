import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../people/viewer.ts';
import { refuse, RefusedError } from '../platform/graphql/refusals.ts';

/** A create that its client may send again when it did not hear the answer. */
export interface Repeatable {
  /** A uuid the client made for this one intention. */
  readonly key: string;
  readonly command: string;
  readonly input: unknown;
}

interface Earlier<T> {
  command: string;
  same: boolean;
  result: T | null;
}

/**
 * Runs `create` once for a key, however often and however much in parallel it is asked for; everybody gets the first
 * answer. The same key with other input is refused. The key is written in the caller's transaction, so it exists exactly
 * when the effect does.
 */
export async function once<T extends object>(
  em: EntityManager,
  viewer: Viewer,
  { key, command, input }: Repeatable,
  now: Date,
  create: () => Promise<T>,
): Promise<T> {
  const scope = viewer.personId ?? 'public';
  const hash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  // The database shows what a key was answered only to whoever says that they hold it.
  await em.execute(`select set_config('tuntas.idempotency_key', ?, true)`, [key]);
  // A parallel request with the same key waits here until the first one has committed or rolled back.
  const taken = await em.execute<unknown[]>(
    `insert into idempotency (scope, key, command, request_hash, created_at)
     values (?, ?::uuid, ?, decode(?, 'hex'), ?::timestamptz) on conflict do nothing returning true as taken`,
    [scope, key, command, hash, now.toISOString()],
  );
  if (taken.length > 0) {
    const result = await create();
    await em.execute('update idempotency set result = ?::jsonb where scope = ? and key = ?::uuid', [
      JSON.stringify(result),
      scope,
      key,
    ]);
    return result;
  }
  const [earlier] = await em.execute<Earlier<T>[]>(
    `select command, request_hash = decode(?, 'hex') as same, result from idempotency where scope = ? and key = ?::uuid`,
    [hash, scope, key],
  );
  if (earlier?.command !== command || !earlier.same || earlier.result === null) {
    throw new RefusedError(refuse('IDEMPOTENCY_KEY_REUSED'));
  }
  return earlier.result;
}
