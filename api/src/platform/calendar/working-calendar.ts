import { dayNumberOf, endOfDay, parseDay } from './local-day.ts';
import type { DayNumber, LocalDay, TimeZone } from './local-day.ts';

/** A day on which offices are closed, as announced by decree. `JOINT_LEAVE` is cuti bersama. */
export interface Holiday {
  /** `YYYY-MM-DD` */
  readonly date: LocalDay;
  readonly kind: 'NATIONAL' | 'JOINT_LEAVE';
  /** Number of the decree that announces the day. */
  readonly decree: string;
}

/** CLK-1: whether joint leave stops the clock is a setting. */
export interface CalendarOptions {
  readonly jointLeaveStopsClock: boolean;
}

/** Longest limit a clock accepts, in working days (about twenty years): a mistyped limit is refused, not waited for. */
export const LONGEST_LIMIT = 5_000;

/** Overdue begins at the due instant itself: 24:00 of the last day is no longer in time. */
export function isOverdue(now: Date, dueAt: Date): boolean {
  return now.getTime() >= dueAt.getTime();
}

/**
 * Counts working days: Monday to Friday without the holidays given (CLK-1). Immutable; when a holiday row changes, build
 * a new one. A year without holiday rows counts weekends only, so ask `knowsYear` and warn.
 */
export class WorkingCalendar {
  /** Holidays that fall on Monday to Friday and stop the clock; the sorted form answers "how many up to a day". */
  private readonly closedWeekdays: ReadonlySet<DayNumber>;
  private readonly closedWeekdaysInOrder: readonly DayNumber[];
  private readonly years: ReadonlySet<number>;

  /** Throws RangeError when a holiday's date is not a real `YYYY-MM-DD` day. Duplicate days count once. */
  constructor(holidays: readonly Holiday[], options: CalendarOptions) {
    const days = holidays.map(({ date, kind }) => ({ day: parseDay(date), kind }));
    const closed = days.filter(({ kind }) => kind === 'NATIONAL' || options.jointLeaveStopsClock);
    this.closedWeekdays = new Set(closed.map(({ day }) => day).filter(isWeekday));
    this.closedWeekdaysInOrder = [...this.closedWeekdays].sort((a, b) => a - b);
    this.years = new Set(holidays.map(({ date }) => Number(date.slice(0, 4))));
  }

  /** True when at least one holiday of either kind is known for the year, false when it counts weekends only. */
  knowsYear(year: number): boolean {
    return this.years.has(year);
  }

  /** Throws RangeError when `day` is not a real `YYYY-MM-DD` day. */
  isWorkingDay(day: LocalDay): boolean {
    return this.isOpen(parseDay(day));
  }

  /**
   * CLK-1: 24:00 local of the n-th working day after the local day of `start`, as the instant 00:00 of the day after.
   * The starting day is not counted, whatever day it is. With n = 0: the end of the starting day if that is a working
   * day, else of the next working day. Throws RangeError unless n is a whole number from 0 to LONGEST_LIMIT.
   */
  dueAt(start: Date, workingDays: number, zone: TimeZone): Date {
    if (!Number.isInteger(workingDays) || workingDays < 0 || workingDays > LONGEST_LIMIT) {
      throw new RangeError(`Not a number of working days: ${workingDays}`);
    }
    let day = dayNumberOf(start, zone);
    for (let left = workingDays; left > 0; left--) day = this.nextOpenDay(day + 1);
    return endOfDay(this.nextOpenDay(day), zone);
  }

  /**
   * Whole working days strictly after the local day of `at`, up to and including the local day that ends at `dueAt`:
   * 0 on the due day itself and ever after.
   */
  workingDaysLeft(at: Date, dueAt: Date, zone: TimeZone): number {
    return this.workingDaysBetween(at, new Date(dueAt.getTime() - 1), zone);
  }

  /**
   * Working days after the local day of `from`, up to and including the local day of `to`; 0 when `to` is not on a later
   * day. Between a pause and its resumption: how many working days the pause used.
   */
  workingDaysBetween(from: Date, to: Date, zone: TimeZone): number {
    return Math.max(0, this.openDaysThrough(dayNumberOf(to, zone)) - this.openDaysThrough(dayNumberOf(from, zone)));
  }

  private isOpen(day: DayNumber): boolean {
    return isWeekday(day) && !this.closedWeekdays.has(day);
  }

  private nextOpenDay(day: DayNumber): DayNumber {
    while (!this.isOpen(day)) day++;
    return day;
  }

  /** Working days up to and including `day`, from an arbitrary origin: only differences mean anything. */
  private openDaysThrough(day: DayNumber): number {
    return weekdaysThrough(day) - countUpTo(this.closedWeekdaysInOrder, day);
  }
}

/** Day 4 after 1970-01-01, a Thursday, was a Monday: weeks are counted from there. */
const FIRST_MONDAY: DayNumber = 4;

function isWeekday(day: DayNumber): boolean {
  const sinceMonday = day - FIRST_MONDAY;
  return sinceMonday - 7 * Math.floor(sinceMonday / 7) < 5;
}

function weekdaysThrough(day: DayNumber): number {
  const week = Math.floor((day - FIRST_MONDAY) / 7);
  const dayOfWeek = day - FIRST_MONDAY - 7 * week;
  return 5 * week + Math.min(dayOfWeek + 1, 5);
}

/** How many of the sorted `days` are not after `day`, by bisection. */
function countUpTo(days: readonly DayNumber[], day: DayNumber): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
