import { describe, expect, it } from 'vitest';
import { TIME_ZONES, endOfLocalDay, isTimeZone, localDayOf } from './local-day.ts';

describe('local days', () => {
  it.each([
    ['2026-03-02T14:59:59.999Z', '2026-03-02', '2026-03-02', '2026-03-02'],
    ['2026-03-02T15:00:00.000Z', '2026-03-02', '2026-03-02', '2026-03-03'],
    ['2026-03-02T16:00:00.000Z', '2026-03-02', '2026-03-03', '2026-03-03'],
    ['2026-03-02T17:00:00.000Z', '2026-03-03', '2026-03-03', '2026-03-03'],
    ['2025-12-31T16:30:00.000Z', '2025-12-31', '2026-01-01', '2026-01-01'],
    ['2028-02-28T15:00:00.000Z', '2028-02-28', '2028-02-28', '2028-02-29'],
    ['1969-12-31T16:59:59.999Z', '1969-12-31', '1970-01-01', '1970-01-01'],
  ])('CLK-1 %s is %s in WIB, %s in WITA and %s in WIT', (instant, jakarta, makassar, jayapura) => {
    const days = TIME_ZONES.map((zone) => localDayOf(new Date(instant), zone));
    expect(days).toEqual([jakarta, makassar, jayapura]);
  });

  it.each([
    ['Asia/Jakarta', '2026-03-25T17:00:00.000Z'],
    ['Asia/Makassar', '2026-03-25T16:00:00.000Z'],
    ['Asia/Jayapura', '2026-03-25T15:00:00.000Z'],
  ] as const)('CLK-1 24:00 of 25 March in %s is %s', (zone, instant) => {
    expect(endOfLocalDay('2026-03-25', zone)).toEqual(new Date(instant));
  });

  it('CLK-1 the fixed offsets agree with the time zone database, hour by hour from 2019 to 2035', () => {
    for (const zone of TIME_ZONES) {
      const wall = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      });
      // 13 hours and 7 seconds: every hour of the day comes by
      for (let t = Date.UTC(2019, 0, 1); t < Date.UTC(2036, 0, 1); t += 13 * 3_600_000 + 7_000) {
        expect(localDayOf(new Date(t), zone)).toBe(wall.format(t));
      }
    }
  });

  it('knows the three zones and no other', () => {
    expect(TIME_ZONES).toEqual(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']);
    expect(['Asia/Jakarta', 'Asia/Pontianak', 'UTC', 'toString', ''].map(isTimeZone)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('refuses an invalid instant and a day that does not exist', () => {
    expect(() => localDayOf(new Date(Number.NaN), 'Asia/Jakarta')).toThrow(RangeError);
    expect(() => endOfLocalDay('2026-02-29', 'Asia/Jakarta')).toThrow(RangeError);
  });
});
