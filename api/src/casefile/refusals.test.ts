import { describe, expect, it } from 'vitest';
import type { CaseRefusalCode, Outcome } from './action.ts';
import { Life, plan } from './life.fixture.ts';

interface Rule {
  /** The rule, with the requirement it comes from. */
  readonly rule: string;
  readonly given: () => Life;
  readonly when: (life: Life) => Outcome;
  readonly source: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

const verified = (): Life => new Life().report({ action: 'ACCEPT' });
const disposed = (): Life =>
  verified().report({ action: 'DISPOSE', lead: plan('transport'), supporting: [plan('health')] });
const heldForHarbour = (): Life => new Life().report({ action: 'HOLD', agencyId: 'harbour' });
const declined = (): Life => disposed().leg({ action: 'DECLINE', targetId: null });
const inArbitration = (): Life =>
  disposed()
    .leg({ action: 'DECLINE', targetId: 'social' })
    .leg({ action: 'DECLINE', targetId: 'papua' })
    .leg({ action: 'DECLINE', targetId: 'education' });
const decided = (): Life => inArbitration().leg({ action: 'ARBITRATE', targetId: 'papua' });
/** Returned on Monday 8 June 2026 and never answered: the ten working days of pause are used up. */
const pausedToTheEnd = (): Life =>
  new Life({ receivedAt: '2026-06-08T09:00+07:00' })
    .report({ action: 'RETURN', missingFacts: ['place'], note: 'Di mana?' })
    .at('2026-08-03T09:00+07:00');
const resolved = (): Life =>
  verified()
    .report({ action: 'DISPOSE', lead: plan('transport'), supporting: [] })
    .leg({ action: 'RESOLVE' });
const rated = (): Life => resolved().report({ action: 'CONFIRM', rating: 4 });

/** Every code a deed can be refused with; the compiler misses none. */
const RULES: Record<CaseRefusalCode, readonly Rule[]> = {
  ACTION_NOT_POSSIBLE: [
    {
      rule: 'VER-2 a report that is not verified cannot be disposed',
      given: () => new Life(),
      when: (life) => life.tryReport({ action: 'DISPOSE', lead: plan('transport'), supporting: [] }),
      source: 'VER-2, DIS-2',
      facts: { action: 'DISPOSE', status: 'RECEIVED' },
    },
    {
      rule: 'FUP-2 an answer at the due instant is too late: the report is closed',
      given: () => resolved().at('2026-06-18T00:00+07:00'),
      when: (life) => life.tryReport({ action: 'DISPUTE' }),
      source: 'VER-2, DIS-2',
      facts: { action: 'DISPUTE', status: 'CLOSED' },
    },
  ],
  CATEGORY_MISSING: [
    {
      rule: 'VER-2 a report without a category cannot be accepted',
      given: () => new Life({ hasCategory: false }),
      when: (life) => life.tryReport({ action: 'ACCEPT' }),
      source: 'VER-2',
    },
    {
      rule: 'VER-6 nor held: it would be released to its agency without one',
      given: () => new Life({ hasCategory: false }),
      when: (life) => life.tryReport({ action: 'HOLD', agencyId: 'harbour' }),
      source: 'VER-2',
    },
  ],
  MISSING_FACTS_NOT_NAMED: [
    {
      rule: 'VER-2 a return names the missing facts',
      given: () => new Life(),
      when: (life) => life.tryReport({ action: 'RETURN', missingFacts: [], note: 'Kurang lengkap.' }),
      source: 'VER-2',
    },
  ],
  PAUSE_USED_UP: [
    {
      rule: 'VER-2 the pause is capped: who let it run out is not asked again',
      given: pausedToTheEnd,
      when: (life) => life.tryReport({ action: 'RETURN', missingFacts: ['place'], note: 'Di mana?' }),
      source: 'VER-2',
    },
  ],
  AGENCY_UNKNOWN: [
    {
      rule: 'DIS-1 a report is disposed to agencies that exist',
      given: verified,
      when: (life) => life.tryReport({ action: 'DISPOSE', lead: plan('nowhere'), supporting: [] }),
      source: 'DIS-1',
      facts: { agencyId: 'nowhere' },
    },
    {
      rule: 'VER-6 and held for one that exists',
      given: verified,
      when: (life) => life.tryReport({ action: 'HOLD', agencyId: 'nowhere' }),
      source: 'VER-6',
      facts: { agencyId: 'nowhere' },
    },
    {
      rule: 'DIS-2 a leg is forwarded to an agency that exists',
      given: disposed,
      when: (life) => life.tryLeg({ action: 'FORWARD', targetId: 'nowhere' }),
      source: 'DIS-2',
      facts: { agencyId: 'nowhere' },
    },
    {
      rule: 'DIS-2 the arbiter names an agency that exists',
      given: inArbitration,
      when: (life) => life.tryLeg({ action: 'ARBITRATE', targetId: 'nowhere' }),
      source: 'DIS-2',
      facts: { agencyId: 'nowhere' },
    },
  ],
  AGENCY_NOT_CONNECTED: [
    {
      rule: 'VER-6 nothing is disposed to an agency that is not connected',
      given: verified,
      when: (life) => life.tryReport({ action: 'DISPOSE', lead: plan('harbour'), supporting: [] }),
      source: 'VER-6',
      facts: { agencyId: 'harbour' },
    },
    {
      rule: 'VER-6 a held report is not released before its agency is connected',
      given: heldForHarbour,
      when: (life) => life.tryReport({ action: 'RELEASE' }),
      source: 'VER-6',
      facts: { agencyId: 'harbour' },
    },
    {
      rule: 'VER-6 "not our authority" names a target that is connected',
      given: disposed,
      when: (life) => life.tryLeg({ action: 'DECLINE', targetId: 'harbour' }),
      source: 'VER-6',
      facts: { agencyId: 'harbour' },
    },
  ],
  AGENCY_IS_CONNECTED: [
    {
      rule: 'VER-6 a report is held only for an agency that is not connected',
      given: verified,
      when: (life) => life.tryReport({ action: 'HOLD', agencyId: 'transport' }),
      source: 'VER-6',
      facts: { agencyId: 'transport' },
    },
  ],
  AGENCY_NAMED_TWICE: [
    {
      rule: 'DIS-1 an agency is named once in a disposition',
      given: verified,
      when: (life) => life.tryReport({ action: 'DISPOSE', lead: plan('social'), supporting: [plan('social')] }),
      source: 'DIS-1',
      facts: { agencyId: 'social' },
    },
  ],
  AGENCY_ALREADY_INVOLVED: [
    {
      rule: 'DIS-1 support is asked of an agency that is not at work on the report',
      given: disposed,
      when: (life) => life.tryReport({ action: 'ADD_SUPPORT', supporting: [plan('transport')] }),
      source: 'DIS-1',
      facts: { agencyId: 'transport' },
    },
    {
      rule: 'DIS-1 nor does a leg from the queue go to an agency with another leg',
      given: declined,
      when: (life) => life.tryReport({ action: 'REDISPOSE', track: 0, agencyId: 'health' }),
      source: 'DIS-1',
      facts: { agencyId: 'health' },
    },
  ],
  LIMIT_TOO_LONG: [
    {
      rule: 'CLK-2 an own limit is not longer than that of the class',
      given: verified,
      when: (life) =>
        life.tryReport({ action: 'DISPOSE', lead: plan('social', { resolveWithinDays: 15 }), supporting: [] }),
      source: 'CLK-2',
      facts: { limit: 14, asked: 15 },
    },
    {
      rule: 'CLK-2 nor shorter than a day',
      given: disposed,
      when: (life) => life.tryReport({ action: 'ADD_SUPPORT', supporting: [plan('social', { resolveWithinDays: 0 })] }),
      source: 'CLK-2',
      facts: { limit: 14, asked: 0 },
    },
  ],
  TRACK_NOT_IN_QUEUE: [
    {
      rule: 'DIS-2 only what was sent back to the national queue is disposed again',
      given: declined,
      when: (life) => life.tryReport({ action: 'REDISPOSE', track: 1, agencyId: 'social' }),
      source: 'DIS-2',
      facts: { track: 1 },
    },
  ],
  SAME_AGENCY: [
    {
      rule: 'DIS-3 an agency does not forward to itself',
      given: disposed,
      when: (life) => life.tryLeg({ action: 'FORWARD', targetId: 'transport' }),
      source: 'DIS-3',
    },
    {
      rule: 'DIS-2 nor does it name itself as the one whose authority it is instead',
      given: disposed,
      when: (life) => life.tryLeg({ action: 'DECLINE', targetId: 'transport' }),
      source: 'DIS-2',
    },
  ],
  FORWARDING_CYCLE: [
    {
      rule: 'DIS-3 a leg is not forwarded to an agency that has held it',
      given: () => disposed().leg({ action: 'FORWARD', targetId: 'social' }),
      when: (life) => life.tryLeg({ action: 'FORWARD', targetId: 'transport' }),
      source: 'DIS-3',
      facts: { agencyId: 'transport' },
    },
  ],
  BINDING_DECISION: [
    {
      rule: 'DIS-2 after three bounces the arbiter decides, and that is the end of "not our authority"',
      given: decided,
      when: (life) => life.tryLeg({ action: 'DECLINE', targetId: null }),
      source: 'DIS-2',
    },
    {
      rule: 'DIS-2 also for the agency to which the leg is then forwarded',
      given: () => decided().leg({ action: 'FORWARD', targetId: 'education' }),
      when: (life) => life.tryLeg({ action: 'DECLINE', targetId: 'social' }),
      source: 'DIS-2',
    },
  ],
  LEAD_CANNOT_BE_WITHDRAWN: [
    {
      rule: 'DIS-1 a report keeps its lead agency',
      given: disposed,
      when: (life) => life.tryLeg({ action: 'WITHDRAW' }),
      source: 'DIS-1',
    },
  ],
  ALREADY_RATED: [
    {
      rule: 'FUP-5 a closing is rated once',
      given: rated,
      when: (life) => life.tryReport({ action: 'RATE', rating: 1 }),
      source: 'FUP-5',
    },
  ],
};

describe.each(Object.entries(RULES))('%s', (code, rules) => {
  it.each(rules)('$rule', ({ given, when, source, facts = {} }) => {
    const life = given();
    const before = structuredClone(life.file);
    expect(when(life)).toEqual({ ok: false, refusal: { code, source, facts } });
    expect(life.file).toEqual(before);
  });
});
