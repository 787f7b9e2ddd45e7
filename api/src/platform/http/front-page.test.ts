import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, expect, test } from 'vitest';
import { frontPage } from './front-page.ts';

const server = express()
  .use(frontPage({ documents: [], production: true }))
  .listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => void server.close());

function get(path: string, accept: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers: { accept } });
}

test('in production the front page does not speak of the outbox, which is not there', async () => {
  expect(await (await get('/', 'text/html')).text()).not.toContain('outbox');
  expect(await (await get('/', '*/*')).json()).not.toHaveProperty('outbox');
});

test('what a link brings along is never repeated on the page', async () => {
  const html = await (await get('/?error=<b>bohong</b>&confirmed=palsu', 'text/html')).text();
  expect(html).toContain('mungkin sudah kedaluwarsa');
  expect(html).not.toMatch(/bohong|palsu/);
});
