import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromGlobalId, toGlobalId, uuidFrom } from './global-id.ts';

const uuid = '018f0000-0000-7000-8000-000000000001';

test('a global id says type and uuid, and only to who asks for that type', () => {
  const id = toGlobalId('Report', uuid);
  expect(fromGlobalId(id)).toEqual({ type: 'Report', uuid });
  expect(fromGlobalId(id, 'Agency')).toBeNull();
  expect(uuidFrom(id, 'Report')).toBe(uuid);
});

test('a thing has one global id: other spellings of it are malformed', () => {
  const id = toGlobalId('Report', uuid);
  expect(id.endsWith('=')).toBe(true);
  expect(fromGlobalId(id.replaceAll('=', ''))).toBeNull();
  expect(fromGlobalId(` ${id}`)).toBeNull();
  expect(fromGlobalId(toGlobalId('Report', uuid.toUpperCase()))).toBeNull();
  expect(fromGlobalId(Buffer.from(`Report:${uuid}:x`).toString('base64'))).toBeNull();
});

test('no text makes fromGlobalId throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fromGlobalId(text) === null));
});
