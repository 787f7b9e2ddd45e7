import { describe, expect, it } from 'vitest';
import type { CaseRefusalCode } from './action.ts';
import { AGENCY_RULES } from './agency-rules.fixture.ts';
import { Life, plan } from './life.fixture.ts';
import { decided, declined, disposed, pausedToTheEnd, rated, resolved, verified } from './rule.fixture.ts';
import type { Rule } from './rule.fixture.ts';

/** Every code a deed can be refused with; the compiler misses none. */
const RULES: Record<CaseRefusalCode, readonly Rule[]> = {
  ...AGENCY_RULES,
  ACTION_NOT_POSSIBLE: [
    {
      rule: 'VER-2 a report that is not verified cannot be disposed',
      given: () => new Life(),
      when: (life) => life.tryReport({ action: 'DISPOSE', lead: plan('transport'), supporting: [] }),
      source: 'DIS-1',
      facts: { action: 'DISPOSE', status: 'RECEIVED' },
    },
    {
      rule: 'FUP-2 an answer at the due instant is too late: the report is closed',
      given: () => resolved().at('2026-06-18T00:00+07:00'),
      when: (life) => life.tryReport({ action: 'DISPUTE' }),
      source: 'FUP-2',
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
      rule: 'CLK-2 nor is that of a supporting agency',
      given: verified,
      when: (life) =>
        life.tryReport({
          action: 'DISPOSE',
          lead: plan('social', { resolveWithinDays: 14 }),
          supporting: [plan('health', { resolveWithinDays: 1 }), plan('papua', { resolveWithinDays: 15 })],
        }),
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
