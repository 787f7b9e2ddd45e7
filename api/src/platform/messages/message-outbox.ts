import type { Pool } from 'pg';
import type { Clock } from '../clock/clock.ts';
import { asSystem } from '../database/system-transaction.ts';
import type { NewMessage } from './message.ts';

/** Runs one statement, inside whatever transaction its owner has open. */
export type StatementRunner = (sql: string, params: readonly unknown[]) => Promise<unknown>;

const INSERT = `insert into message (id, channel, recipient, subject, body, created_at)
  values (uuidv7(), $1, $2, $3, $4, $5)`;

/**
 * Where messages are written before they are sent. A message written in a command's own transaction is sent when that
 * command commits, and never when it does not.
 */
export class MessageOutbox {
  /** Called after a message was committed by `enqueue`; the delivery sets it, so that nobody waits for its next round. */
  onEnqueued: () => void = () => undefined;

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** Writes the message in a transaction of its own. */
  async enqueue(message: NewMessage): Promise<void> {
    await asSystem(this.pool, (client) => this.enqueueWithin((sql, params) => client.query(sql, [...params]), message));
    this.onEnqueued();
  }

  /** Writes the message as part of the caller's transaction. */
  async enqueueWithin(run: StatementRunner, message: NewMessage): Promise<void> {
    const { channel, recipient, subject, body } = message;
    await run(INSERT, [channel, recipient, subject ?? null, body, this.clock.now()]);
  }
}
