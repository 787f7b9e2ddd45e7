import { describe, expect, it } from 'vitest';
import { HOLIDAYS_2025_2026 } from './holidays.fixture.ts';
import { LONGEST_LIMIT, WorkingCalendar, isOverdue } from './working-calendar.ts';

const calendar = new WorkingCalendar(HOLIDAYS_2025_2026, { jointLeaveStopsClock: true });
const at = (text: string): Date => new Date(text);

describe('working days', () => {
  it.each([
    ['2026-03-17', true, true, 'the Tuesday before Lebaran'],
    ['2026-03-18', false, true, 'joint leave'],
    ['2026-03-19', false, false, 'a national holiday'],
    ['2026-03-21', false, false, 'a national holiday on a Saturday'],
    ['2026-03-28', false, false, 'a Saturday'],
    ['2026-03-29', false, false, 'a Sunday'],
    ['2026-03-30', true, true, 'a Monday'],
  ])('CLK-1 %s works %s with joint leave stopping the clock, %s without: %s', (day, whenOn, whenOff) => {
    const lenient = new WorkingCalendar(HOLIDAYS_2025_2026, { jointLeaveStopsClock: false });
    expect(calendar.isWorkingDay(day)).toBe(whenOn);
    expect(lenient.isWorkingDay(day)).toBe(whenOff);
  });

  it('CLK-1 a day decreed both as holiday and as joint leave is closed once, also where joint leave does not count', () => {
    const twice = new WorkingCalendar(
      [
        { date: '2026-03-03', kind: 'JOINT_LEAVE', decree: 'a' },
        { date: '2026-03-03', kind: 'NATIONAL', decree: 'b' },
      ],
      { jointLeaveStopsClock: false },
    );
    expect(twice.isWorkingDay('2026-03-03')).toBe(false);
    expect(twice.workingDaysBetween(at('2026-03-02T09:00+07:00'), at('2026-03-06T09:00+07:00'), 'Asia/Jakarta')).toBe(
      3,
    );
  });

  it('CLK-1 a year without holiday rows counts weekends only, and says so', () => {
    expect([2024, 2025, 2026, 2027].filter((year) => calendar.knowsYear(year))).toEqual([2025, 2026]);
    expect(calendar.isWorkingDay('2027-01-01')).toBe(true);
    expect(calendar.isWorkingDay('2027-01-02')).toBe(false);
  });

  it.each(['2026-02-30', '2026-3-1', '20260301', '2026-03-01T00:00:00Z', ''])('refuses "%s" as a day', (day) => {
    expect(() => calendar.isWorkingDay(day)).toThrow(RangeError);
    for (const kind of ['NATIONAL', 'JOINT_LEAVE'] as const) {
      const holiday = { date: day, kind, decree: 'a' };
      expect(() => new WorkingCalendar([holiday], { jointLeaveStopsClock: false })).toThrow(RangeError);
    }
  });
});

describe('the starting day', () => {
  it.each([
    ['on a Saturday', '2026-03-07T11:00:00+07:00', '2026-03-11T24:00:00+07:00'],
    ['on a Sunday', '2026-03-08T11:00:00+07:00', '2026-03-11T24:00:00+07:00'],
    ['on a holiday (Friday 1 May)', '2026-05-01T11:00:00+07:00', '2026-05-06T24:00:00+07:00'],
    ['on a holiday before a weekend', '2026-04-03T11:00:00+07:00', '2026-04-08T24:00:00+07:00'],
    ['at 23:59:59.999 on a Tuesday', '2026-03-03T23:59:59.999+07:00', '2026-03-06T24:00:00+07:00'],
    ['at 00:00 on the Wednesday after', '2026-03-04T00:00:00+07:00', '2026-03-09T24:00:00+07:00'],
  ])('CLK-1 is not counted: three working days started %s', (_when, start, due) => {
    expect(calendar.dueAt(at(start), 3, 'Asia/Jakarta')).toEqual(at(due));
  });

  it.each([
    ['a working day ends that day', '2026-03-03T11:00:00+07:00', '2026-03-03T24:00:00+07:00'],
    ['a Saturday ends on Monday', '2026-03-07T11:00:00+07:00', '2026-03-09T24:00:00+07:00'],
    ['the first day of Lebaran ends after it', '2026-03-18T11:00:00+07:00', '2026-03-25T24:00:00+07:00'],
  ])('CLK-1 a limit of no working days started on %s', (_when, start, due) => {
    expect(calendar.dueAt(at(start), 0, 'Asia/Jakarta')).toEqual(at(due));
  });

  it.each([-1, 2.5, Number.NaN, Number.POSITIVE_INFINITY, LONGEST_LIMIT + 1])('refuses a limit of %s', (limit) => {
    expect(() => calendar.dueAt(at('2026-03-03T11:00:00+07:00'), limit, 'Asia/Jakarta')).toThrow(RangeError);
  });

  it('refuses an invalid instant', () => {
    const never = new Date(Number.NaN);
    const now = at('2026-03-03T11:00:00+07:00');
    expect(() => calendar.dueAt(never, 3, 'Asia/Jakarta')).toThrow(RangeError);
    expect(() => calendar.workingDaysLeft(now, never, 'Asia/Jakarta')).toThrow(RangeError);
  });
});

describe('time zones', () => {
  it.each([
    ['Asia/Jakarta', '2026-03-02T14:59:59.999Z', '2026-03-05T17:00:00Z'], // Monday 21:59 WIB, due Thursday
    ['Asia/Makassar', '2026-03-02T14:59:59.999Z', '2026-03-05T16:00:00Z'], // Monday 22:59 WITA
    ['Asia/Jayapura', '2026-03-02T14:59:59.999Z', '2026-03-05T15:00:00Z'], // Monday 23:59 WIT
    ['Asia/Jakarta', '2026-03-02T15:00:00.000Z', '2026-03-05T17:00:00Z'], // Monday 22:00 WIB
    ['Asia/Makassar', '2026-03-02T15:00:00.000Z', '2026-03-05T16:00:00Z'], // Monday 23:00 WITA
    ['Asia/Jayapura', '2026-03-02T15:00:00.000Z', '2026-03-06T15:00:00Z'], // Tuesday 00:00 WIT, due Friday
    ['Asia/Jakarta', '2026-03-02T16:59:59.999Z', '2026-03-05T17:00:00Z'], // Monday 23:59 WIB
    ['Asia/Jakarta', '2026-03-02T17:00:00.000Z', '2026-03-06T17:00:00Z'], // Tuesday 00:00 WIB
    ['Asia/Jayapura', '2026-03-02T23:59:59.999Z', '2026-03-06T15:00:00Z'], // Tuesday 08:59 WIT, just before midnight UTC
    ['Asia/Jayapura', '2026-03-03T00:00:00.000Z', '2026-03-06T15:00:00Z'], // Tuesday 09:00 WIT, midnight UTC
  ] as const)('CLK-1 three working days in %s from %s end at %s', (zone, start, due) => {
    expect(calendar.dueAt(at(start), 3, zone)).toEqual(at(due));
  });
});

describe('overdue', () => {
  it('CLK-1 the last millisecond of the due day is in time, the due instant is not', () => {
    const due = calendar.dueAt(at('2026-03-13T09:00:00+07:00'), 3, 'Asia/Jakarta');
    expect(isOverdue(at('2026-03-25T23:59:59.999+07:00'), due)).toBe(false);
    expect(isOverdue(at('2026-03-26T00:00:00.000+07:00'), due)).toBe(true);
  });
});

describe('working days left', () => {
  const due = at('2026-03-25T24:00:00+07:00'); // three working days from Friday 13 March: 16, 17, 25
  it.each([
    ['2026-03-12T12:00:00+07:00', 4],
    ['2026-03-13T00:00:00+07:00', 3],
    ['2026-03-15T23:59:59.999+07:00', 3],
    ['2026-03-16T00:00:00+07:00', 2],
    ['2026-03-17T12:00:00+07:00', 1],
    ['2026-03-24T23:59:59.999+07:00', 1],
    ['2026-03-25T00:00:00+07:00', 0],
    ['2026-03-25T23:59:59.999+07:00', 0],
    ['2026-03-26T00:00:00+07:00', 0],
    ['2026-06-01T00:00:00+07:00', 0],
  ])('CLK-1 at %s %i are left until the end of 25 March', (now, left) => {
    expect(calendar.workingDaysLeft(at(now), due, 'Asia/Jakarta')).toBe(left);
  });

  it.each([
    ['2026-03-13T09:00:00+07:00', '2026-03-13T18:00:00+07:00', 0],
    ['2026-03-13T09:00:00+07:00', '2026-03-15T18:00:00+07:00', 0],
    ['2026-03-13T23:59:59.999+07:00', '2026-03-16T00:00:00+07:00', 1],
    ['2026-03-13T09:00:00+07:00', '2026-03-26T09:00:00+07:00', 4],
    ['2026-03-26T09:00:00+07:00', '2026-03-13T09:00:00+07:00', 0],
    ['2025-12-31T09:00:00+07:00', '2026-12-31T09:00:00+07:00', 240], // 261 weekdays less 13 holidays and 8 days of joint leave
  ])('CLK-1 from %s to %s %i working days pass', (from, to, days) => {
    expect(calendar.workingDaysBetween(at(from), at(to), 'Asia/Jakarta')).toBe(days);
  });
});
