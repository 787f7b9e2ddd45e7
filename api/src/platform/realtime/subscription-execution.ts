import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { CLOSE, type Close } from './close-codes.ts';
import { SubscriberOverflow } from './live-stream.ts';

/** The context of one execution; let go when that execution is over. */
export interface DisposableContext {
  dispose(): Promise<void>;
}

export interface SubscriptionOptions {
  /** A fresh context; `signal` is aborted when the subscription ends. */
  freshContext(signal: AbortSignal): Promise<DisposableContext>;
  /** Whether the viewer may still be told anything. */
  viewerHolds(): Promise<boolean>;
  /** Closes the socket of this subscription. */
  close(close: Close): void;
}

/**
 * Runs one subscription: each event is executed with a context of its own, for a viewer known to be who they were. An
 * event whose result is null is not sent: the viewer may not see what it is about, not even that it happened.
 */
export async function subscribe(
  args: ExecutionArgs,
  options: SubscriptionOptions,
): Promise<SubscriptionResults | ExecutionResult> {
  const end = new AbortController();
  const source = await withContext(options, end.signal, (contextValue) =>
    createSourceEventStream({ ...args, contextValue }),
  );
  if (!(Symbol.asyncIterator in source)) return source;
  return new SubscriptionResults(args, options, source[Symbol.asyncIterator](), end);
}

/** Written by hand because a generator that waits for an event cannot be ended from outside. */
class SubscriptionResults implements AsyncIterableIterator<ExecutionResult> {
  constructor(
    private readonly args: ExecutionArgs,
    private readonly options: SubscriptionOptions,
    private readonly source: AsyncIterator<unknown>,
    private readonly ended: AbortController,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<ExecutionResult>> {
    while (!this.ended.signal.aborted) {
      const event = await this.nextEvent();
      if (event.done) break;
      if (!(await this.options.viewerHolds())) break;
      const result = await withContext(this.options, this.ended.signal, (contextValue) =>
        execute({ ...this.args, rootValue: event.value, contextValue }),
      );
      // Looked up again: the role may have been taken away while the event was being read.
      if (isWorthSending(result) && (await this.options.viewerHolds())) return { done: false, value: result };
    }
    return this.return();
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    this.ended.abort();
    // Not awaited: a stream written as a generator answers only when its next event comes.
    this.source.return?.().catch(() => undefined);
    return { done: true, value: undefined };
  }

  private async nextEvent(): Promise<IteratorResult<unknown>> {
    try {
      return await this.source.next();
    } catch (error) {
      if (!(error instanceof SubscriberOverflow)) throw error;
      this.options.close(CLOSE.READER_TOO_SLOW);
      return { done: true, value: undefined };
    }
  }
}

async function withContext<Result>(
  options: SubscriptionOptions,
  signal: AbortSignal,
  work: (context: DisposableContext) => Result | Promise<Result>,
): Promise<Result> {
  const context = await options.freshContext(signal);
  try {
    return await work(context);
  } finally {
    await context.dispose();
  }
}

function isWorthSending(result: ExecutionResult): boolean {
  if (result.errors?.length) return true;
  return Object.values(result.data ?? {}).some((value) => value !== null);
}
