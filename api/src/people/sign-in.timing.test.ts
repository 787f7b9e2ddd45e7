import { beforeAll, expect, test } from 'vitest';
import { SignInHouse } from './sign-in.fixture.ts';
import { ACTION_LIMITS } from './sign-in-limits.ts';

const SAMPLES = Number(process.env['SIGN_IN_SAMPLES'] ?? 8);

let house: SignInHouse;
beforeAll(async () => {
  const unlimited = { most: 1_000_000, seconds: 60 };
  const actionLimits = {
    ...ACTION_LIMITS,
    '/sign-in/email': { perClient: unlimited, perAccount: { ...unlimited, field: 'email' } },
  } as const;
  house = await SignInHouse.open({ actionLimits });
  await house.register('dikenal@contoh.id');
  await house.register('tetangga@contoh.id');
});

/** Milliseconds until the answer. */
async function attempt(email: string): Promise<number> {
  const startedAt = performance.now();
  await house.post('/sign-in/email', { email, password: 'tebakan-yang-salah' });
  return performance.now() - startedAt;
}

/** The lower quartile: what a busy machine adds is in the upper ones. */
function usual(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)]!;
}

// A busy machine may push one of them over a step; three times in a row it does not.
test(
  'a refused sign-in takes as long for an unknown address as for a known one',
  { retry: 2, timeout: 600_000 },
  async () => {
    const known: number[] = [];
    const otherKnown: number[] = [];
    const unknown: number[] = [];
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      known.push(await attempt('dikenal@contoh.id'));
      unknown.push(await attempt('tidak-dikenal@contoh.id'));
      otherKnown.push(await attempt('tetangga@contoh.id'));
    }
    // Two known addresses differ by chance alone, and what leaves the house does so on the same step.
    const chance = Math.abs(usual(known) - usual(otherKnown));
    expect(Math.abs(usual(known) - usual(unknown))).toBeLessThan(20 + 2 * chance);
  },
);
