import { expect, test } from 'vitest';
import { byKey, createLoaders, defineLoader, groupByKey } from './loaders.ts';

const rows = [
  { id: 1, group: 'a' },
  { id: 2, group: 'b' },
  { id: 3, group: 'a' },
];

test('keys asked for at once come in one batch, per context', async () => {
  const batches: (readonly number[])[] = [];
  const doubled = defineLoader('doubled', async (_ctx, keys: readonly number[]) => {
    batches.push(keys);
    return keys.map((key) => key * 2);
  });
  const one = { loaders: createLoaders() };
  const other = { loaders: createLoaders() };
  const answers = await Promise.all([
    doubled(one).load(1),
    doubled(one).load(2),
    doubled(one).load(1),
    doubled(other).load(1),
  ]);
  expect(answers).toEqual([2, 4, 2, 2]);
  expect(batches).toEqual([[1, 2], [1]]);
});

test('byKey answers in the order of the keys, null where there is no row', () => {
  expect(byKey(rows, [3, 9, 1], (row) => row.id)).toEqual([rows[2], null, rows[0]]);
});

test('groupByKey answers in the order of the keys, empty where there is no row', () => {
  expect(groupByKey(rows, ['b', 'c', 'a'], (row) => row.group)).toEqual([[rows[1]], [], [rows[0], rows[2]]]);
});
