import { describe, expect, it } from 'vitest';
import { HOLIDAYS_2025_2026 } from './holidays.fixture.ts';
import { pauseClock, resumeClock } from './pausable-clock.ts';
import { WorkingCalendar } from './working-calendar.ts';

const calendar = new WorkingCalendar(HOLIDAYS_2025_2026, { jointLeaveStopsClock: true });
const wib = (text: string): Date => new Date(`${text}+07:00`);

describe('pausing and resuming', () => {
  // three working days from Friday 13 March 2026: 16, 17 and, after Lebaran, 25 March
  it.each([
    ['the same day', '2026-03-16T09:00', '2026-03-16T23:59', 2, '2026-03-25T24:00'],
    ['the next working day', '2026-03-16T09:00', '2026-03-17T09:00', 2, '2026-03-26T24:00'],
    ['during Lebaran, which counts for nobody', '2026-03-17T09:00', '2026-03-24T09:00', 1, '2026-03-25T24:00'],
    ['after Lebaran', '2026-03-17T09:00', '2026-03-27T09:00', 1, '2026-03-30T24:00'],
    ['on the due day, when the pause began on it', '2026-03-25T09:00', '2026-03-25T17:00', 0, '2026-03-25T24:00'],
    ['the day after the due day', '2026-03-25T09:00', '2026-03-26T09:00', 0, '2026-03-26T24:00'],
    ['on the Saturday after the due day', '2026-03-25T09:00', '2026-03-28T09:00', 0, '2026-03-30T24:00'],
  ])('VER-2 a clock resumed %s runs on with what was left', (_when, pausedAt, resumedAt, left, due) => {
    const paused = pauseClock(calendar, wib('2026-03-25T24:00'), wib(pausedAt), 'Asia/Jakarta');
    expect(paused.remaining).toBe(left);
    expect(resumeClock(calendar, paused, wib(resumedAt), 'Asia/Jakarta')).toEqual(wib(due));
  });

  it('CLK-3 a pause does not forgive a clock that was already overdue', () => {
    const due = wib('2026-03-25T24:00');
    const paused = pauseClock(calendar, due, due, 'Asia/Jakarta');
    expect(resumeClock(calendar, paused, wib('2026-04-20T09:00'), 'Asia/Jakarta')).toEqual(due);
  });

  it('CLK-4 a wall clock that jumps back during a pause does not bring the due day forward', () => {
    const paused = pauseClock(calendar, wib('2026-03-25T24:00'), wib('2026-03-16T09:00'), 'Asia/Jakarta');
    expect(resumeClock(calendar, paused, wib('2026-03-02T09:00'), 'Asia/Jakarta')).toEqual(wib('2026-03-25T24:00'));
  });

  it('CLK-1 a holiday decreed during a pause takes nothing from what was left', () => {
    const paused = pauseClock(calendar, wib('2026-03-25T24:00'), wib('2026-03-16T09:00'), 'Asia/Jakarta');
    const mourning = { date: '2026-03-17', kind: 'NATIONAL', decree: 'a' } as const;
    const amended = new WorkingCalendar([...HOLIDAYS_2025_2026, mourning], { jointLeaveStopsClock: true });
    expect(resumeClock(amended, paused, wib('2026-03-16T17:00'), 'Asia/Jakarta')).toEqual(wib('2026-03-26T24:00'));
  });
});
