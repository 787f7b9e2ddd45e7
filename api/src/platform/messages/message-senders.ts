import type { MessageSender, MessageSenders } from './message.ts';
import { SmsGatewaySender } from './sms-gateway.sender.ts';
import { SmtpSender } from './smtp.sender.ts';

export interface MessageSettings {
  /** SMTP_URL */
  smtpUrl: string | null;
  /** SMTP_FROM: the sender of e-mails. */
  mailFrom: string;
  /** SMS_GATEWAY_URL */
  smsGatewayUrl: string | null;
  /** SMS_GATEWAY_TOKEN */
  smsGatewayToken: string | null;
  production: boolean;
}

/**
 * The sender of each channel as configured. Outside production a channel without one keeps its messages in the local
 * outbox; in production its messages wait, each with the reason written beside it.
 */
export function messageSenders(settings: MessageSettings): MessageSenders {
  const otherwise = (name: string): MessageSender => (settings.production ? new MissingSender(name) : KEPT_IN_OUTBOX);
  return {
    EMAIL: settings.smtpUrl
      ? new SmtpSender({ url: settings.smtpUrl, from: settings.mailFrom })
      : otherwise('SMTP_URL'),
    SMS: settings.smsGatewayUrl
      ? new SmsGatewaySender({ url: settings.smsGatewayUrl, token: settings.smsGatewayToken ?? '' })
      : otherwise('SMS_GATEWAY_URL'),
  };
}

/** Delivered by staying where it is: `/dev/outbox` shows it. */
const KEPT_IN_OUTBOX: MessageSender = { send: () => Promise.resolve() };

class MissingSender implements MessageSender {
  constructor(private readonly setting: string) {}

  send(): Promise<void> {
    return Promise.reject(new Error(`${this.setting} is not configured.`));
  }
}
