import type { WebSocket } from 'ws';
import { CLOSE } from './close-codes.ts';
import type { SocketLimits } from './socket-limits.ts';

/** How long a client has to answer the closing handshake before the connection is cut. */
const CLOSING_GRACE_MS = 1_000;

/** A socket that closes itself, and nothing else, when its client floods it, stops reading or falls silent. */
export class GuardedSocket {
  private closing = false;
  private answered = true;
  private allowance: number;
  private refilledAt = performance.now();
  private readonly heartbeat: NodeJS.Timeout;

  constructor(
    private readonly socket: WebSocket,
    private readonly limits: SocketLimits,
    /** Told of failures that are ours. */
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.allowance = limits.messagesPerSecond;
    // An oversized or malformed frame: ws closes the socket itself, with 1009 or 1002.
    socket.on('error', () => this.cutSoon());
    socket.on('ping', () => this.admits());
    socket.on('pong', () => (this.answered = true));
    this.heartbeat = setInterval(() => this.beat(), limits.heartbeatMs);
    socket.once('close', () => clearInterval(this.heartbeat));
  }

  /** Calls `read` with each message until the socket closes. */
  onMessage(read: (message: string) => Promise<void>): void {
    this.socket.on('message', (data) => {
      if (this.admits()) read(String(data)).catch((error: unknown) => this.fail(error));
    });
  }

  /** Resolves when the message has left for the network; what is sent to a closing socket goes nowhere. */
  async send(message: string): Promise<void> {
    if (!this.isOpen) return;
    const timer = setTimeout(() => this.close(CLOSE.READER_TOO_SLOW), this.limits.sendTimeoutMs);
    const left = new Promise<void>((resolve) => this.socket.send(message, () => resolve()));
    if (this.socket.bufferedAmount > this.limits.bufferedBytes) this.close(CLOSE.READER_TOO_SLOW);
    await left;
    clearTimeout(timer);
  }

  close({ code, reason }: { code: number; reason: string }): void {
    if (!this.isOpen) return;
    this.socket.close(code, reason);
    this.cutSoon();
  }

  private fail(error: unknown): void {
    this.onFailure(error);
    this.close(CLOSE.TRY_AGAIN_LATER);
  }

  private get isOpen(): boolean {
    return !this.closing && this.socket.readyState === this.socket.OPEN;
  }

  /** A client that does not read does not answer the closing handshake either. */
  private cutSoon(): void {
    if (this.closing) return;
    this.closing = true;
    const timer = setTimeout(() => this.socket.terminate(), CLOSING_GRACE_MS);
    this.socket.once('close', () => clearTimeout(timer));
  }

  /** Counts a message against the allowance, which fills up with time. */
  private admits(): boolean {
    const now = performance.now();
    const perMs = this.limits.messagesPerSecond / 1_000;
    this.allowance = Math.min(this.limits.messagesPerSecond, this.allowance + (now - this.refilledAt) * perMs);
    this.refilledAt = now;
    this.allowance -= 1;
    if (this.allowance < 0) {
      this.close(CLOSE.TOO_MANY_MESSAGES);
      // Frames already on their way would still be parsed and answered.
      this.socket.pause();
    }
    return this.isOpen;
  }

  private beat(): void {
    if (!this.answered) return this.socket.terminate();
    this.answered = false;
    this.socket.ping();
  }
}
