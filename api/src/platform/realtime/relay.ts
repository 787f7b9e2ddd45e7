import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { Bell } from './bell.ts';
import { endQuietly, EVENTS_CHANNEL, type OpenConnection } from './connection.ts';

/** What relay and hub need of a logger; pino's fits. */
export interface RealtimeLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface RelayOptions {
  open: OpenConnection;
  log: RealtimeLog;
  /** Milliseconds between looks at the outbox while nothing happens. */
  pollMs?: number;
  /** Milliseconds between attempts of a stand-by to become the leader, and after a failure. */
  standbyMs?: number;
  /** Most events numbered in one transaction. */
  batchSize?: number;
}

/** Any constant will do, as long as every relay of a database asks for the same lock. */
const LEADER_LOCK = 7_406_827_001;

/**
 * Where the log ends. Everything at or before this (xid, id) is numbered already: xids below the snapshot's xmin are
 * decided for good, so no event can appear behind it.
 */
const TAIL = `
  select l.position, l.hash, e.xid::text as xid, e.id
  from (select position, event_id, hash from event_log order by position desc limit 1) l
  join event e on e.id = l.event_id`;

/**
 * The next events. Ids alone are no order: a slow transaction takes its id early and commits late. Nothing at or above
 * the oldest transaction still running is read, so a row can never commit behind the tail.
 */
const NEXT_EVENTS = `
  select id, hash from event
  where (xid, id) > ($1::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
  order by xid, id limit $3`;

/** Numbers and announces in one statement, which is one transaction. */
const APPEND = `
  with logged as (
    insert into event_log (position, event_id, hash, logged_at)
    select position, event_id, hash, now()
    from unnest($1::bigint[], $2::bigint[], $3::bytea[]) as entry (position, event_id, hash)
    returning position
  )
  select pg_notify('${EVENTS_CHANNEL}', max(position)::text) from logged`;

/**
 * Numbers events densely into `event_log`, in the order in which their transactions began, and announces the last
 * position. Any number of relays may run; one leads, the others stand by. All its state is in the database, so it may
 * die at any moment.
 */
export class Relay {
  private readonly bell = new Bell();
  private readonly pollMs: number;
  private readonly standbyMs: number;
  private readonly batchSize: number;
  private stopping = false;
  private running: Promise<void> | null = null;
  private leads = false;

  constructor(private readonly options: RelayOptions) {
    this.pollMs = options.pollMs ?? 50;
    this.standbyMs = options.standbyMs ?? 500;
    this.batchSize = options.batchSize ?? 500;
  }

  /** Whether this relay is the one that numbers. */
  get isLeader(): boolean {
    return this.leads;
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.bell.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.serve();
      } catch (error) {
        this.options.log.warn({ err: error }, 'The relay lost its connection and starts over');
        await this.pause(this.standbyMs);
      }
    }
  }

  /** One connection's life: stand by, lead, until the connection breaks or the relay is stopped. */
  private async serve(): Promise<void> {
    const client = await this.options.open();
    // The next query fails and says so; without a listener the process would end.
    client.on('error', () => undefined);
    try {
      while (!this.stopping && !(await takesTheLead(client))) await this.pause(this.standbyMs);
      if (this.stopping) return;
      this.leads = true;
      this.options.log.info({}, 'This relay numbers the events');
      await this.lead(client);
    } finally {
      this.leads = false;
      // Ending the session gives up the leader's lock.
      await endQuietly(client);
    }
  }

  private async lead(client: Client): Promise<void> {
    while (!this.stopping) {
      const numbered = await numberBatch(client, this.batchSize);
      if (numbered < this.batchSize) await this.pause(this.pollMs);
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    if (!this.stopping) await this.bell.wait(milliseconds);
  }
}

/** Asks without waiting: a waiting session would hold a snapshot and keep vacuum from its work. */
async function takesTheLead(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [LEADER_LOCK]);
  return rows[0]!.leads;
}

interface Tail {
  position: string;
  hash: Buffer;
  xid: string;
  id: string;
}

/**
 * Numbers up to `limit` events and returns how many there were. Its statements are planned anew each time: a plan kept
 * from when the tables were small read all of a large one (0.1 s for a look that found nothing among 100,000).
 */
async function numberBatch(client: Client, limit: number): Promise<number> {
  const { rows: tails } = await client.query<Tail>(TAIL);
  const tail = tails[0] ?? { position: '0', hash: Buffer.alloc(0), xid: '0', id: '0' };
  const { rows: events } = await client.query<{ id: string; hash: Buffer }>(NEXT_EVENTS, [tail.xid, tail.id, limit]);
  if (events.length === 0) return 0;

  const first = BigInt(tail.position) + 1n;
  const positions = events.map((_event, index) => String(first + BigInt(index)));
  let hash = tail.hash;
  const hashes = events.map((event) => (hash = chained(hash, event.hash)));
  // A second writer, should there ever be one, fails on the primary key instead of making a second history.
  await client.query(APPEND, [positions, events.map(({ id }) => id), hashes]);
  return events.length;
}

/** The hash of a log entry: SHA-256 over the previous entry's hash (nothing, for the first) and the event's own. */
export function chained(previous: Buffer, eventHash: Buffer): Buffer {
  return createHash('sha256').update(previous).update(eventHash).digest();
}
