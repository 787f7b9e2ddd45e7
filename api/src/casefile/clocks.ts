import type { TimeZone } from '../platform/calendar/local-day.ts';
import { pauseClock, resumeClock } from '../platform/calendar/pausable-clock.ts';
import type { Circumstances } from './action.ts';
import type { CaseFile, ClockKind, ClockState } from './case-file.ts';

/** The national administration verifies in its own time zone, wherever the report comes from. */
export const NATIONAL_TIME_ZONE: TimeZone = 'Asia/Jakarta';

/** A clock that runs: neither stopped nor paused. Its due instant may have passed. */
export function isRunning(clock: ClockState): boolean {
  return clock.stoppedAt === null && clock.pausedAt === null;
}

/** Starts the next epoch of a clock. The due instant is fixed here; only a pause moves it (CLK-3). */
export function startClock(
  file: CaseFile,
  kind: ClockKind,
  track: number,
  zone: TimeZone,
  around: Circumstances,
  shorterLimit: number | null = null,
): ClockState {
  const limitDays = shorterLimit ?? around.limit(kind, file.report.serviceClass);
  return startClockFor(file, kind, track, zone, around, limitDays);
}

/** As `startClock`, for a limit that is what is left of another. */
export function startClockFor(
  file: CaseFile,
  kind: ClockKind,
  track: number,
  zone: TimeZone,
  around: Circumstances,
  limitDays: number,
): ClockState {
  const earlier = file.clocks.filter((clock) => clock.kind === kind && clock.track === track);
  const clock: ClockState = {
    track,
    kind,
    epoch: earlier.length + 1,
    timeZone: zone,
    limitDays,
    startedAt: around.now,
    dueAt: around.calendar.dueAt(around.now, limitDays, zone),
    pausedAt: null,
    daysLeft: null,
    stoppedAt: null,
    firedAt: null,
  };
  file.clocks.push(clock);
  return clock;
}

/** The clock of a kind that has not been stopped on a track, if any. */
export function liveClock(file: CaseFile, kind: ClockKind, track: number): ClockState | undefined {
  return file.clocks.find((clock) => clock.kind === kind && clock.track === track && clock.stoppedAt === null);
}

export function stopClock(file: CaseFile, kind: ClockKind, track: number, at: Date): void {
  const clock = liveClock(file, kind, track);
  if (clock) clock.stoppedAt = at;
}

/** Stops all clocks of a track that has ended. */
export function stopTrack(file: CaseFile, track: number, at: Date): void {
  for (const clock of file.clocks) {
    if (clock.track === track && clock.stoppedAt === null) clock.stoppedAt = at;
  }
}

/** One of the defined pauses of CLK-3: returned to the reporter, held, merged, or resolved and awaiting the verdict. */
export function pause(file: CaseFile, kind: ClockKind, track: number, around: Circumstances): void {
  const clock = liveClock(file, kind, track);
  if (!clock || clock.pausedAt) return;
  clock.pausedAt = around.now;
  clock.daysLeft = pauseClock(around.calendar, clock.dueAt, around.now, clock.timeZone).remaining;
}

export function resume(file: CaseFile, kind: ClockKind, track: number, around: Circumstances): void {
  const clock = liveClock(file, kind, track);
  if (!clock?.pausedAt || clock.daysLeft === null) return;
  const paused = { dueAt: clock.dueAt, pausedAt: clock.pausedAt, remaining: clock.daysLeft };
  clock.dueAt = resumeClock(around.calendar, paused, around.now, clock.timeZone);
  clock.pausedAt = null;
  clock.daysLeft = null;
}

/** The nearest due instant that an agency holding a leg of the track has to keep; null when none runs. */
export function nextDueAt(file: CaseFile, track: number): Date | null {
  const due = file.clocks
    .filter(
      (clock) => clock.track === track && isRunning(clock) && clock.kind !== 'VERIFY' && clock.kind !== 'FEEDBACK',
    )
    .map((clock) => clock.dueAt.getTime());
  return due.length === 0 ? null : new Date(Math.min(...due));
}
