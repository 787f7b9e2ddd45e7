import type { Circumstances, Happening } from './action.ts';
import type { CaseFile, ClockState } from './case-file.ts';
import { CLOCK_KINDS } from './case-file.ts';
import { closeReport } from './closing.ts';
import { isRunning } from './clocks.ts';
import { endPause } from './report.deeds.ts';
import { REPORT_LIFECYCLE } from './report.lifecycle.ts';

/** The next due instant that has not had its effect, or null. */
export function nextEffect(file: CaseFile): ClockState | null {
  const pending = file.clocks.filter((clock) => isRunning(clock) && clock.firedAt === null);
  return pending.reduce<ClockState | null>(
    (first, clock) => (first === null || byDueInstant(clock, first) < 0 ? clock : first),
    null,
  );
}

/**
 * Of clocks due at one instant, those that are only marked overdue come before those that close the report or end a
 * pause: the same order in whatever order the clocks were read.
 */
function byDueInstant(a: ClockState, b: ClockState): number {
  return (
    a.dueAt.getTime() - b.dueAt.getTime() ||
    CLOCK_KINDS.indexOf(a.kind) - CLOCK_KINDS.indexOf(b.kind) ||
    a.track - b.track
  );
}

/**
 * Lets everything that fell due by `around.now` happen, in the order and at the instants at which it fell due, so that
 * a jump of the clock ends where its single steps would have (CLK-4). Running it twice changes nothing: every clock
 * has its effect once (`firedAt`).
 */
export function settle(file: CaseFile, around: Circumstances): Happening[] {
  const happenings: Happening[] = [];
  for (;;) {
    const due = nextEffect(file);
    if (!due || due.dueAt > around.now) return happenings;
    due.firedAt = due.dueAt;
    happenings.push(...takeEffect(file, due, { ...around, now: due.dueAt }));
  }
}

function takeEffect(file: CaseFile, clock: ClockState, around: Circumstances): Happening[] {
  const happened = { at: around.now, by: 'SYSTEM', dispositionId: null } as const;
  const lifecycle = REPORT_LIFECYCLE[file.report.status];
  if (clock.kind === 'REPORTER_REPLY' && lifecycle.END_PAUSE) {
    file.report.status = lifecycle.END_PAUSE.to;
    endPause(file, around);
    return [{ ...happened, type: 'PAUSE_ENDED', data: {} }];
  }
  if (clock.kind === 'FEEDBACK' && lifecycle.CLOSE_BY_SILENCE) {
    file.report.status = lifecycle.CLOSE_BY_SILENCE.to;
    closeReport(file, around.now, 'SYSTEM');
    return [{ ...happened, type: 'REPORT_CLOSED', data: { by: 'SYSTEM' } }];
  }
  const { kind, track, epoch, dueAt } = clock;
  return [{ ...happened, type: 'CLOCK_OVERDUE', data: { clock: kind, track, epoch, dueAt } }];
}
