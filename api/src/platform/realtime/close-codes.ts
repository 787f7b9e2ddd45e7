/**
 * Why the server closes a socket, beyond what the graphql-ws protocol defines (4400 Bad request, 4401 Unauthorized,
 * 4406 Subprotocol not acceptable, 4408 Connection initialisation timeout, 4409 Subscriber already exists, 4429 Too many
 * initialisation requests). docs/REALTIME.md says what a client does about each.
 */
export const CLOSE = {
  /** The server stops; connect again. */
  GOING_AWAY: { code: 1001, reason: 'Going away' },
  /** The server cannot tell who the viewer is, for now; connect again later. */
  TRY_AGAIN_LATER: { code: 1013, reason: 'Try again later' },
  /** The credential was refused, the session ended, or the viewer is no longer who they were when they connected. */
  FORBIDDEN: { code: 4403, reason: 'Forbidden' },
  /** Messages are not read as fast as they come; connect again and resume after the last cursor. */
  READER_TOO_SLOW: { code: 4451, reason: 'Reader too slow' },
  /** One subscription too many on this socket. */
  TOO_MANY_SUBSCRIPTIONS: { code: 4452, reason: 'Too many subscriptions' },
  /** The client sends messages or pings faster than allowed. */
  TOO_MANY_MESSAGES: { code: 4453, reason: 'Too many messages' },
} as const;

export type Close = (typeof CLOSE)[keyof typeof CLOSE];
