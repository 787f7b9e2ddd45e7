import type { ClockState, CustodyState, DispositionState, Holder, ReportState } from '../casefile/case-file.ts';
import { MAIN_TRACK } from '../casefile/case-file.ts';
import { isRunning } from '../casefile/clocks.ts';
import { isOverdue } from '../platform/calendar/working-calendar.ts';

export const STEP_KINDS = ['WRITTEN', 'VERIFICATION', 'FOLLOW_UP', 'FEEDBACK', 'DONE'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export type StepState = 'DONE' | 'CURRENT' | 'PENDING' | 'SKIPPED';

/** As much of a case file as its public steps are made from. */
export interface StepsSource {
  readonly report: Pick<
    ReportState,
    'status' | 'receivedAt' | 'disposedAt' | 'resolvedAt' | 'closedAt' | 'closedBy' | 'archivedAt'
  >;
  readonly clocks: readonly ClockState[];
  readonly custody: readonly CustodyState[];
  readonly dispositions: readonly Pick<DispositionState, 'track' | 'required'>[];
}

export interface StepHolder {
  readonly holder: Holder;
  readonly agencyId: string | null;
}

/** One of the five public steps (FUP-3). */
export interface Step {
  readonly kind: StepKind;
  readonly state: StepState;
  readonly doneAt: Date | null;
  /** By when the next thing is promised; only where something is promised now. */
  readonly promisedAt: Date | null;
  /** The promise was not kept. */
  readonly overdue: boolean;
  /** Who the report waits for; only at the step under way. */
  readonly heldBy: StepHolder | null;
}

/** The five steps of a report at a moment: what is done, what is under way, by whom and until when. */
export function stepsOf(source: StepsSource, now: Date): Step[] {
  const current = currentStep(source.report);
  const promise = nextPromise(source);
  return STEP_KINDS.map((kind) => {
    const state = stateOf(kind, current, source);
    // What is promised in the feedback step is that the report is done by then, whatever the reporter says.
    const isPromised = promise !== null && (kind === current || (kind === 'DONE' && current === 'FEEDBACK'));
    return {
      kind,
      state,
      doneAt: state === 'DONE' ? doneAt(kind, source) : null,
      promisedAt: isPromised ? promise.dueAt : null,
      overdue: isPromised && isOverdue(now, promise.dueAt),
      heldBy: kind === current ? holderNow(source) : null,
    };
  });
}

/** The step under way; null when the report has ended. Verification lasts until the report is passed on (ADR 2). */
function currentStep({ status }: StepsSource['report']): StepKind | null {
  switch (status) {
    case 'RECEIVED':
    case 'RETURNED':
    case 'HELD':
    case 'VERIFIED':
      return 'VERIFICATION';
    case 'IN_PROGRESS':
    // It is followed up in the report that it was merged into.
    case 'MERGED':
      return 'FOLLOW_UP';
    case 'AWAITING_FEEDBACK':
      return 'FEEDBACK';
    case 'CLOSED':
    case 'ARCHIVED':
      return null;
  }
}

function stateOf(kind: StepKind, current: StepKind | null, source: StepsSource): StepState {
  if (current === null) return doneAt(kind, source) === null ? 'SKIPPED' : 'DONE';
  const distance = STEP_KINDS.indexOf(kind) - STEP_KINDS.indexOf(current);
  if (distance === 0) return 'CURRENT';
  return distance < 0 ? 'DONE' : 'PENDING';
}

function doneAt(kind: StepKind, source: StepsSource): Date | null {
  const { report } = source;
  switch (kind) {
    case 'WRITTEN':
      return report.receivedAt;
    case 'VERIFICATION':
      // To archive is to have verified, and so is to merge.
      return report.disposedAt ?? report.archivedAt ?? mergedAt(source);
    case 'FOLLOW_UP':
      return report.resolvedAt;
    case 'FEEDBACK':
      return report.closedBy === 'REPORTER' ? report.closedAt : null;
    case 'DONE':
      return report.closedAt ?? report.archivedAt;
  }
}

/** When the report it was merged into took over; null while it is not merged. */
function mergedAt(source: StepsSource): Date | null {
  return source.report.status === 'MERGED' ? (holding(source, MAIN_TRACK)?.fromAt ?? null) : null;
}

/** The nearest due instant of the part of the report that everything waits for, passed or not. */
export function nextPromise(source: StepsSource): ClockState | null {
  return nearest(source, decisiveTrack(source));
}

/** Who the part of the report that everything waits for is with. */
export function holderNow(source: StepsSource): StepHolder | null {
  const row = holding(source, decisiveTrack(source));
  return row ? { holder: row.holder, agencyId: row.agencyId } : null;
}

/**
 * The main line; or, once its agency is done and waits for others, the required supporting track whose time runs out
 * first (DIS-4).
 */
function decisiveTrack(source: StepsSource): number {
  if (holding(source, MAIN_TRACK)?.holder !== 'COORDINATION') return MAIN_TRACK;
  const required = new Set(source.dispositions.filter((leg) => leg.required).map((leg) => leg.track));
  const open = [...required].filter((track) => {
    const holder = holding(source, track)?.holder;
    return holder !== undefined && holder !== 'COORDINATION';
  });
  const dueOn = (track: number) => nearest(source, track)?.dueAt.getTime() ?? Infinity;
  return open.sort((a, b) => dueOn(a) - dueOn(b) || a - b)[0] ?? MAIN_TRACK;
}

function holding({ custody }: StepsSource, track: number): CustodyState | undefined {
  return custody.find((row) => row.track === track && row.untilAt === null);
}

function nearest({ clocks }: StepsSource, track: number): ClockState | null {
  return clocks
    .filter((clock) => clock.track === track && isRunning(clock))
    .reduce<ClockState | null>((first, clock) => (first && first.dueAt <= clock.dueAt ? first : clock), null);
}
