import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock/clock.ts';
import { CLOSE, type Close } from './close-codes.ts';

/** Who sends these headers, and until when that holds. */
export interface ViewerLookup<Viewer> {
  viewer: Viewer;
  /** When the session ends; null without a session. */
  sessionExpiresAt: Date | null;
  /** Why a credential that was shown is not accepted; null otherwise. */
  reason: string | null;
}

export interface ViewerSessionOptions<Viewer> {
  headers: Headers;
  viewerOf(headers: Headers): Promise<ViewerLookup<Viewer>>;
  clock: Clock;
  /** Milliseconds for which a lookup holds. */
  cacheMs: number;
  /** Called once, when the viewer is no longer who they were, or when looking failed with `error`. */
  onEnd(close: Close, error?: unknown): void;
}

/** Node's timers cannot wait longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The viewer of one socket. Asked before every event, it looks again after a second at most; whoever became somebody
 * else meanwhile (signed out, expired, another role or agency) has to connect again.
 */
export class ViewerSession<Viewer> {
  private lookup: { at: number; answer: Promise<ViewerLookup<Viewer>> };
  private expiresAt: Date | null;
  private expiry: NodeJS.Timeout | undefined;
  private ended = false;

  private constructor(
    private readonly options: ViewerSessionOptions<Viewer>,
    /** Who connected. */
    readonly viewer: Viewer,
    first: ViewerLookup<Viewer>,
  ) {
    this.lookup = { at: performance.now(), answer: Promise.resolve(first) };
    this.expiresAt = first.sessionExpiresAt;
    this.watchExpiry();
  }

  /** Null when the credential in the headers is not accepted. */
  static async begin<Viewer>(options: ViewerSessionOptions<Viewer>): Promise<ViewerSession<Viewer> | null> {
    const first = await options.viewerOf(options.headers);
    if (!isAccepted(first, options.clock)) return null;
    return new ViewerSession(options, first.viewer, first);
  }

  /** Whether the viewer is still who connected. Ends the session when not, or when nobody can tell. */
  async holds(): Promise<boolean> {
    if (this.ended) return false;
    try {
      const now = await this.look();
      this.expiresAt = now.sessionExpiresAt;
      if (isAccepted(now, this.options.clock) && isDeepStrictEqual(now.viewer, this.viewer)) return !this.ended;
      this.end(CLOSE.FORBIDDEN);
    } catch (error) {
      this.end(CLOSE.TRY_AGAIN_LATER, error);
    }
    return false;
  }

  /** Stops the timer; from now on the session holds no more. */
  stop(): void {
    this.ended = true;
    clearTimeout(this.expiry);
  }

  private look(): Promise<ViewerLookup<Viewer>> {
    const now = performance.now();
    if (now - this.lookup.at >= this.options.cacheMs) {
      this.lookup = { at: now, answer: this.options.viewerOf(this.options.headers) };
    }
    return this.lookup.answer;
  }

  private watchExpiry(): void {
    if (this.expiresAt === null || this.ended) return;
    const left = Math.max(0, this.expiresAt.getTime() - this.options.clock.now().getTime());
    this.expiry = setTimeout(() => void this.lookAgainAtExpiry(), Math.min(left, LONGEST_TIMER_MS));
    this.expiry.unref();
  }

  /** A session that was used meanwhile may end later than it first said. */
  private async lookAgainAtExpiry(): Promise<void> {
    this.lookup = { at: performance.now(), answer: this.options.viewerOf(this.options.headers) };
    if (await this.holds()) this.watchExpiry();
  }

  private end(close: Close, error?: unknown): void {
    if (this.ended) return;
    this.stop();
    this.options.onEnd(close, error);
  }
}

function isAccepted(lookup: ViewerLookup<unknown>, clock: Clock): boolean {
  if (lookup.reason !== null) return false;
  return lookup.sessionExpiresAt === null || lookup.sessionExpiresAt > clock.now();
}
