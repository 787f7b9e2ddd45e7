import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HAPPENINGS } from './action.ts';
import { DISPOSITION_STATUSES, REPORT_STATUSES } from './case-file.ts';
import { checkStep } from './laws.fixture.ts';
import { copyOf } from './life.fixture.ts';
import { Chance, RandomLife } from './random-life.fixture.ts';
import type { Step } from './random-life.fixture.ts';
import { nextEffect, settle } from './settle.ts';

const DEEDS = 15;
const DAY = 86_400_000;
/** Seeds are fresh in every run, and a failing one is printed: `leadLife(seed, checkStep)` leads the same life again. */
const seeds = fc.integer({ min: 0, max: 0xffff_ffff });

/** Leads one life; what it threw comes with the deeds that led there. */
function leadLife(seed: number, watch: (step: Step) => void): RandomLife {
  const life = new RandomLife(seed);
  const told: string[] = [];
  try {
    for (let deed = 0; deed < DEEDS; deed++) {
      const step = life.step();
      const outcome = step.outcome.ok ? step.after.report.status : `refused: ${step.outcome.refusal.code}`;
      told.push(`${step.around.now.toISOString()} ${JSON.stringify(step.deed)} ${outcome}`);
      watch(step);
    }
    return life;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${told.join('\n')}`, { cause: error });
  }
}

describe('ten thousand random lives', () => {
  const seen = new Set<string>();
  const witness = (step: Step): void => {
    checkStep(step);
    seen.add(step.after.report.status);
    for (const leg of step.after.dispositions) seen.add(`leg ${leg.status}`);
    for (const { type } of step.fellDue) seen.add(type);
    if (step.outcome.ok) for (const { type } of step.outcome.happenings) seen.add(type);
    else seen.add(step.outcome.refusal.code);
  };

  it('DIS-2 DIS-3 DIS-4 CLK-3 CLK-4 VER-6 keep every law after every deed', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(seeds, (seed) => void leadLife(seed, witness)),
      { numRuns: 10_000, endOnFailure: true },
    );
  });

  it('come by every status, every happening and every refusal', () => {
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...REPORT_STATUSES,
        ...DISPOSITION_STATUSES.map((status) => `leg ${status}`),
        ...HAPPENINGS,
        ...['ACTION_NOT_POSSIBLE', 'CATEGORY_MISSING', 'MISSING_FACTS_NOT_NAMED', 'PAUSE_USED_UP', 'AGENCY_UNKNOWN'],
        ...['AGENCY_NOT_CONNECTED', 'AGENCY_IS_CONNECTED', 'AGENCY_NAMED_TWICE', 'AGENCY_ALREADY_INVOLVED'],
        ...['LIMIT_TOO_LONG', 'TRACK_NOT_IN_QUEUE', 'SAME_AGENCY', 'FORWARDING_CYCLE', 'BINDING_DECISION'],
        ...['LEAD_CANNOT_BE_WITHDRAWN', 'ALREADY_RATED', 'NO_AGENCY_NAMED'],
      ]),
    );
  });
});

describe('time that passes', () => {
  /** A life at some moment, and a later one: hours, days, or years in which everything falls due. */
  const moments = fc.record({ seed: seeds, days: fc.constantFrom(0.1, 3, 20, 400), stops: fc.nat(8) });

  it('CLK-4 a jump over everything ends where its single steps would have, however it is divided', () => {
    fc.assert(
      fc.property(moments, ({ seed, days, stops }) => {
        const { file, around } = leadLife(seed, () => undefined);
        const until = new Date(around.now.getTime() + days * DAY);
        const inOneGo = copyOf(file);
        const happened = settle(inOneGo, { ...around, now: until });
        const chance = new Chance(seed);
        const between = Array.from({ length: stops }, () => around.now.getTime() + chance.next() * days * DAY);
        const due = nextEffect(file)?.dueAt.getTime() ?? until.getTime();
        const instants = [...between, due, until.getTime()].filter((at) => at <= until.getTime()).sort((a, b) => a - b);
        const steps = instants.flatMap((at) => settle(file, { ...around, now: new Date(at) }));
        expect(JSON.stringify(file)).toBe(JSON.stringify(inOneGo));
        expect(JSON.stringify(steps)).toBe(JSON.stringify(happened));
      }),
      { numRuns: 1_000 },
    );
  });

  it('CLK-4 settling twice changes nothing', () => {
    fc.assert(
      fc.property(moments, ({ seed, days }) => {
        const { file, around } = leadLife(seed, () => undefined);
        const later = { ...around, now: new Date(around.now.getTime() + days * DAY) };
        settle(file, later);
        const once = JSON.stringify(file);
        expect(settle(file, later)).toEqual([]);
        expect(JSON.stringify(file)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('CLK-4 what falls due at one instant happens in the same order, in whatever order the clocks are read', () => {
    const inOrder = (file: ReturnType<typeof copyOf>): string =>
      JSON.stringify(file.clocks.map((clock) => JSON.stringify(clock)).sort());
    fc.assert(
      fc.property(moments, ({ seed, days }) => {
        const { file, around } = leadLife(seed, () => undefined);
        const later = { ...around, now: new Date(around.now.getTime() + days * DAY) };
        const reversed = copyOf(file);
        reversed.clocks.reverse();
        expect(JSON.stringify(settle(reversed, later))).toBe(JSON.stringify(settle(file, later)));
        expect(inOrder(reversed)).toBe(inOrder(file));
      }),
      { numRuns: 1_000 },
    );
  });
});
