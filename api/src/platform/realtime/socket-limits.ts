/** What one socket may take up. */
export interface SocketLimits {
  /** Most bytes of an incoming frame; a larger one closes the socket with 1009. */
  frameBytes: number;
  /** Most sockets of this process; the next gets 503. */
  sockets: number;
  /** Most subscriptions on one socket. */
  subscriptions: number;
  /** Most messages and pings a client may send at once, and per second in the long run. */
  messagesPerSecond: number;
  /** Milliseconds until a socket without connection_init is closed with 4408. */
  initTimeoutMs: number;
  /** Milliseconds between heartbeats; a client that misses one is gone. */
  heartbeatMs: number;
  /** Most bytes that wait in the socket for the reader. */
  bufferedBytes: number;
  /** Milliseconds in which one message must leave. */
  sendTimeoutMs: number;
  /** Milliseconds for which the answer to "who is this?" holds. */
  viewerCacheMs: number;
}

export const DEFAULT_SOCKET_LIMITS: SocketLimits = {
  frameBytes: 64 * 1024,
  sockets: 10_000,
  subscriptions: 50,
  messagesPerSecond: 100,
  initTimeoutMs: 3_000,
  heartbeatMs: 12_000,
  bufferedBytes: 1024 * 1024,
  sendTimeoutMs: 5_000,
  viewerCacheMs: 1_000,
};
