import { describe, expect, it } from 'vitest';
import { requestedRange } from './byte-range.ts';

describe('a Range header over ten bytes', () => {
  it.each([
    ['bytes=0-4', { start: 0, end: 4 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-30', { start: 0, end: 9 }],
    ['bytes=8-99', { start: 8, end: 9 }],
    ['bytes=10-', 'UNSATISFIABLE'],
    ['bytes=-0', 'UNSATISFIABLE'],
    ['bytes=5-2', null],
    ['bytes=0-1,3-4', null],
    ['lines=0-1', null],
    ['bytes=-', null],
    [undefined, null],
  ])('%s asks for %j', (header, range) => {
    expect(requestedRange(header, 10)).toEqual(range);
  });
});
