import { expect, test } from 'vitest';
import { hasRunOut } from './report.clocks.resolver.ts';

const day = (date: number): Date => new Date(Date.UTC(2026, 5, date));
const dueAt = day(5);

test.each([
  { what: 'runs', now: 4, overdue: false },
  { what: 'has run out at its due instant', now: 5, overdue: true },
  { what: 'was stopped in time', stoppedAt: day(4), now: 9, overdue: false },
  { what: 'was stopped late', stoppedAt: day(6), now: 9, overdue: true },
  { what: 'was paused in time', pausedAt: day(4), now: 9, overdue: false },
  { what: 'was paused late', pausedAt: day(6), now: 9, overdue: true },
  { what: 'was paused in time and stopped in the pause', pausedAt: day(4), stoppedAt: day(8), now: 9, overdue: false },
  { what: 'was paused late and stopped in the pause', pausedAt: day(6), stoppedAt: day(8), now: 9, overdue: true },
])('CLK-3 a clock that $what is overdue: $overdue', ({ pausedAt = null, stoppedAt = null, now, overdue }) => {
  expect(hasRunOut({ dueAt, pausedAt, stoppedAt }, day(now))).toBe(overdue);
});
