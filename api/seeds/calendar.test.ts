import { describe, expect, test } from 'vitest';
import { HOLIDAYS } from './calendar.ts';

/** CLK-1, written out by hand: year, kind, days by month. */
const EXPECTED = {
  '2025 NATIONAL': {
    1: [1, 27, 29],
    3: [29, 31],
    4: [1, 18, 20],
    5: [1, 12, 29],
    6: [1, 6, 27],
    8: [17],
    9: [5],
    12: [25],
  },
  '2025 JOINT_LEAVE': { 1: [28], 3: [28], 4: [2, 3, 4, 7], 5: [13, 30], 6: [9], 8: [18], 12: [26] },
  '2026 NATIONAL': {
    1: [1, 16],
    2: [17],
    3: [19, 21, 22],
    4: [3, 5],
    5: [1, 14, 27, 31],
    6: [1, 16],
    8: [17, 25],
    12: [25],
  },
  '2026 JOINT_LEAVE': { 2: [16], 3: [18, 20, 23, 24], 5: [15, 28], 12: [24] },
};

describe('calendar', () => {
  test.each(Object.entries(EXPECTED))('CLK-1 %s days are those of the decree', (yearAndKind, months) => {
    const [year, kind] = yearAndKind.split(' ');
    const expected = Object.entries(months).flatMap(([month, days]) =>
      days.map((day) => `${year}-${month.padStart(2, '0')}-${String(day).padStart(2, '0')}`),
    );
    const actual = HOLIDAYS.filter((holiday) => holiday.kind === kind && holiday.date.startsWith(`${year}-`));
    expect(actual.map((holiday) => holiday.date).sort()).toEqual(expected.sort());
  });

  test('holds nothing but 2025 and 2026, no day twice, and counts 17 + 11 and 17 + 8', () => {
    expect(HOLIDAYS).toHaveLength(17 + 11 + 17 + 8);
    expect(new Set(HOLIDAYS.map((holiday) => holiday.date)).size).toBe(HOLIDAYS.length);
  });

  test('names the decree of every day; 18 August 2025 came with the amendment', () => {
    const decreeOf = (date: string) => HOLIDAYS.find((holiday) => holiday.date === date)?.decree;
    expect(decreeOf('2025-08-18')).toContain('Nomor 933 Tahun 2025');
    expect(decreeOf('2025-04-07')).toContain('Nomor 1017 Tahun 2024');
    expect(decreeOf('2026-03-20')).toContain('Nomor 1497 Tahun 2025');
  });

  test('puts no joint leave on a weekend', () => {
    const weekdays = HOLIDAYS.filter((holiday) => holiday.kind === 'JOINT_LEAVE').map((holiday) =>
      new Date(`${holiday.date}T00:00:00Z`).getUTCDay(),
    );
    expect(weekdays.filter((weekday) => weekday === 0 || weekday === 6)).toEqual([]);
  });
});
