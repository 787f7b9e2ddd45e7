import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Sweeper } from './sweeper.ts';

const QUIET = { error: () => undefined };

test('a chore is never done twice at once, also while the clock is moved', async () => {
  let [inHand, most, rounds] = [0, 0, 0];
  const run = async () => {
    most = Math.max(most, (inHand += 1));
    await sleep(10);
    inHand -= 1;
    rounds += 1;
  };
  const sweeper = new Sweeper([{ name: 'dishes', everyMs: 1, run }], QUIET);
  sweeper.start();
  await Promise.all([sweeper.settle(), sweeper.settle(), sweeper.settle()]);
  await sweeper.stop();
  expect(most).toBe(1);
  expect(rounds).toBeGreaterThanOrEqual(4);
});

test('moving the clock tells what failed; the rhythm goes on', async () => {
  const told: string[] = [];
  const log = { error: (_facts: object, message: string) => void told.push(message) };
  const sweeper = new Sweeper([{ name: 'dishes', everyMs: 5, run: () => Promise.reject(new Error('broken')) }], log);
  sweeper.start();
  await expect(sweeper.settle()).rejects.toThrow('broken');
  await expect.poll(() => told.length).toBeGreaterThanOrEqual(2);
  await sweeper.stop();
});
