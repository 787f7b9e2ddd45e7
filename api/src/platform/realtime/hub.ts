import type { Client } from 'pg';
import { Bell } from './bell.ts';
import { endQuietly, EVENTS_CHANNEL, type OpenConnection } from './connection.ts';
import { cursorOf, positionOf } from './cursor.ts';
import { eventsAfter, eventsOnTopics, logBounds } from './event-log.ts';
import type { LiveEvent } from './live-event.ts';
import { LiveStream, type LiveSource } from './live-stream.ts';
import type { RealtimeLog } from './relay.ts';

export interface HubOptions {
  open: OpenConnection;
  log: RealtimeLog;
  /** How many of the latest events can be replayed; an older `after` gets RESYNC_REQUIRED. */
  replayLimit?: number;
  /** Most events that wait for one subscriber. */
  queueLimit?: number;
  /** Milliseconds between looks at the log when no announcement comes, should one get lost. */
  pollMs?: number;
  /** Milliseconds until a lost connection is tried again. */
  reconnectMs?: number;
}

export interface SubscribeOptions {
  topics: readonly string[];
  /** Cursor of the last event seen: the stream begins with the one after it. */
  after?: string | null;
  /** Ends the stream. */
  signal?: AbortSignal;
}

/** Events read from the log at a time. */
const PAGE = 500;

/** Positions searched by one statement of a replay, however few of them concern the subscriber. */
const REPLAY_WINDOW = 5_000n;

/** Follows the event log, once per process, and hands each event to the subscribers of its topics. */
export class Hub implements LiveSource {
  private readonly subscribers = new Map<string, Set<LiveStream>>();
  private readonly bell = new Bell();
  private readonly replays: ReplayConnection;
  private last = 0n;
  private stopping = false;
  private running: Promise<void> | null = null;

  constructor(private readonly options: HubOptions) {
    this.replays = new ReplayConnection(options.open);
  }

  /** The last position handed out. */
  get position(): bigint {
    return this.last;
  }

  /** Begins to follow the log at its present end; resolves when it does. */
  async start(): Promise<void> {
    const client = await this.options.open();
    try {
      this.last = (await logBounds(client)).last;
    } finally {
      await endQuietly(client);
    }
    this.running ??= this.run();
  }

  /** Ends every stream and closes the connections. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.bell.ring();
    await this.running;
    const streams = new Set([...this.subscribers.values()].flatMap((set) => [...set]));
    await Promise.all([...streams].map((stream) => stream.return()));
    await this.replays.end();
  }

  /** The cursor of this moment: read it, then the data, then subscribe `after` it, and nothing is missed. */
  cursor(): string {
    return cursorOf(this.last);
  }

  /** The events on `topics`, each once and in order. Throws CURSOR_INVALID when `after` is no cursor. */
  subscribe({ topics, after, signal }: SubscribeOptions): LiveStream {
    const stream = new LiveStream(this, {
      topics: [...new Set(topics)],
      after: after == null ? undefined : positionOf(after),
      queueLimit: this.options.queueLimit ?? 1_000,
    });
    if (signal?.aborted) void stream.return();
    signal?.addEventListener('abort', () => void stream.return(), { once: true });
    return stream;
  }

  attach(stream: LiveStream): void {
    for (const topic of stream.topics) {
      const streams = this.subscribers.get(topic) ?? new Set();
      this.subscribers.set(topic, streams.add(stream));
    }
  }

  detach(stream: LiveStream): void {
    for (const topic of stream.topics) {
      const streams = this.subscribers.get(topic);
      streams?.delete(stream);
      if (streams?.size === 0) this.subscribers.delete(topic);
    }
  }

  async canReplay(position: bigint): Promise<boolean> {
    const { first, last } = await this.replays.use(logBounds);
    // A cursor from beyond the end belongs to another history, such as one before a restore.
    if (position > last) return false;
    const floor = last - BigInt(this.options.replayLimit ?? 50_000);
    return position >= floor && position >= first - 1n;
  }

  async replay(
    topics: readonly string[],
    after: bigint,
    upTo: bigint,
  ): Promise<{ events: LiveEvent[]; complete: bigint }> {
    const windowEnd = upTo - after > REPLAY_WINDOW ? after + REPLAY_WINDOW : upTo;
    const events = await this.replays.use((client) => eventsOnTopics(client, topics, after, windowEnd, PAGE));
    return { events, complete: events.length === PAGE ? events.at(-1)!.position : windowEnd };
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.follow();
      } catch (error) {
        this.options.log.warn(
          { err: error, position: String(this.last) },
          'The hub lost its connection and reconnects',
        );
        await this.pause(this.options.reconnectMs ?? 500);
      }
    }
  }

  /** One connection's life: listen first, then read, so that nothing is announced in between unheard. */
  private async follow(): Promise<void> {
    const client = await this.options.open();
    let broken = false;
    client.on('notification', () => this.bell.ring());
    client.on('error', () => undefined);
    client.on('end', () => {
      broken = true;
      this.bell.ring();
    });
    try {
      await client.query(`listen ${EVENTS_CHANNEL}`);
      while (!this.stopping) {
        await this.catchUp(client);
        await this.pause(this.options.pollMs ?? 5_000);
        if (broken) throw new Error('The connection ended.');
      }
    } finally {
      await endQuietly(client);
    }
  }

  private async catchUp(client: Client): Promise<void> {
    let events: LiveEvent[];
    do {
      events = await eventsAfter(client, this.last, PAGE);
      for (const event of events) this.handOut(event);
    } while (events.length === PAGE && !this.stopping);
  }

  private handOut(event: LiveEvent): void {
    this.last = event.position;
    for (const topic of event.topics) {
      // A copy, because a stream that overflows leaves the set.
      for (const stream of [...(this.subscribers.get(topic) ?? [])]) stream.deliver(event);
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    if (!this.stopping) await this.bell.wait(milliseconds);
  }
}

/** Replays have a connection of their own and queue behind each other on it, never in front of live events. */
class ReplayConnection {
  private opened: Promise<Client> | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly open: OpenConnection) {}

  use<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    const result = this.turn.then(async () => {
      this.opened ??= this.connect();
      return work(await this.opened);
    });
    this.turn = result.catch(() => undefined);
    return result;
  }

  async end(): Promise<void> {
    const client = await this.opened?.catch(() => null);
    if (client) await endQuietly(client);
  }

  private async connect(): Promise<Client> {
    const forget = () => void (this.opened = null);
    try {
      const client = await this.open();
      client.on('error', forget);
      client.on('end', forget);
      return client;
    } catch (error) {
      forget();
      throw error;
    }
  }
}
