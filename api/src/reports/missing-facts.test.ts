import { expect, test } from 'vitest';
import type { Fact } from '../categories/fact.ts';
import { missingFacts, type Answers } from './missing-facts.ts';

const NOTHING: Answers = { areaCode: null, place: null, latitude: null, longitude: null, eventDate: null, facts: {} };
const ALL: readonly Fact[] = ['WHO', 'WHAT', 'WHEN', 'WHERE', 'WHY', 'HOW'];

test.each<[string, Partial<Answers>, readonly Fact[], Fact[]]>([
  ['with nothing answered all are missed but what, which title and body say', {}, ALL, ALL.filter((f) => f !== 'WHAT')],
  ['no fact required', {}, [], []],
  ['only what is required is missed', {}, ['HOW', 'WHO'], ['HOW', 'WHO']],
  ['an area says where', { areaCode: '32.73' }, ['WHERE'], []],
  ['a place says where', { place: 'Jalan Braga' }, ['WHERE'], []],
  ['a point says where', { latitude: -6.9, longitude: 107.6 }, ['WHERE'], []],
  ['a point on the equator says where', { latitude: 0, longitude: 0 }, ['WHERE'], []],
  ['half a point does not say where', { latitude: -6.9 }, ['WHERE'], ['WHERE']],
  ['a blank place does not say where', { place: '  ' }, ['WHERE'], ['WHERE']],
  ['a date says when', { eventDate: '2026-03-02' }, ['WHEN'], []],
  ['a date says nothing else', { eventDate: '2026-03-02' }, ['WHO', 'WHERE'], ['WHO', 'WHERE']],
  ['an area says nothing else', { areaCode: '32.73' }, ['WHO', 'WHEN'], ['WHO', 'WHEN']],
  [
    'facts answer their own questions',
    { facts: { WHO: 'Oknum', HOW: 'Meminta uang' } },
    ['WHO', 'WHY', 'HOW'],
    ['WHY'],
  ],
  ['where and when may be told in words', { facts: { WHERE: 'Di pasar', WHEN: 'Kemarin' } }, ['WHERE', 'WHEN'], []],
  ['a blank answer is none', { facts: { WHO: ' ' } }, ['WHO'], ['WHO']],
])('INT-6 %s', (_, answers, required, missing) => {
  expect(missingFacts(required, { ...NOTHING, ...answers })).toEqual(missing);
});
