import type { Pool, PoolClient } from 'pg';
import { brokenChain } from './verification/chains.ts';
import { brokenLog } from './verification/log.ts';
import { brokenRoot, type KnownRoot } from './verification/roots.ts';

/** What is verified, in this order. */
export type Stage = 'CHAINS' | 'LOG' | 'ROOTS';

export interface VerificationOptions {
  /** Roots somebody kept outside of the database. */
  readonly knownRoots?: readonly KnownRoot[];
  /** Rows read at a time: what bounds the memory. */
  readonly batchSize?: number;
  /** Called after every batch with the rows of this stage so far. */
  onProgress?(stage: Stage, done: number): void;
}

/** The answer: how much was verified, and the first thing that is not as it was written, in words. */
export interface Verification {
  readonly events: number;
  readonly logged: number;
  readonly roots: number;
  /** The first break in the order of the stages; null when everything is as it was written. */
  readonly broken: string | null;
}

/** What a stage found: how many rows it looked at, and the first break. */
export interface StageResult {
  readonly done: number;
  readonly broken: string | null;
}

/** What a stage works with. */
export interface StageWork {
  readonly client: PoolClient;
  readonly batchSize: number;
  progress(done: number): void;
}

/**
 * Verifies the whole audit log (AUD-1): every event's hash is computed again and every subject's chain followed; the
 * global log must be dense, chained and complete; every root must stand in it. All of it looks at one moment of the
 * database, so the server may go on writing. The pool must belong to the owner of the tables: row policies hide events
 * from others.
 */
export async function verifyAudit(pool: Pool, options: VerificationOptions = {}): Promise<Verification> {
  const { knownRoots = [], batchSize = 5_000, onProgress } = options;
  const client = await pool.connect();
  const work = (stage: Stage): StageWork => ({
    client,
    batchSize,
    progress: (done) => onProgress?.(stage, done),
  });
  try {
    await client.query('begin isolation level repeatable read read only');
    const chains = await brokenChain(work('CHAINS'));
    const log = chains.broken === null ? await brokenLog(work('LOG')) : { done: 0, broken: null };
    const before = chains.broken ?? log.broken;
    const roots = before === null ? await brokenRoot(work('ROOTS'), knownRoots) : { done: 0, broken: null };
    return { events: chains.done, logged: log.done, roots: roots.done, broken: before ?? roots.broken };
  } finally {
    await client.query('rollback').finally(() => client.release());
  }
}
