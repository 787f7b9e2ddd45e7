import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIME_ZONES, localDayOf } from './local-day.ts';
import type { TimeZone } from './local-day.ts';
import { pauseClock, resumeClock } from './pausable-clock.ts';
import { WorkingCalendar } from './working-calendar.ts';
import type { Holiday } from './working-calendar.ts';

const DAY = 86_400_000;
const FROM = Date.UTC(2025, 11, 1);

/** Days and instants lie in the same four months, so that holidays and clocks meet often. */
const days = fc.integer({ min: 0, max: 120 }).map((n) => new Date(FROM + n * DAY).toISOString().slice(0, 10));
const instants = fc.oneof(
  fc.integer({ min: FROM, max: FROM + 120 * DAY }).map((t) => new Date(t)),
  // the hours and the milliseconds before them: all three local midnights are among these
  fc
    .tuple(fc.integer({ min: 0, max: 120 * 24 }), fc.constantFrom(-1, 0, 1))
    .map(([h, ms]) => new Date(FROM + h * 3_600_000 + ms)),
);
const zones = fc.constantFrom(...TIME_ZONES);
const limits = fc.integer({ min: 1, max: 60 });
const holidays: fc.Arbitrary<Holiday> = fc.record({
  date: days,
  kind: fc.constantFrom('NATIONAL' as const, 'JOINT_LEAVE' as const),
  decree: fc.constant('decree'),
});
const decrees = fc.array(holidays, { maxLength: 40 });
const calendars = fc
  .tuple(decrees, fc.boolean())
  .map(([rows, jointLeaveStopsClock]) => new WorkingCalendar(rows, { jointLeaveStopsClock }));

const RUNS = { numRuns: 1_000 };
const inOrder = (a: Date, b: Date): [Date, Date] => (a <= b ? [a, b] : [b, a]);
const lastMoment = (due: Date): Date => new Date(due.getTime() - 1);

/** The definition, day by day, against which the closed form is held. */
function countedOneByOne(calendar: WorkingCalendar, from: Date, to: Date, zone: TimeZone): number {
  let count = 0;
  let day = localDayOf(from, zone);
  const last = localDayOf(to, zone);
  while (day < last) {
    day = new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
    if (calendar.isWorkingDay(day)) count++;
  }
  return count;
}

describe('due instants', () => {
  it('CLK-1 land on local midnight after a working day', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 0, max: 60 }), zones, (calendar, start, n, zone) => {
        const due = calendar.dueAt(start, n, zone);
        expect(due.toLocaleTimeString('sv-SE', { timeZone: zone })).toBe('00:00:00');
        expect(due.getTime() % 1000).toBe(0);
        expect(calendar.isWorkingDay(localDayOf(lastMoment(due), zone))).toBe(true);
        expect(due > start).toBe(true);
      }),
      RUNS,
    );
  });

  it('CLK-1 leave exactly n working days when the clock starts', () => {
    fc.assert(
      fc.property(calendars, instants, limits, zones, (calendar, start, n, zone) => {
        const due = calendar.dueAt(start, n, zone);
        expect(calendar.workingDaysLeft(start, due, zone)).toBe(n);
        expect(countedOneByOne(calendar, start, lastMoment(due), zone)).toBe(n);
      }),
      RUNS,
    );
  });

  it('CLK-1 never come earlier for a later start', () => {
    fc.assert(
      fc.property(calendars, instants, instants, fc.nat(60), zones, (calendar, a, b, n, zone) => {
        const [early, late] = inOrder(a, b);
        expect(calendar.dueAt(early, n, zone) <= calendar.dueAt(late, n, zone)).toBe(true);
      }),
      RUNS,
    );
  });

  it('CLK-1 come strictly later for every further working day', () => {
    fc.assert(
      fc.property(calendars, instants, limits, zones, (calendar, start, n, zone) => {
        expect(calendar.dueAt(start, n, zone) < calendar.dueAt(start, n + 1, zone)).toBe(true);
      }),
      RUNS,
    );
  });

  it('CLK-1 with no working days come before those with one, or together with them when the start is a day off', () => {
    fc.assert(
      fc.property(calendars, instants, zones, (calendar, start, zone) => {
        const none = calendar.dueAt(start, 0, zone).getTime();
        const one = calendar.dueAt(start, 1, zone).getTime();
        expect(none < one).toBe(calendar.isWorkingDay(localDayOf(start, zone)));
        expect(none <= one).toBe(true);
      }),
      RUNS,
    );
  });

  it('CLK-1 never come earlier because a holiday is added, nor because joint leave begins to count', () => {
    fc.assert(
      fc.property(
        decrees,
        holidays,
        fc.boolean(),
        instants,
        fc.nat(60),
        zones,
        (rows, added, joint, start, n, zone) => {
          const before = new WorkingCalendar(rows, { jointLeaveStopsClock: joint }).dueAt(start, n, zone);
          const more = new WorkingCalendar([...rows, added], { jointLeaveStopsClock: joint }).dueAt(start, n, zone);
          const strict = new WorkingCalendar(rows, { jointLeaveStopsClock: true }).dueAt(start, n, zone);
          expect(before <= more && before <= strict).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('CLK-1 fall on the same local day wherever the same wall clock shows the same time', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat(60), (calendar, wall, n) => {
        const dueDays = ['+07:00', '+08:00', '+09:00'].map((offset, index) => {
          const start = new Date(wall.toISOString().replace('Z', offset));
          const zone = TIME_ZONES[index]!;
          return localDayOf(lastMoment(calendar.dueAt(start, n, zone)), zone);
        });
        expect(new Set(dueDays).size).toBe(1);
      }),
      RUNS,
    );
  });
});

describe('counting', () => {
  it('CLK-1 agrees with counting day by day, and legs add up to the whole', () => {
    fc.assert(
      fc.property(calendars, fc.tuple(instants, instants, instants), zones, (calendar, unordered, zone) => {
        const [a, b, c] = unordered.toSorted((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date];
        const whole = calendar.workingDaysBetween(a, c, zone);
        expect(whole).toBe(countedOneByOne(calendar, a, c, zone));
        expect(calendar.workingDaysBetween(a, b, zone) + calendar.workingDaysBetween(b, c, zone)).toBe(whole);
        expect(calendar.workingDaysBetween(c, a, zone)).toBe(0);
      }),
      RUNS,
    );
  });

  it('CLK-1 nothing is left on the due day and after it', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat(60), fc.nat(100 * DAY), zones, (calendar, start, n, later, zone) => {
        const due = calendar.dueAt(start, n, zone);
        expect(calendar.workingDaysLeft(new Date(due.getTime() - DAY + later), due, zone)).toBe(0);
      }),
      RUNS,
    );
  });
});

describe('pauses', () => {
  /** A clock of n working days from the earliest of three instants, paused at the next and resumed at the last. */
  const histories = fc
    .tuple(fc.array(instants, { minLength: 4, maxLength: 4 }), limits, zones)
    .map(([unordered, n, zone]) => {
      const [start, first, second, third] = unordered.toSorted((a, b) => a.getTime() - b.getTime()) as [
        Date,
        Date,
        Date,
        Date,
      ];
      return { start, first, second, third, n, zone };
    });

  it('CLK-3 a pause that ends on its own local day changes nothing', () => {
    fc.assert(
      fc.property(calendars, histories, fc.nat(DAY), (calendar, { start, first, n, zone }, later) => {
        const due = calendar.dueAt(start, n, zone);
        const resumed = new Date(first.getTime() + later);
        fc.pre(localDayOf(first, zone) === localDayOf(resumed, zone));
        expect(resumeClock(calendar, pauseClock(calendar, due, first, zone), resumed, zone)).toEqual(due);
      }),
      RUNS,
    );
  });

  it('CLK-3 a longer pause never gives an earlier due date, nor any pause one earlier than before', () => {
    fc.assert(
      fc.property(calendars, histories, (calendar, { start, first, second, third, n, zone }) => {
        const due = calendar.dueAt(start, n, zone);
        const resumedAfter = (from: Date, to: Date): Date =>
          resumeClock(calendar, pauseClock(calendar, due, from, zone), to, zone);
        expect(due <= resumedAfter(first, second)).toBe(true);
        expect(resumedAfter(first, second) <= resumedAfter(first, third)).toBe(true);
        expect(resumedAfter(second, third) <= resumedAfter(first, third)).toBe(true);
      }),
      RUNS,
    );
  });

  it('CLK-3 a pause moves the due date by exactly the working days it used', () => {
    fc.assert(
      fc.property(calendars, histories, (calendar, { start, first, second, n, zone }) => {
        const due = calendar.dueAt(start, n, zone);
        const paused = pauseClock(calendar, due, first, zone);
        fc.pre(paused.remaining > 0);
        const dueAgain = resumeClock(calendar, paused, second, zone);
        const moved = calendar.workingDaysBetween(lastMoment(due), lastMoment(dueAgain), zone);
        expect(moved).toBe(calendar.workingDaysBetween(first, second, zone));
      }),
      RUNS,
    );
  });

  it('CLK-3 a clock that was overdue when paused is due when it was', () => {
    fc.assert(
      fc.property(calendars, histories, fc.nat(60 * DAY), (calendar, { start, n, zone }, late) => {
        const due = calendar.dueAt(start, n, zone);
        const pausedAt = new Date(due.getTime() + late);
        const resumedAt = new Date(pausedAt.getTime() + late);
        expect(resumeClock(calendar, pauseClock(calendar, due, pausedAt, zone), resumedAt, zone)).toEqual(due);
      }),
      RUNS,
    );
  });

  it('CLK-1 a due date after a pause lands on local midnight after a working day', () => {
    fc.assert(
      fc.property(calendars, histories, (calendar, { start, first, second, n, zone }) => {
        const due = calendar.dueAt(start, n, zone);
        const dueAgain = resumeClock(calendar, pauseClock(calendar, due, first, zone), second, zone);
        expect(dueAgain.toLocaleTimeString('sv-SE', { timeZone: zone })).toBe('00:00:00');
        expect(calendar.isWorkingDay(localDayOf(lastMoment(dueAgain), zone))).toBe(true);
      }),
      RUNS,
    );
  });
});
