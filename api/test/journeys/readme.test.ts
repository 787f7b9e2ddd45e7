import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { DEMO_ACCOUNTS } from '../../seeds/demo-accounts.ts';
import { testDatabase } from '../database/test-database.ts';
import { startTuntas, type GraphqlAnswer, type TuntasServer } from './tuntas-server.ts';

const run = promisify(execFile);
const README = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');

/** Blocks of shell commands but the one that installs and starts: that is running already. */
const blocks = [...README.matchAll(/^```sh\n(.*?)^```/gms)]
  .map(([, block]) => block!)
  .filter((block) => !/^npm (start|test)/m.test(block));

let tuntas: TuntasServer;

beforeAll(async () => {
  tuntas = await startTuntas(await testDatabase());
});

/** What all blocks in one shell print: one JSON answer after another, without anything between them. */
async function answersOfAll(): Promise<GraphqlAnswer<Record<string, unknown>>[]> {
  const script = blocks.join('\n').replaceAll('http://localhost:4000', tuntas.url);
  const { stdout } = await run('bash', ['-ec', script]);
  return stdout
    .replaceAll(/\}\s*\{"data"/g, '}\n{"data"')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as GraphqlAnswer<Record<string, unknown>>);
}

test('the commands of the README do what it says, word for word', async () => {
  const answers = await answersOfAll();
  expect(answers.filter(({ data, errors }) => !data || errors)).toEqual([]);
  expect(answers.map(({ data }) => data)).toMatchObject([
    { agencies: { nodes: [{ connected: true }, { connected: true }, { connected: true }] } },
    { fileReport: { trackingId: expect.stringMatching(/^\d{10}$/), receipt: expect.any(String) } },
    { verificationQueue: { nodes: [{ stage: 'RECEIVED', overdue: false, report: { title: 'Lampu jalan padam' } }] } },
  ]);
});

test('running the commands of the README again files another report', async () => {
  const receipts = [];
  for (let round = 0; round < 2; round += 1) {
    const filed = (await answersOfAll()).find(({ data }) => 'fileReport' in data)!;
    receipts.push((filed.data['fileReport'] as { trackingId: string }).trackingId);
  }
  expect(new Set(receipts).size).toBe(2);
});

test('the README names every demo account, and no other', () => {
  const named = [...README.matchAll(/`([a-z-]+)@(?:demo\.tuntas\.example)?`/g)].map(([, key]) => key);
  expect(named.toSorted()).toEqual(DEMO_ACCOUNTS.map(({ key }) => key).toSorted());
});
