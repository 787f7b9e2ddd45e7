import { cursorOf } from './cursor.ts';
import type { LiveEvent, LiveItem } from './live-event.ts';

/** A subscriber took too long: more events waited for it than its queue holds. */
export class SubscriberOverflow extends Error {
  override readonly name = 'SubscriberOverflow';

  constructor(readonly limit: number) {
    super(`More than ${limit} events waited for one subscriber.`);
  }
}

/** What a stream needs of the hub it belongs to. */
export interface LiveSource {
  /** The last position the hub has handed out. */
  readonly position: bigint;
  /** From now on `stream.deliver` gets every event after `position`. */
  attach(stream: LiveStream): void;
  detach(stream: LiveStream): void;
  /** Whether the events after `position` can still be replayed. */
  canReplay(position: bigint): Promise<boolean>;
  /** A page of past events on `topics`, and the position up to which that page is complete. */
  replay(topics: readonly string[], after: bigint, upTo: bigint): Promise<{ events: LiveEvent[]; complete: bigint }>;
}

export interface LiveStreamOptions {
  topics: readonly string[];
  /** Replay what came after this position; without it the stream begins now. */
  after?: bigint;
  queueLimit: number;
}

/**
 * The events on some topics, each once and in order: first, page by page as they are asked for, those already in the
 * table, then live ones. Written by hand because a generator that waits cannot be ended from outside.
 */
export class LiveStream implements AsyncIterableIterator<LiveItem> {
  readonly topics: readonly string[];
  private readonly queue: LiveItem[] = [];
  /** Every event up to here has been queued or does not concern this stream. */
  private position: bigint;
  private phase: 'UNCHECKED' | 'REPLAYING' | 'LIVE' | 'ENDED';
  private failure: Error | null = null;
  private waiting: (() => void) | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly source: LiveSource,
    private readonly options: LiveStreamOptions,
  ) {
    this.topics = options.topics;
    this.position = options.after ?? source.position;
    this.phase = options.after === undefined ? 'LIVE' : 'UNCHECKED';
    if (this.phase === 'LIVE') source.attach(this);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next item. Rejects with SubscriberOverflow once the queue has overflowed. */
  next(): Promise<IteratorResult<LiveItem>> {
    const result = this.turn.then(() => this.pull());
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** Ends the stream at once, also for a reader that waits. */
  async return(): Promise<IteratorResult<LiveItem>> {
    this.end(null);
    return { done: true, value: undefined };
  }

  /** Called by the hub with each event on one of the topics, in order. */
  deliver(event: LiveEvent): void {
    if (event.position <= this.position) return;
    if (this.queue.length >= this.options.queueLimit) {
      this.end(new SubscriberOverflow(this.options.queueLimit));
      return;
    }
    this.position = event.position;
    this.queue.push(event);
    this.waiting?.();
  }

  private async pull(): Promise<IteratorResult<LiveItem>> {
    for (;;) {
      const item = this.queue.shift();
      if (item) return { done: false, value: item };
      if (this.failure) {
        const failure = this.failure;
        this.failure = null;
        throw failure;
      }
      if (this.phase === 'ENDED') return { done: true, value: undefined };
      if (this.phase === 'UNCHECKED') await this.checkRetention();
      else if (this.phase === 'REPLAYING') await this.replayPage();
      else await new Promise<void>((wake) => (this.waiting = wake));
      this.waiting = null;
    }
  }

  private async checkRetention(): Promise<void> {
    const replayable = await this.source.canReplay(this.position);
    if (this.phase !== 'UNCHECKED') return;
    if (replayable) {
      this.phase = 'REPLAYING';
      return;
    }
    this.position = this.source.position;
    this.queue.push({ kind: 'RESYNC_REQUIRED', cursor: cursorOf(this.position) });
    this.goLive();
  }

  private async replayPage(): Promise<void> {
    const upTo = this.source.position;
    // Nothing is awaited between this comparison and attaching, so no event falls between replay and live.
    if (this.position >= upTo) return this.goLive();
    const { events, complete } = await this.source.replay(this.topics, this.position, upTo);
    if (this.phase !== 'REPLAYING') return;
    this.queue.push(...events);
    this.position = complete;
  }

  private goLive(): void {
    this.phase = 'LIVE';
    this.source.attach(this);
  }

  private end(failure: Error | null): void {
    if (this.phase === 'ENDED') return;
    this.phase = 'ENDED';
    this.failure = failure;
    this.queue.length = 0;
    this.source.detach(this);
    this.waiting?.();
  }
}
