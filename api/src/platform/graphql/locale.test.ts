import { expect, test } from 'vitest';
import { localeFromHeader } from './locale.ts';

test.each([
  [undefined, 'id'],
  ['', 'id'],
  ['en', 'en'],
  ['en-GB,id;q=0.9', 'en'],
  ['id,en;q=0.9', 'id'],
  ['en;q=0.2, id;q=0.8', 'id'],
  ['fr, en;q=0.5', 'en'],
  ['en;q=0', 'id'],
  ['fr', 'id'],
  [';;;q=x,,', 'id'],
])('Accept-Language %s means %s', (header, locale) => {
  expect(localeFromHeader(header)).toBe(locale);
});
