import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../database/test-database.ts';
import { startTuntas, type TuntasServer } from './tuntas-server.ts';

const TOKEN = 'the gateway and we know this token';

let db: TestDatabase;
let tuntas: TuntasServer;

beforeAll(async () => {
  db = await testDatabase();
  tuntas = await startTuntas(db, { env: { SMS_INBOUND_TOKEN: TOKEN } });
});

async function deliver(message: object, token = TOKEN): Promise<{ status: number; trackingId?: string }> {
  const response = await fetch(`${tuntas.url}/channels/sms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(message),
  });
  return { status: response.status, ...((await response.json()) as { trackingId?: string }) };
}

async function answersTo(phone: string): Promise<string[]> {
  const { rows } = await db.ownerPool.query<{ body: string }>('select body from message where recipient = $1', [phone]);
  return rows.map(({ body }) => body);
}

test('INT-3 an SMS becomes a report under a masked number, and the answer carries tracking ID and receipt', async () => {
  const { status, trackingId } = await deliver({ id: 'm-1', from: '6282316330001', text: 'Blangko KTP kosong' });
  expect(status).toBe(202);
  const [answer, ...more] = await answersTo('+6282316330001');
  expect(more).toEqual([]);
  const receipt = /([0-9A-Z]{5}-){3}[0-9A-Z]{5}/.exec(answer!)![0];
  const read = 'query ($id: String!) { report(trackingId: $id) { title channel reporterDisplay } }';
  expect(await tuntas.query(`Receipt ${trackingId}.${receipt}`, read, { id: trackingId })).toEqual({
    report: { title: 'Blangko KTP kosong', channel: 'SMS', reporterDisplay: '628231633xxxx' },
  });
});

test('INT-3 an SMS the gateway repeats makes one report and one answer', async () => {
  const message = { id: 'm-2', from: '081218000001', text: 'Jalan rusak' };
  const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(message)));
  expect(new Set(answers.map(({ trackingId }) => trackingId)).size).toBe(1);
  expect(await answersTo('+6281218000001')).toHaveLength(1);
});

test('INT-1 a stranger cannot deliver messages, and what is no message is not taken', async () => {
  expect((await deliver({ id: 'm-3', from: '081218000002', text: 'Halo' }, 'guessed')).status).toBe(401);
  expect((await deliver({ id: 'm-4', from: 'BANK', text: 'Halo' })).status).toBe(422);
  expect((await deliver({ id: 'm-5', from: '081218000002' })).status).toBe(422);
  expect((await deliver({ id: 'm-6', from: '081218000002', text: 'Ha\0lo' })).status).toBe(422);
});

test('VER-3 the title of an SMS is its first line that can be read; one that shows nothing is no message', async () => {
  const { status, trackingId } = await deliver({ id: 'm-7', from: '081218000004', text: '\u200b\nLampu padam' });
  expect(status).toBe(202);
  const { rows } = await db.ownerPool.query('select title from report where tracking_id = $1', [trackingId]);
  expect(rows).toEqual([{ title: 'Lampu padam' }]);
  expect((await deliver({ id: 'm-8', from: '081218000004', text: '\u200b\u2060' })).status).toBe(422);
});

test.each([
  ['Lampu jalan padam di depan balai desa Pangkalanpari sejak tiga minggu yang lalu, mohon diperbaiki', /^.{40,79}…$/u],
  [`${'x'.repeat(78)}🔥🔥 sudah lama`, /^x{78}🔥…$/u],
])(
  'VER-3 the title of an SMS is its first line, cut at a word and never within a character: %s',
  async (text, title) => {
    const { trackingId } = await deliver({ id: `title ${text}`, from: '081218000003', text: `${text}\nTerima kasih` });
    const { rows } = await db.ownerPool.query('select title from report where tracking_id = $1', [trackingId]);
    expect(rows[0].title).toMatch(title);
    expect(text).toContain(rows[0].title.slice(0, -1));
  },
);
