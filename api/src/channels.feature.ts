import { channelRoutes } from './channels/channel.routes.ts';
import { smsGateway } from './channels/sms.gateway.ts';
import type { Feature, Foundation } from './feature.ts';
import type { MessageOutbox } from './platform/messages/message-outbox.ts';
import type { FilingDesk } from './reports/commands/file-report.ts';

/** The doors besides the portal (INT-1): those whose secrets are configured are open. */
export function channelsFeature({ config }: Foundation, desk: FilingDesk & { outbox: MessageOutbox }): Feature {
  const gateways = config.SMS_INBOUND_TOKEN ? [smsGateway(config.SMS_INBOUND_TOKEN)] : [];
  return {
    name: 'channels',
    mount: (app) => void app.use(channelRoutes(desk, gateways)),
    greet: (baseUrl) => gateways.map(({ path }) => ['Inbound', `${baseUrl}/channels/${path}`]),
  };
}
