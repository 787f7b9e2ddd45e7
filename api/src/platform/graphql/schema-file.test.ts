import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { firstDifference, schemaText, unannouncedBreakingChanges } from './schema-file.ts';

const before = 'type Query { a: Int b: Int }';
const after = buildSchema('type Query { b: Int }');
const released = '## Unreleased\n\n- Something.\n\n## 1.0.0\n\n- Query.a was removed.\n';

test('the text is sorted, and a difference is shown where it begins', () => {
  const text = schemaText(buildSchema('type Query { b: Int a: Int }'));
  expect(text).toContain('type Query {\n  a: Int\n  b: Int\n}\n');
  expect(firstDifference(text, text)).toBeNull();
  expect(firstDifference(text, text.replace('a: Int', 'a: ID'))).toMatch(
    /^line \d+\n  committed:   a: Int\n  from code:   a: ID$/,
  );
});

test('a breaking change must be announced under Unreleased, not in an older section', () => {
  expect(unannouncedBreakingChanges(before, after, released)).toEqual(['Query.a was removed.']);
  const announced = released.replace('Something.', 'Query.a was removed.');
  expect(unannouncedBreakingChanges(before, after, announced)).toEqual([]);
});

test('before the first release nobody can be broken', () => {
  expect(unannouncedBreakingChanges(before, after, '## Unreleased\n\n- The first version.\n')).toEqual([]);
  expect(unannouncedBreakingChanges('', after, released)).toEqual([]);
});
