import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../clock/clock.ts';
import { asSystem } from '../database/system-transaction.ts';
import type { MessageChannel, MessageSenders, OutgoingMessage } from './message.ts';

/** A message is tried this often (over about six hours), then left with its last error. */
export const MOST_ATTEMPTS = 12;

/** After the n-th failure a message waits until 2^n × 10 seconds after it was written. */
const FIRST_RETRY_SECONDS = 10;

export interface MessageDeliveryOptions {
  pool: Pool;
  clock: Clock;
  senders: MessageSenders;
  /** How long until the next look for messages written elsewhere, in milliseconds. */
  pollMs?: number;
  /** Told of every failure; the text names neither recipient nor content. */
  onFailure?: (failure: { messageId: string; channel: MessageChannel; attempts: number; reason: string }) => void;
}

interface MessageRow {
  id: string;
  channel: MessageChannel;
  recipient: string;
  subject: string | null;
  body: string;
  attempts: number;
}

/**
 * Sends what stands in the outbox, oldest first. Any number of processes may do so: each takes a message by locking its
 * row, and one that dies lets go of it. Delivery is at-least-once; the id lets the receiver drop a repetition.
 */
export class MessageDelivery {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private again = false;
  private stopped = true;

  constructor(private readonly options: MessageDeliveryOptions) {}

  /** Delivers from now on, at once when woken and otherwise every `pollMs`. */
  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** Looks for messages now. */
  wake(): void {
    if (this.stopped) return;
    if (this.round) {
      this.again = true;
      return;
    }
    if (this.timer) clearTimeout(this.timer);
    this.round = this.deliverDue()
      .then(() => undefined)
      // The database is away: the next round tries again.
      .catch(() => undefined)
      .finally(() => this.schedule());
  }

  /** Finishes the message in hand and stops. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.round;
    for (const sender of new Set(Object.values(this.options.senders))) await sender.close?.();
  }

  /** Tries every message that is due, once each, and returns how many were sent. */
  async deliverDue(): Promise<number> {
    let sent = 0;
    for (;;) {
      const outcome = await asSystem(this.options.pool, (client) => this.deliverNext(client));
      if (outcome === 'NONE') return sent;
      if (outcome === 'SENT') sent += 1;
    }
  }

  private schedule(): void {
    this.round = null;
    if (this.stopped) return;
    if (this.again) {
      this.again = false;
      this.wake();
      return;
    }
    this.timer = setTimeout(() => this.wake(), this.options.pollMs ?? 2_000);
    this.timer.unref();
  }

  private async deliverNext(client: PoolClient): Promise<'NONE' | 'SENT' | 'FAILED'> {
    const now = this.options.clock.now();
    const { rows } = await client.query<MessageRow>(
      `select id, channel, recipient, subject, body, attempts from message
       where sent_at is null and attempts < $2
         and (attempts = 0 or created_at + interval '1 second' * ($3 * 2 ^ attempts) <= $1)
       order by created_at, id limit 1 for update skip locked`,
      [now, MOST_ATTEMPTS, FIRST_RETRY_SECONDS],
    );
    const row = rows[0];
    if (!row) return 'NONE';
    try {
      await this.options.senders[row.channel].send(outgoing(row));
    } catch (error) {
      await this.noteFailure(client, row, error);
      return 'FAILED';
    }
    await client.query('update message set sent_at = $2, attempts = attempts + 1, last_error = null where id = $1', [
      row.id,
      now,
    ]);
    return 'SENT';
  }

  private async noteFailure(client: PoolClient, row: MessageRow, error: unknown): Promise<void> {
    const attempts = row.attempts + 1;
    const text = error instanceof Error ? error.message : String(error);
    await client.query('update message set attempts = $2, last_error = $3 where id = $1', [
      row.id,
      attempts,
      text.slice(0, 500),
    ]);
    // A server's own words may quote the recipient, so only the kind of error goes further than the row.
    const reason = error instanceof Error ? String((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown';
    this.options.onFailure?.({ messageId: row.id, channel: row.channel, attempts, reason });
  }
}

function outgoing(row: MessageRow): OutgoingMessage {
  const { id, channel, recipient, subject, body } = row;
  return { id, channel, recipient, body, ...(subject === null ? {} : { subject }) };
}
