import { describe, expect, test } from 'vitest';
import { LIMITS } from './limits.ts';

describe('limits', () => {
  test('CLK-2 verify 3, respond 5, feedback 10, a pause at most 10; resolve 5, 14 or 60 by class', () => {
    expect(
      Object.fromEntries(LIMITS.map((limit) => [`${limit.kind} ${limit.serviceClass}`, limit.workingDays])),
    ).toEqual({
      'VERIFY ANY': 3,
      'RESPOND ANY': 5,
      'FEEDBACK ANY': 10,
      'REPORTER_REPLY ANY': 10,
      'RESOLVE INFORMATION': 5,
      'RESOLVE ORDINARY': 14,
      'RESOLVE SUPERVISED': 60,
    });
  });

  test('CLK-2 say where they come from, and the class limits that it is a secondary source', () => {
    for (const limit of LIMITS) expect(limit.legalBasis.length, limit.kind).toBeGreaterThan(20);
    for (const limit of LIMITS.filter((candidate) => candidate.kind === 'RESOLVE')) {
      expect(limit.legalBasis).toContain('Sumber sekunder');
    }
  });
});
