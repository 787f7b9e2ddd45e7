import { expect, test } from 'vitest';
import { MovableClock } from './clock.ts';

test('a movable clock stands still until it is advanced', () => {
  const clock = new MovableClock(new Date('2026-03-16T09:00:00+07:00'));
  expect(clock.now().toISOString()).toBe('2026-03-16T02:00:00.000Z');
  clock.advanceTo(new Date('2026-03-20T00:00:00+07:00'));
  expect(clock.now().toISOString()).toBe('2026-03-19T17:00:00.000Z');
});

test('a movable clock refuses to run backwards', () => {
  const clock = new MovableClock(new Date('2026-03-16T09:00:00Z'));
  expect(() => clock.advanceTo(new Date('2026-03-16T08:59:59Z'))).toThrow(/cannot go back/);
});

test('a movable clock refuses a date that is none', () => {
  expect(() => new MovableClock(new Date('yesterday'))).toThrow(RangeError);
});

test('a date handed out by the clock cannot be used to bend it', () => {
  const clock = new MovableClock(new Date('2026-03-16T09:00:00Z'));
  clock.now().setFullYear(1999);
  expect(clock.now().getUTCFullYear()).toBe(2026);
});

test('a movable clock with ticks runs on from where it was put', () => {
  let ticks = 5_000;
  const clock = new MovableClock(new Date('2026-03-16T02:00:00Z'), () => ticks);
  ticks += 1_500;
  expect(clock.now()).toEqual(new Date('2026-03-16T02:00:01.500Z'));
  clock.advanceTo(new Date('2026-03-20T02:00:00Z'));
  ticks += 1_000;
  expect(clock.now()).toEqual(new Date('2026-03-20T02:00:01Z'));
  expect(() => clock.advanceTo(new Date('2026-03-20T02:00:00Z'))).toThrow(RangeError);
});
