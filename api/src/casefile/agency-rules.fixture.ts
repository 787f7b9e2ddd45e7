import type { CaseRefusalCode } from './action.ts';
import { plan } from './life.fixture.ts';
import { declined, disposed, heldForHarbour, inArbitration, verified } from './rule.fixture.ts';
import type { Rule } from './rule.fixture.ts';

const toTransport = { action: 'DISPOSE', lead: plan('transport') } as const;

/** The codes that a deed is refused with because of the agencies it names. */
export const AGENCY_RULES = {
  NO_AGENCY_NAMED: [
    {
      rule: 'DIS-1 support is asked of somebody',
      given: disposed,
      when: (life) => life.tryReport({ action: 'ADD_SUPPORT', supporting: [] }),
      source: 'DIS-1',
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
      rule: 'DIS-1 so are the supporting ones, to the last',
      given: verified,
      when: (life) => life.tryReport({ ...toTransport, supporting: [plan('health'), plan('nowhere')] }),
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
      rule: 'VER-6 nor is one asked for support',
      given: verified,
      when: (life) => life.tryReport({ ...toTransport, supporting: [plan('health'), plan('harbour')] }),
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
    {
      rule: 'DIS-1 also among those that support it',
      given: verified,
      when: (life) => life.tryReport({ ...toTransport, supporting: [plan('social'), plan('health'), plan('social')] }),
      source: 'DIS-1',
      facts: { agencyId: 'social' },
    },
    {
      rule: 'DIS-1 and among those that come later',
      given: disposed,
      when: (life) => life.tryReport({ action: 'ADD_SUPPORT', supporting: [plan('papua'), plan('papua')] }),
      source: 'DIS-1',
      facts: { agencyId: 'papua' },
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
    {
      rule: 'DIS-1 nor is a leg forwarded to one',
      given: disposed,
      when: (life) => life.tryLeg({ action: 'FORWARD', targetId: 'health' }),
      source: 'DIS-1',
      facts: { agencyId: 'health' },
    },
    {
      rule: 'DIS-1 also from a supporting leg to the lead agency, wherever that leg has gone',
      given: () => disposed().leg({ action: 'FORWARD', targetId: 'social' }),
      when: (life) => life.tryLeg({ action: 'FORWARD', targetId: 'social' }, 1),
      source: 'DIS-1',
      facts: { agencyId: 'social' },
    },
    {
      rule: 'DIS-1 also when that one has resolved its leg and waits: it may get it back',
      given: () => disposed().leg({ action: 'RESOLVE' }, 1),
      when: (life) => life.tryLeg({ action: 'FORWARD', targetId: 'health' }),
      source: 'DIS-1',
      facts: { agencyId: 'health' },
    },
    {
      rule: 'DIS-1 "not our authority" does not name one',
      given: disposed,
      when: (life) => life.tryLeg({ action: 'DECLINE', targetId: 'health' }),
      source: 'DIS-1',
      facts: { agencyId: 'health' },
    },
    {
      rule: 'DIS-1 nor does the third, which only proposes one to the arbiter',
      given: () =>
        disposed().leg({ action: 'DECLINE', targetId: 'social' }).leg({ action: 'DECLINE', targetId: 'papua' }),
      when: (life) => life.tryLeg({ action: 'DECLINE', targetId: 'health' }),
      source: 'DIS-1',
      facts: { agencyId: 'health' },
    },
    {
      rule: 'DIS-1 nor does the arbiter decide for one',
      given: inArbitration,
      when: (life) => life.tryLeg({ action: 'ARBITRATE', targetId: 'health' }),
      source: 'DIS-1',
      facts: { agencyId: 'health' },
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
} satisfies Partial<Record<CaseRefusalCode, readonly Rule[]>>;
