import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { MovableClock } from '../clock/clock.ts';
import { asSystem } from '../database/system-transaction.ts';
import { localOutbox } from './local-outbox.ts';
import { MOST_ATTEMPTS, MessageDelivery, type MessageDeliveryOptions } from './message-delivery.ts';
import { MessageOutbox } from './message-outbox.ts';
import { messageSenders } from './message-senders.ts';
import type { MessageSender, MessageSenders, NewMessage, OutgoingMessage } from './message.ts';
import { SmsGatewaySender } from './sms-gateway.sender.ts';
import { SmtpSender } from './smtp.sender.ts';

const SMS: NewMessage = { channel: 'SMS', recipient: '+6281234567890', body: 'Laporan Anda diterima.' };
const MAIL: NewMessage = {
  channel: 'EMAIL',
  recipient: 'maman@contoh.id',
  subject: 'Laporan',
  body: 'Diterima.\nTerima kasih',
};

let database: TestDatabase;
let clock: MovableClock;
let outbox: MessageOutbox;
beforeAll(async () => {
  database = await testDatabase();
  clock = new MovableClock(new Date('2026-03-16T02:00:00Z'));
  outbox = new MessageOutbox(database.pool, clock);
});
afterEach(() => database.ownerPool.query('delete from message'));

/** A sender that writes down what it took, and refuses while told to. */
class Notebook implements MessageSender {
  readonly taken: OutgoingMessage[] = [];
  refusals = 0;

  send(message: OutgoingMessage): Promise<void> {
    if (this.refusals > 0) {
      this.refusals -= 1;
      return Promise.reject(new Error(`mailbox of ${message.recipient} is full`));
    }
    this.taken.push(message);
    return Promise.resolve();
  }
}

function deliveryTo(sender: MessageSender, more: Partial<MessageDeliveryOptions> = {}): MessageDelivery {
  const senders: MessageSenders = { EMAIL: sender, SMS: sender };
  return new MessageDelivery({ pool: database.pool, clock, senders, ...more });
}

async function row(): Promise<{ attempts: number; lastError: string | null; sentAt: Date | null } | undefined> {
  const { rows } = await database.ownerPool.query<{ attempts: number; lastError: string | null; sentAt: Date | null }>(
    'select attempts, last_error as "lastError", sent_at as "sentAt" from message',
  );
  return rows[0];
}

function inSeconds(seconds: number): void {
  clock.advanceTo(new Date(clock.now().getTime() + seconds * 1000));
}

describe('NOT-2 delivery', () => {
  it('a message is sent once, with its moment written down', async () => {
    const notebook = new Notebook();
    await outbox.enqueue(MAIL);
    expect(await deliveryTo(notebook).deliverDue()).toBe(1);
    expect(await deliveryTo(notebook).deliverDue()).toBe(0);
    expect(notebook.taken).toMatchObject([MAIL]);
    expect(await row()).toEqual({ attempts: 1, lastError: null, sentAt: clock.now() });
  });

  it('many processes deliver side by side and each message goes out once', async () => {
    const notebook = new Notebook();
    for (let nth = 0; nth < 30; nth += 1) await outbox.enqueue({ ...SMS, body: `pesan ${nth}` });
    const counts = await Promise.all([1, 2, 3, 4].map(() => deliveryTo(notebook).deliverDue()));
    expect(counts.reduce((sum, count) => sum + count)).toBe(30);
    expect(new Set(notebook.taken.map((message) => message.id)).size).toBe(30);
  });

  it('a refused message waits twice as long each time and keeps its id', async () => {
    const notebook = new Notebook();
    notebook.refusals = 2;
    await outbox.enqueue(SMS);
    const delivery = deliveryTo(notebook);
    await delivery.deliverDue();
    expect(await row()).toEqual({ attempts: 1, lastError: 'mailbox of +6281234567890 is full', sentAt: null });
    inSeconds(19);
    await delivery.deliverDue();
    expect((await row())!.attempts).toBe(1);
    inSeconds(1);
    await delivery.deliverDue();
    expect((await row())!.attempts).toBe(2);
    inSeconds(20);
    expect(await delivery.deliverDue()).toBe(1);
    expect(await row()).toMatchObject({ attempts: 3, lastError: null });
  });

  it('a message is given up after its last attempt', async () => {
    const notebook = new Notebook();
    notebook.refusals = 100;
    await outbox.enqueue(SMS);
    const delivery = deliveryTo(notebook);
    for (let nth = 0; nth < MOST_ATTEMPTS + 3; nth += 1) {
      await delivery.deliverDue();
      inSeconds(24 * 3600);
    }
    expect((await row())!.attempts).toBe(MOST_ATTEMPTS);
  });

  it('what is told of a failure names neither the recipient nor the content', async () => {
    const notebook = new Notebook();
    notebook.refusals = 1;
    await outbox.enqueue(SMS);
    const failures: object[] = [];
    await deliveryTo(notebook, { onFailure: (failure) => failures.push(failure) }).deliverDue();
    expect(failures).toMatchObject([{ channel: 'SMS', attempts: 1, reason: 'Error' }]);
    expect(JSON.stringify(failures)).not.toMatch(/8123|Laporan/);
  });

  it('a message belongs to the transaction it was written in', async () => {
    const failed = asSystem(database.pool, async (client) => {
      await outbox.enqueueWithin((sql, params) => client.query(sql, [...params]), MAIL);
      throw new Error('the command failed');
    });
    await expect(failed).rejects.toThrow('the command failed');
    expect(await row()).toBeUndefined();
  });

  it('a woken delivery does not wait for its next round', async () => {
    const notebook = new Notebook();
    const delivery = deliveryTo(notebook, { pollMs: 60_000 });
    delivery.start();
    const woken = new MessageOutbox(database.pool, clock);
    woken.onEnqueued = () => delivery.wake();
    await woken.enqueue(SMS);
    await expect.poll(() => notebook.taken.length, { timeout: 2_000 }).toBe(1);
    await delivery.stop();
  });

  it('no viewer reads messages', async () => {
    await outbox.enqueue(SMS);
    const client = await database.pool.connect();
    try {
      await expect(client.query('select from message')).rejects.toThrow('permission denied');
      await client.query('begin; set local role tuntas_app');
      await expect(client.query('select from message')).rejects.toThrow('permission denied');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('the senders', () => {
  const open: { close(done: () => void): unknown }[] = [];
  afterAll(() => Promise.all(open.map((server) => new Promise<void>((done) => server.close(done)))));

  async function gateway(answer: number | null): Promise<{ url: string; requests: Record<string, unknown>[] }> {
    const requests: Record<string, unknown>[] = [];
    const server: Server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        requests.push({ ...(JSON.parse(text) as object), authorization: request.headers.authorization });
        if (answer !== null) response.writeHead(answer).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push({ close: (done) => (server.closeAllConnections(), server.close(done)) });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`, requests };
  }

  it('e-mail arrives over SMTP with sender, recipient, subject, text and an id that stays', async () => {
    const mails: { from: string; to: string[]; text: string }[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          mails.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map((one) => one.address), text });
          done();
        });
      },
    });
    const listening = server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    open.push(server);
    const port = (listening.address() as AddressInfo).port;
    const sender = new SmtpSender({ url: `smtp://127.0.0.1:${port}`, from: 'Tuntas <no-reply@tuntas.example>' });
    await sender.send({ ...MAIL, id: 'id-42' });
    sender.close();
    expect(mails).toMatchObject([{ from: 'no-reply@tuntas.example', to: ['maman@contoh.id'] }]);
    expect(mails[0]!.text).toMatch(/^Message-ID: <id-42@tuntas.example>\r$/m);
    expect(mails[0]!.text).toMatch(/^Subject: Laporan\r$/m);
    expect(mails[0]!.text).toContain('Diterima.\r\nTerima kasih');
  });

  it('an SMTP server that is away is an error', async () => {
    const sender = new SmtpSender({ url: 'smtp://127.0.0.1:1', from: 'Tuntas <no-reply@tuntas.example>' });
    await expect(sender.send({ ...MAIL, id: 'id-1' })).rejects.toThrow('ECONNREFUSED');
    sender.close();
  });

  it('an SMS is posted to the gateway with its token', async () => {
    const { url, requests } = await gateway(202);
    await new SmsGatewaySender({ url, token: 'kunci' }).send({ ...SMS, id: 'id-7' });
    expect(requests).toEqual([{ id: 'id-7', to: SMS.recipient, text: SMS.body, authorization: 'Bearer kunci' }]);
  });

  it.each([400, 500, 302])('an answer of %i from the gateway is a failure', async (status) => {
    const { url } = await gateway(status);
    await expect(new SmsGatewaySender({ url, token: 'kunci' }).send({ ...SMS, id: 'id-8' })).rejects.toThrow();
  });

  it('a gateway that does not answer is given up', async () => {
    const { url } = await gateway(null);
    const sender = new SmsGatewaySender({ url, token: 'kunci', timeoutMs: 100 });
    await expect(sender.send({ ...SMS, id: 'id-9' })).rejects.toThrow('timeout');
  });

  it('without a sender a message stays in the outbox, and in production it waits with the reason', async () => {
    const settings = { smtpUrl: null, mailFrom: 'x@y.id', smsGatewayUrl: null, smsGatewayToken: null };
    await messageSenders({ ...settings, production: false }).SMS.send({ ...SMS, id: 'id-10' });
    const production = messageSenders({ ...settings, production: true });
    await expect(production.SMS.send({ ...SMS, id: 'id-11' })).rejects.toThrow('SMS_GATEWAY_URL is not configured');
    await expect(production.EMAIL.send({ ...MAIL, id: 'id-12' })).rejects.toThrow('SMTP_URL is not configured');
  });
});

describe('the local outbox', () => {
  it('shows messages as a page and as JSON, newest first, without believing their text', async () => {
    const app = express().use(localOutbox({ pool: database.pool, production: false }));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dev/outbox`;
    await outbox.enqueue(SMS);
    inSeconds(1);
    await outbox.enqueue({ ...MAIL, body: '<script>alert(1)</script>' });

    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('Laporan Anda diterima.');
    expect(html).not.toContain('<script>');
    const all = (await (await fetch(`${url}?format=json`)).json()) as { recipient: string }[];
    expect(all.map((entry) => entry.recipient)).toEqual([MAIL.recipient, SMS.recipient]);
    const one = await fetch(`${url}?recipient=${encodeURIComponent(SMS.recipient)}`, {
      headers: { accept: 'application/json' },
    });
    expect(await one.json()).toMatchObject([{ recipient: SMS.recipient }]);
    server.close();
    server.closeAllConnections();
  });

  it('refuses to exist in production', () => {
    expect(() => localOutbox({ pool: database.pool, production: true })).toThrow('no place in production');
  });
});
