import type { MessageSender, OutgoingMessage } from './message.ts';

export interface SmsGatewayOptions {
  /** Where messages are posted. */
  url: string;
  /** Sent as `Authorization: Bearer …`. */
  token: string;
  /** How long the gateway may take, in milliseconds. */
  timeoutMs?: number;
}

/**
 * Sends SMS through a gateway: `POST {"id", "to", "text"}` as JSON, answered by any 2xx status. The id is also sent as
 * `Idempotency-Key`, so that a gateway can drop a message it already took.
 */
export class SmsGatewaySender implements MessageSender {
  constructor(private readonly options: SmsGatewayOptions) {}

  async send(message: OutgoingMessage): Promise<void> {
    const response = await fetch(this.options.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${this.options.token}`,
        'idempotency-key': message.id,
      },
      body: JSON.stringify({ id: message.id, to: message.recipient, text: message.body }),
      // The token must not follow a redirect to somebody else.
      redirect: 'error',
      signal: AbortSignal.timeout(this.options.timeoutMs ?? 10_000),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The SMS gateway answered ${response.status}.`);
  }
}
