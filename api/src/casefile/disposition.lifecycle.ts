import type { DispositionStatus } from './case-file.ts';
import type { Transition } from './report.lifecycle.ts';

export const DISPOSITION_ACTIONS = [
  'ACCEPT',
  'RESPOND',
  'RESOLVE',
  'FORWARD',
  'DECLINE',
  'ESCALATE',
  'ARBITRATE',
  'REOPEN',
  'WITHDRAW',
  'CLOSE',
] as const;
/** What can happen to one agency's leg, as verbs. ESCALATE is the third DECLINE, which goes to the arbiter (DIS-2). */
export type DispositionAction = (typeof DISPOSITION_ACTIONS)[number];

type DispositionLifecycle = {
  readonly [S in DispositionStatus]: { readonly [A in DispositionAction]?: Transition<DispositionStatus> };
};

/**
 * The life of a disposition: one agency's leg of a report. AGENCY means officers of the agency that holds the leg and
 * of every agency above it (DIS-4). There is no step to "not ours": a leg that is declined always goes to somebody.
 */
export const DISPOSITION_LIFECYCLE: DispositionLifecycle = {
  RECEIVED: {
    ACCEPT: { to: 'ACCEPTED', by: ['AGENCY'], source: 'DIS-2' },
    RESPOND: { to: 'ACCEPTED', by: ['AGENCY'], source: 'FUP-1, DIS-5' },
    RESOLVE: { to: 'RESOLVED', by: ['AGENCY'], source: 'FUP-1' },
    FORWARD: { to: 'FORWARDED', by: ['AGENCY'], source: 'DIS-2, DIS-3' },
    DECLINE: { to: 'DECLINED', by: ['AGENCY'], source: 'DIS-2' },
    ESCALATE: { to: 'IN_ARBITRATION', by: ['SYSTEM'], source: 'DIS-2' },
    WITHDRAW: { to: 'WITHDRAWN', by: ['ADMIN'], source: 'DIS-1' },
    CLOSE: { to: 'CLOSED', by: ['SYSTEM'], source: 'DIS-4' },
  },
  ACCEPTED: {
    RESPOND: { to: 'ACCEPTED', by: ['AGENCY'], source: 'FUP-1' },
    RESOLVE: { to: 'RESOLVED', by: ['AGENCY'], source: 'FUP-1' },
    FORWARD: { to: 'FORWARDED', by: ['AGENCY'], source: 'DIS-2, DIS-3' },
    DECLINE: { to: 'DECLINED', by: ['AGENCY'], source: 'DIS-2' },
    ESCALATE: { to: 'IN_ARBITRATION', by: ['SYSTEM'], source: 'DIS-2' },
    WITHDRAW: { to: 'WITHDRAWN', by: ['ADMIN'], source: 'DIS-1' },
    CLOSE: { to: 'CLOSED', by: ['SYSTEM'], source: 'DIS-4' },
  },
  RESOLVED: {
    RESPOND: { to: 'RESOLVED', by: ['AGENCY'], source: 'FUP-1' },
    REOPEN: { to: 'ACCEPTED', by: ['SYSTEM'], source: 'FUP-2' },
    CLOSE: { to: 'CLOSED', by: ['SYSTEM'], source: 'DIS-4, FUP-2' },
  },
  IN_ARBITRATION: {
    ARBITRATE: { to: 'DECLINED', by: ['ADMIN'], source: 'DIS-2' },
    CLOSE: { to: 'CLOSED', by: ['SYSTEM'], source: 'DIS-4' },
  },
  FORWARDED: {},
  DECLINED: {},
  WITHDRAWN: {},
  CLOSED: {},
};
