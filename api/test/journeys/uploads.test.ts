import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { testDatabase } from '../database/test-database.ts';
import { startTuntas } from './tuntas-server.ts';

test('INT-7 whoever shows a credential that is not accepted is told so, and no file of theirs becomes nobody’s', async () => {
  const { url } = await startTuntas(await testDatabase());
  const unknown = `/attachments/${encodeURIComponent(toGlobalId('Attachment', randomUUID()))}`;
  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(`${url}${path}`, init);
    return [response.status, ((await response.json()) as { error: { code: string } }).error.code];
  };
  for (const authorization of ['Bearer gone', 'Receipt 1234567890.WRONG']) {
    const headers = { authorization };
    expect(await ask('/attachments', { method: 'POST', headers, body: 'text' })).toEqual([401, 'UNAUTHENTICATED']);
    for (const path of [unknown, `${unknown}/thumbnail`, `${unknown}/status`]) {
      expect(await ask(path, { headers })).toEqual([401, 'UNAUTHENTICATED']);
    }
  }
  expect(await ask(unknown, {})).toEqual([404, 'NOT_FOUND']);
});
