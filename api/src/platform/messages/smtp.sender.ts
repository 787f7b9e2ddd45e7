import { createTransport, type Transporter } from 'nodemailer';
import type { MessageSender, OutgoingMessage } from './message.ts';

const TIMEOUT_MS = 15_000;

export interface SmtpOptions {
  /** smtp://user:password@host:port, or smtps:// for TLS from the start. */
  url: string;
  /** The sender of every e-mail, for example `Tuntas <no-reply@tuntas.example>`. */
  from: string;
}

/** Sends e-mail through an SMTP server. */
export class SmtpSender implements MessageSender {
  private readonly transport: Transporter;
  private readonly domain: string;

  constructor(private readonly options: SmtpOptions) {
    const url = new URL(options.url);
    this.transport = createTransport({
      host: url.hostname,
      port: url.port === '' ? undefined : Number(url.port),
      secure: url.protocol === 'smtps:',
      // Only a server on this machine may be spoken to in the clear.
      requireTLS: url.protocol === 'smtp:' && !isLoopback(url.hostname),
      auth: url.username
        ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
        : undefined,
      pool: true,
      maxConnections: 2,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // A message is text from the database: it never makes the server read a file or fetch an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.domain = /@([^>\s]+)/.exec(options.from)?.[1] ?? url.hostname;
  }

  async send(message: OutgoingMessage): Promise<void> {
    await this.transport.sendMail({
      from: this.options.from,
      to: { name: '', address: message.recipient },
      subject: message.subject ?? 'Tuntas',
      text: message.body,
      messageId: `<${message.id}@${this.domain}>`,
    });
  }

  close(): void {
    this.transport.close();
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
