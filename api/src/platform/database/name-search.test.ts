import { expect, test } from 'vitest';
import { namePatterns } from './name-search.ts';

test.each([
  ['Bandung', ['%Bandung%']],
  ['  dinas   perhubungan ', ['%dinas%', '%perhubungan%']],
  ['Kab. Al, Barat', ['%Kab.%', '%Al%', '%Barat%']],
  ['DI', ['DI%']],
  ['di y', ['di y%']],
  ['100%_\\', ['%100\\%\\_\\\\%']],
  ['%_', ['\\%\\_%']],
  ['', []],
  [' , \0 ', []],
  ['one two three four five six seven', ['%one%', '%two%', '%three%', '%four%', '%five%', '%six%']],
])('the words of %j become %j', (text, patterns) => {
  expect(namePatterns(text)).toEqual(patterns);
});
