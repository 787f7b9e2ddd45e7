import { Router } from 'express';
import type { Pool } from 'pg';
import { asSystem } from '../database/system-transaction.ts';
import type { MessageChannel } from './message.ts';

/** One message as the local outbox shows it. */
export interface OutboxEntry {
  id: string;
  channel: MessageChannel;
  recipient: string;
  subject: string | null;
  body: string;
  createdAt: Date;
  sentAt: Date | null;
}

const MOST_SHOWN = 100;

/**
 * `GET /dev/outbox`: the latest messages, newest first, as a page or (with `?format=json` or `Accept:
 * application/json`) as JSON; `?recipient=` narrows it. It shows sign-in codes, so it refuses to exist in production.
 */
export function localOutbox(options: { pool: Pool; production: boolean }): Router {
  if (options.production)
    throw new Error('The local outbox shows everybody’s messages and has no place in production.');
  const router = Router();
  router.get('/dev/outbox', async (request, response) => {
    const recipient = typeof request.query['recipient'] === 'string' ? request.query['recipient'] : null;
    const entries = await latestMessages(options.pool, recipient);
    response.set('cache-control', 'no-store');
    const wantsJson = request.query['format'] === 'json' || request.accepts(['html', 'json']) === 'json';
    if (wantsJson) response.json(entries);
    else response.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'").send(page(entries));
  });
  return router;
}

function latestMessages(pool: Pool, recipient: string | null): Promise<OutboxEntry[]> {
  return asSystem(pool, async (client) => {
    const { rows } = await client.query<OutboxEntry>(
      `select id, channel, recipient, subject, body, created_at as "createdAt", sent_at as "sentAt"
       from message where $1::text is null or recipient = $1 order by created_at desc, id desc limit $2`,
      [recipient, MOST_SHOWN],
    );
    return rows;
  });
}

function page(entries: readonly OutboxEntry[]): string {
  const rows = entries.map(
    (entry) => `<article><p><b>${escape(entry.channel)}</b> ${escape(entry.recipient)}
<time>${entry.createdAt.toISOString()}</time></p><h2>${escape(entry.subject ?? '')}</h2><pre>${escape(entry.body)}</pre></article>`,
  );
  return `<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Kotak keluar lokal</title><style>body{font:16px/1.5 system-ui;max-width:48rem;margin:2rem auto;padding:0 1rem}
article{border-top:1px solid #bbb;padding:.5rem 0}h2{font-size:1rem;margin:0}pre{white-space:pre-wrap}time{color:#555}</style>
<h1>Kotak keluar lokal</h1><p>Pesan yang akan terkirim bila server surat atau SMS dipasang (${entries.length}).</p>
${rows.join('\n')}</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
