import express, { Router, type Request, type Response } from 'express';
import { isRefusal } from '../casework/casework.ts';
import type { MessageOutbox } from '../platform/messages/message-outbox.ts';
import type { FilingDesk } from '../reports/commands/file-report.ts';
import { takeIn } from './commands/take-in.ts';
import type { InboundGateway } from './inbound.ts';

/**
 * `POST /channels/<gateway>`: 202 with the tracking ID once the report is written, and again the same for a repetition;
 * 401 for strangers, 422 for what is no message.
 */
export function channelRoutes(
  desk: FilingDesk & { readonly outbox: MessageOutbox },
  gateways: readonly InboundGateway[],
): Router {
  const router = Router();
  for (const gateway of gateways) {
    router.post(`/channels/${gateway.path}`, express.json({ limit: '100kb' }), async (request, response) => {
      await receive(desk, gateway, request, response);
    });
  }
  return router;
}

async function receive(
  desk: FilingDesk & { readonly outbox: MessageOutbox },
  gateway: InboundGateway,
  request: Request,
  response: Response,
): Promise<void> {
  if (!gateway.trusts(request.headers.authorization)) {
    response.status(401).json({ error: { code: 'UNAUTHENTICATED', message: 'This is for the gateway.' } });
    return;
  }
  const message = gateway.read(request.body);
  if (!message) {
    response.status(422).json({ error: { code: 'MALFORMED', message: 'Send {"id", "from", "text"}.' } });
    return;
  }
  const filed = await takeIn(desk, gateway, message);
  if (isRefusal(filed)) response.status(409).json({ error: { code: filed.code, message: filed.message('en') } });
  else response.status(202).json({ trackingId: filed.trackingId });
}
