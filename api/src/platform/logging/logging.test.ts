import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLogger, currentRequestId, requestLog } from './logging.ts';

const lines: string[] = [];
const log = createLogger('debug', { write: (line: string) => void lines.push(line) });
const app = express();
app.use(requestLog(log, ['/doors/']));
app.get('/hello', (_request, response) => {
  log.info('inside');
  response.json({ requestId: currentRequestId() });
});
const server = createServer(app);

beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => void lines.splice(0));

test('IDN-2 sensitive fields are blanked wherever they stand', () => {
  log.info({
    email: 'token-1',
    headers: { cookie: 'token-2', authorization: 'token-3' },
    input: { reporter: { name: 'token-4', phone: 'token-5' } },
    a: { b: { c: { password: 'token-6' } } },
  });
  expect(lines.join()).not.toContain('token-');
});

test('IDN-2 an error of the database is logged without the values it repeats', () => {
  const error = Object.assign(new Error(`insert into p (email) values ('token-7') - duplicate key value`), {
    code: '23505',
    detail: 'Key (email)=(token-8) already exists.',
    constraint: 'person_email',
    table: 'person',
    routine: '_bt_check_unique',
  });
  log.error({ err: error }, 'failed');
  expect(lines.join()).not.toContain('token-');
  expect(parsed()[0]).toMatchObject({
    err: { errorCode: '23505', constraint: 'person_email', message: 'duplicate key value' },
  });
});

test('of several errors at once each is logged, and what a wrapped one was caused by', () => {
  const error = new AggregateError([new Error('first'), new Error('second', { cause: new Error('third') })], 'both');
  log.error({ err: error }, 'failed');
  expect(parsed()[0]).toMatchObject({
    err: { message: 'both', errors: [{ message: 'first' }, { message: 'second', cause: { message: 'third' } }] },
  });
});

test('what opens a door is not logged, though it stands in the path', async () => {
  await fetch(addressOf('/doors/token-10'));
  await fetch(addressOf('/Doors/token-11/in'));
  await expect.poll(() => lines.length).toBe(2);
  expect(parsed().map((line) => line.path)).toEqual(['/doors/[hidden]', '/doors/[hidden]']);
});

test('every line of a request carries its id, and so does the answer', async () => {
  const response = await fetch(addressOf('/hello?tracking=token-9'));
  const { requestId } = (await response.json()) as { requestId: string };
  expect(response.headers.get('x-request-id')).toBe(requestId);
  await expect.poll(() => lines.length).toBe(2);
  expect(parsed().map((line) => line.requestId)).toEqual([requestId, requestId]);
  expect(parsed()[1]).toMatchObject({ method: 'GET', path: '/hello', status: 200 });
  expect(lines.join()).not.toContain('token-');
});

test('an id handed in is kept when it is one, and replaced when it could forge a line', async () => {
  const good = await fetch(addressOf('/hello'), { headers: { 'X-Request-Id': 'proxy-0001' } });
  expect(good.headers.get('x-request-id')).toBe('proxy-0001');
  const bad = await fetch(addressOf('/hello'), { headers: { 'X-Request-Id': '"}{"level":"fatal' } });
  expect(bad.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('two requests at once do not take each other’s id', async () => {
  const ids = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const response = await fetch(addressOf('/hello'));
      const { requestId } = (await response.json()) as { requestId: string };
      return [response.headers.get('x-request-id'), requestId];
    }),
  );
  for (const [header, body] of ids) expect(header).toBe(body);
  expect(new Set(ids.map(([header]) => header)).size).toBe(20);
});

function parsed(): Record<string, unknown>[] {
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

function addressOf(path: string): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}
