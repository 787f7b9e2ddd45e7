import type { Outcome } from './action.ts';
import { Life, plan } from './life.fixture.ts';

/** A way in which a deed is refused: in which life, by what, and with which reason. */
export interface Rule {
  /** The rule, with the requirement it comes from. */
  readonly rule: string;
  readonly given: () => Life;
  readonly when: (life: Life) => Outcome;
  readonly source: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

export const verified = (): Life => new Life().report({ action: 'ACCEPT' });
export const disposed = (): Life =>
  verified().report({ action: 'DISPOSE', lead: plan('transport'), supporting: [plan('health')] });
export const heldForHarbour = (): Life => new Life().report({ action: 'HOLD', agencyId: 'harbour' });
export const declined = (): Life => disposed().leg({ action: 'DECLINE', targetId: null });
export const inArbitration = (): Life =>
  disposed()
    .leg({ action: 'DECLINE', targetId: 'social' })
    .leg({ action: 'DECLINE', targetId: 'papua' })
    .leg({ action: 'DECLINE', targetId: 'education' });
export const decided = (): Life => inArbitration().leg({ action: 'ARBITRATE', targetId: 'papua' });
/** Returned on Monday 8 June 2026 and never answered: the ten working days of pause are used up. */
export const pausedToTheEnd = (): Life =>
  new Life({ receivedAt: '2026-06-08T09:00+07:00' })
    .report({ action: 'RETURN', missingFacts: ['place'], note: 'Di mana?' })
    .at('2026-08-03T09:00+07:00');
export const resolved = (): Life =>
  verified()
    .report({ action: 'DISPOSE', lead: plan('transport'), supporting: [] })
    .leg({ action: 'RESOLVE' });
export const rated = (): Life => resolved().report({ action: 'CONFIRM', rating: 4 });
