import type { ActorKind, ReportStatus } from './case-file.ts';

export const REPORT_ACTIONS = [
  'ACCEPT',
  'RETURN',
  'SUPPLY_FACTS',
  'END_PAUSE',
  'HOLD',
  'RELEASE',
  'ARCHIVE',
  'MERGE',
  'UNMERGE',
  'REVISE',
  'DISPOSE',
  'ADD_SUPPORT',
  'REDISPOSE',
  'ASK_FEEDBACK',
  'CONFIRM',
  'DISPUTE',
  'CLOSE_BY_SILENCE',
  'RATE',
] as const;
/** What can happen to a report, as verbs. */
export type ReportAction = (typeof REPORT_ACTIONS)[number];

/** One step of a life cycle: where it leads, in which capacities it may be taken, and where the rule comes from. */
export interface Transition<Status> {
  readonly to: Status;
  readonly by: readonly ActorKind[];
  /** Requirement or legal basis. */
  readonly source: string;
}

/** Where an action comes from, whichever state it is possible in: what a refusal in all others follows from. */
export function sourceOf(
  lifecycle: Readonly<Record<string, Readonly<Partial<Record<string, Transition<string>>>>>>,
  action: string,
): string {
  const sources = Object.values(lifecycle).flatMap((steps) => steps[action]?.source.split(', ') ?? []);
  return [...new Set(sources)].join(', ');
}

type Lifecycle<Status extends string, Action extends string> = {
  readonly [S in Status]: { readonly [A in Action]?: Transition<Status> };
};

/**
 * The life of a report. What is not in this table cannot happen; only `advance()` reads it to change a status.
 * SYSTEM steps follow from others or from time and are never offered to anybody.
 */
export const REPORT_LIFECYCLE: Lifecycle<ReportStatus, ReportAction> = {
  RECEIVED: {
    ACCEPT: { to: 'VERIFIED', by: ['ADMIN'], source: 'VER-2' },
    RETURN: { to: 'RETURNED', by: ['ADMIN'], source: 'VER-2' },
    HOLD: { to: 'HELD', by: ['ADMIN'], source: 'VER-2, VER-6' },
    ARCHIVE: { to: 'ARCHIVED', by: ['ADMIN'], source: 'VER-2' },
    MERGE: { to: 'MERGED', by: ['ADMIN'], source: 'VER-2, VER-7' },
    REVISE: { to: 'RECEIVED', by: ['ADMIN'], source: 'VER-3' },
  },
  RETURNED: {
    SUPPLY_FACTS: { to: 'RECEIVED', by: ['REPORTER'], source: 'VER-2' },
    END_PAUSE: { to: 'RECEIVED', by: ['SYSTEM'], source: 'VER-2 (the pause is capped)' },
    ARCHIVE: { to: 'ARCHIVED', by: ['ADMIN'], source: 'VER-2' },
    REVISE: { to: 'RETURNED', by: ['ADMIN'], source: 'VER-3' },
  },
  HELD: {
    RELEASE: { to: 'IN_PROGRESS', by: ['SYSTEM'], source: 'VER-6' },
    ACCEPT: { to: 'VERIFIED', by: ['ADMIN'], source: 'VER-2' },
    ARCHIVE: { to: 'ARCHIVED', by: ['ADMIN'], source: 'VER-2' },
    REVISE: { to: 'HELD', by: ['ADMIN'], source: 'VER-3' },
  },
  VERIFIED: {
    DISPOSE: { to: 'IN_PROGRESS', by: ['ADMIN'], source: 'DIS-1' },
    HOLD: { to: 'HELD', by: ['ADMIN'], source: 'VER-2, VER-6' },
    ARCHIVE: { to: 'ARCHIVED', by: ['ADMIN'], source: 'VER-2' },
    MERGE: { to: 'MERGED', by: ['ADMIN'], source: 'VER-2, VER-7' },
    REVISE: { to: 'VERIFIED', by: ['ADMIN'], source: 'VER-3' },
  },
  IN_PROGRESS: {
    ADD_SUPPORT: { to: 'IN_PROGRESS', by: ['ADMIN'], source: 'DIS-1' },
    REDISPOSE: { to: 'IN_PROGRESS', by: ['ADMIN'], source: 'DIS-2' },
    REVISE: { to: 'IN_PROGRESS', by: ['ADMIN'], source: 'VER-3' },
    ASK_FEEDBACK: { to: 'AWAITING_FEEDBACK', by: ['SYSTEM'], source: 'DIS-4, FUP-2' },
  },
  AWAITING_FEEDBACK: {
    CONFIRM: { to: 'CLOSED', by: ['REPORTER'], source: 'FUP-2' },
    DISPUTE: { to: 'IN_PROGRESS', by: ['REPORTER'], source: 'FUP-2' },
    // An optional leg may be sent back to the queue while the reporter has the word: somebody has to take it on.
    REDISPOSE: { to: 'AWAITING_FEEDBACK', by: ['ADMIN'], source: 'DIS-2' },
    REVISE: { to: 'AWAITING_FEEDBACK', by: ['ADMIN'], source: 'VER-3' },
    CLOSE_BY_SILENCE: { to: 'CLOSED', by: ['SYSTEM'], source: 'FUP-2, CLK-4' },
  },
  // Personal data that is found late must still be masked, so what has ended or was merged can be corrected.
  CLOSED: {
    RATE: { to: 'CLOSED', by: ['REPORTER'], source: 'FUP-5' },
    REVISE: { to: 'CLOSED', by: ['ADMIN'], source: 'VER-3' },
  },
  ARCHIVED: {
    REVISE: { to: 'ARCHIVED', by: ['ADMIN'], source: 'VER-3' },
  },
  MERGED: {
    UNMERGE: { to: 'RECEIVED', by: ['ADMIN'], source: 'VER-7' },
    REVISE: { to: 'MERGED', by: ['ADMIN'], source: 'VER-3' },
  },
};
