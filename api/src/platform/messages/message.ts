/** The ways a message leaves the house. */
export type MessageChannel = 'EMAIL' | 'SMS';

/** What is to be said to whom. */
export interface NewMessage {
  channel: MessageChannel;
  /** An e-mail address, or a phone number in E.164 form (+6281234567890). */
  recipient: string;
  /** E-mail only. */
  subject?: string;
  /** Plain text. */
  body: string;
}

/** A message on its way. Its id stays the same however often it is tried, so a receiver can drop a repetition. */
export interface OutgoingMessage extends NewMessage {
  id: string;
}

/** One way of delivering messages: an SMTP server, an SMS gateway. Throws when the message was not taken. */
export interface MessageSender {
  send(message: OutgoingMessage): Promise<void>;
  close?(): void | Promise<void>;
}

export type MessageSenders = Record<MessageChannel, MessageSender>;
