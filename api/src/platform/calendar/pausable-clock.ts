import type { TimeZone } from './local-day.ts';
import { isOverdue } from './working-calendar.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** A clock that stands still. Store it as it is: a holiday added during the pause must not change what was left. */
export interface PausedClock {
  /** When the clock was due before the pause. */
  readonly dueAt: Date;
  readonly pausedAt: Date;
  /** Whole working days that were left after the day of the pause; 0 on the due day and when overdue. */
  readonly remaining: number;
}

/** Stops a clock due at `dueAt` at the instant `at` and notes the working days it had left. */
export function pauseClock(calendar: WorkingCalendar, dueAt: Date, at: Date, zone: TimeZone): PausedClock {
  return { dueAt, pausedAt: at, remaining: calendar.workingDaysLeft(at, dueAt, zone) };
}

/**
 * The due instant after resuming at `at`: the remaining working days counted anew from that day, never earlier than
 * before the pause (CLK-3). A clock that was already overdue when it was paused stays overdue: a pause gives time back,
 * it does not forgive.
 */
export function resumeClock(calendar: WorkingCalendar, paused: PausedClock, at: Date, zone: TimeZone): Date {
  if (isOverdue(paused.pausedAt, paused.dueAt)) return paused.dueAt;
  const dueAgain = calendar.dueAt(at, paused.remaining, zone);
  return dueAgain > paused.dueAt ? dueAgain : paused.dueAt;
}
