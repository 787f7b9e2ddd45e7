import type { Channel } from '../casework/report.entity.ts';

/** A message that came in through a gateway, whatever the gateway calls things. */
export interface InboundMessage {
  /** The gateway's own name for it: a repetition has the same. */
  readonly id: string;
  /** E.164. */
  readonly phone: string;
  readonly text: string;
}

/** Where messages come in (INT-1). A new gateway is one file that implements this, and one line in `channels.feature.ts`. */
export interface InboundGateway {
  /** Last part of `POST /channels/<path>`. */
  readonly path: string;
  readonly channel: Channel;
  /** Is the request from the gateway? */
  trusts(authorization: string | undefined): boolean;
  /** The message in a request's JSON body; null when it is none. */
  read(body: unknown): InboundMessage | null;
}
