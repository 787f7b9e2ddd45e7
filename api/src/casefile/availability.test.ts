import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from './action.ts';
import {
  dispositionAvailability,
  OFFERABLE_DISPOSITION_ACTIONS,
  OFFERABLE_REPORT_ACTIONS,
  reportAvailability,
} from './availability.ts';
import type { Availability } from './availability.ts';
import { ACTOR_KINDS } from './case-file.ts';
import type { ActorKind } from './case-file.ts';
import { copyOf, Life, plan } from './life.fixture.ts';
import type { AnyDeed } from './random-life.fixture.ts';
import { RandomLife } from './random-life.fixture.ts';

const EVERYBODY: ReadonlySet<ActorKind> = new Set(ACTOR_KINDS);
const only = (kind: ActorKind): ReadonlySet<ActorKind> => new Set([kind]);

const ofReport = (life: Life, action: string, capacities = EVERYBODY): Availability<string> =>
  reportAvailability(life.file, capacities, life.around).find((offer) => offer.action === action)!;
const ofLeg = (life: Life, action: string, track = 0, capacities = EVERYBODY): Availability<string> =>
  dispositionAvailability(life.openLeg(track), capacities).find((offer) => offer.action === action)!;
const available = (offers: Availability<string>[]): string[] =>
  offers.filter((offer) => offer.available).map(({ action }) => action);

const disposed = (): Life =>
  new Life()
    .report({ action: 'ACCEPT' })
    .report({ action: 'DISPOSE', lead: plan('transport'), supporting: [plan('health')] });

describe('what can be done', () => {
  it('VER-2 lists every action but those that only the system takes', () => {
    const system = ['END_PAUSE', 'RELEASE', 'ASK_FEEDBACK', 'CLOSE_BY_SILENCE', 'ESCALATE', 'REOPEN', 'CLOSE'];
    const offered: readonly string[] = [...OFFERABLE_REPORT_ACTIONS, ...OFFERABLE_DISPOSITION_ACTIONS];
    expect(offered).toHaveLength(14 + 7);
    expect(offered.filter((action) => system.includes(action))).toEqual([]);
    expect(reportAvailability(new Life().file, EVERYBODY, new Life().around)).toHaveLength(14);
  });

  it.each<[ActorKind, string[]]>([
    ['ADMIN', ['ACCEPT', 'RETURN', 'HOLD', 'ARCHIVE', 'MERGE', 'REVISE']],
    ['REPORTER', []],
    ['AGENCY', []],
    ['INTERN', []],
    ['OVERSEER', []],
    ['SYSTEM', []],
  ])('VER-2 with a report that has just been received, by %s: %s', (kind, actions) => {
    const life = new Life();
    expect(available(reportAvailability(life.file, only(kind), life.around))).toEqual(actions);
  });

  it.each<[ActorKind, string[]]>([
    ['AGENCY', ['ACCEPT', 'RESPOND', 'RESOLVE', 'FORWARD', 'DECLINE']],
    ['ADMIN', ['WITHDRAW']],
    ['REPORTER', []],
  ])('DIS-2 with a supporting leg that has just been received, by %s: %s', (kind, actions) => {
    expect(available(dispositionAvailability(disposed().openLeg(1), only(kind)))).toEqual(actions);
  });

  it('FUP-2 with a resolution, by its reporter: confirm and dispute', () => {
    const life = disposed().leg({ action: 'RESOLVE' }).leg({ action: 'RESOLVE' }, 1);
    expect(available(reportAvailability(life.file, only('REPORTER'), life.around))).toEqual(['CONFIRM', 'DISPUTE']);
  });

  it('says so when it is possible, but for somebody else', () => {
    expect(ofReport(new Life(), 'ACCEPT', only('REPORTER'))).toEqual({
      action: 'ACCEPT',
      available: false,
      reason: 'NOT_YOURS',
      source: 'VER-2',
    });
    expect(ofLeg(disposed(), 'ACCEPT', 0, new Set())).toMatchObject({ available: false, reason: 'NOT_YOURS' });
  });
});

describe('why it cannot be done, known before anything is said', () => {
  it('VER-2 CATEGORY_MISSING: there is nothing to verify against', () => {
    const life = new Life({ hasCategory: false });
    expect(ofReport(life, 'ACCEPT').reason).toBe('CATEGORY_MISSING');
    expect(ofReport(life, 'HOLD').reason).toBe('CATEGORY_MISSING');
    expect(available(reportAvailability(life.file, only('ADMIN'), life.around))).toEqual([
      'RETURN',
      'ARCHIVE',
      'MERGE',
      'REVISE',
    ]);
  });

  it('VER-2 PAUSE_USED_UP: the reporter has had all the time there is', () => {
    const life = new Life().report({ action: 'RETURN', missingFacts: ['place'], note: 'Di mana?' });
    expect(ofReport(life.at('2026-08-03T09:00+07:00'), 'RETURN').reason).toBe('PAUSE_USED_UP');
  });

  it('DIS-2 TRACK_NOT_IN_QUEUE: nothing was sent back to the national queue', () => {
    const life = disposed();
    expect(ofReport(life, 'REDISPOSE').reason).toBe('TRACK_NOT_IN_QUEUE');
    expect(ofReport(life.leg({ action: 'DECLINE', targetId: null }, 1), 'REDISPOSE').available).toBe(true);
  });

  it('FUP-5 ALREADY_RATED: a closing is rated once', () => {
    const life = disposed().leg({ action: 'RESOLVE' }).leg({ action: 'RESOLVE' }, 1);
    expect(ofReport(life.report({ action: 'CONFIRM', rating: 3 }), 'RATE').reason).toBe('ALREADY_RATED');
  });

  it('DIS-1 LEAD_CANNOT_BE_WITHDRAWN: a report keeps its lead agency', () => {
    expect(ofLeg(disposed(), 'WITHDRAW')).toMatchObject({ reason: 'LEAD_CANNOT_BE_WITHDRAWN', source: 'DIS-1' });
  });

  it('DIS-2 BINDING_DECISION: the arbiter has decided', () => {
    const life = disposed()
      .leg({ action: 'DECLINE', targetId: 'social' })
      .leg({ action: 'DECLINE', targetId: 'papua' })
      .leg({ action: 'DECLINE', targetId: null })
      .leg({ action: 'ARBITRATE', targetId: 'papua' });
    expect(ofLeg(life, 'DECLINE').reason).toBe('BINDING_DECISION');
  });
});

describe('along random lives', () => {
  /** Tries an action several times, each time on a copy and with other input. */
  function attempts(life: RandomLife, deedWithAnyInput: () => AnyDeed | null): Outcome[] {
    return Array.from({ length: 3 }, () => life.carryOut(copyOf(life.file), deedWithAnyInput()!));
  }

  function holdsTrue(offer: Availability<string>, outcomes: Outcome[]): void {
    for (const outcome of outcomes) {
      const code = outcome.ok ? null : outcome.refusal.code;
      const kept = offer.available ? code !== 'ACTION_NOT_POSSIBLE' : code !== null;
      if (!kept) throw new Error(`${offer.action}: ${offer.reason ?? 'available'}, and then ${code ?? 'it happened'}`);
    }
  }

  it('VER-2 DIS-2 what is not available is refused, and what is available is possible', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (seed) => {
        const life = new RandomLife(seed);
        for (let deed = 0; deed < 15; deed++) {
          life.step();
          for (const offer of reportAvailability(life.file, EVERYBODY, life.around)) {
            holdsTrue(
              offer,
              attempts(life, () => life.reportDeed(offer.action)),
            );
          }
          for (const leg of life.file.dispositions) {
            for (const offer of dispositionAvailability(leg, EVERYBODY)) {
              holdsTrue(
                offer,
                attempts(life, () => life.legDeed(offer.action, leg.id)),
              );
            }
          }
        }
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });
});
