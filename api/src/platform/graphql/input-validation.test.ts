import { ArrayMaxSize, ArrayMinSize, Min } from 'class-validator';
import { expect, test } from 'vitest';
import { Text } from './checked-text.ts';
import { validateInput } from './input-validation.ts';
import { InvalidInput, type RefusedError } from './refusals.ts';

class LetterInput {
  @Text(2, 10)
  body = 'Halo';

  @Text(0, 5)
  note: string | null = null;

  @ArrayMinSize(1)
  @ArrayMaxSize(2)
  @Text(2, 5, { each: true })
  words = ['ya'];

  @Min(1900)
  year = 1945;
}

async function problemsOf(part: Partial<LetterInput>): Promise<string[]> {
  try {
    await validateInput(Object.assign(new LetterInput(), part));
    return [];
  } catch (error) {
    const { refusal } = error as RefusedError;
    if (!(refusal instanceof InvalidInput)) throw error;
    return refusal.fields.map((field) => `${field.path} ${field.code}: ${field.message('en')}`);
  }
}

test.each([
  [{ body: '' }, 'body REQUIRED: This is required.'],
  [{ body: ' \n\t' }, 'body REQUIRED: This is required.'],
  [{ body: '\u200b\u200d\ufeff\u3164\u2800' }, 'body REQUIRED: This is required.'],
  [{ body: ' a\u200b ' }, 'body TOO_SHORT: Too short: at least 2 characters.'],
  [{ body: 'x'.repeat(11) }, 'body TOO_LONG: Too long: at most 10 characters.'],
  [{ note: 'x'.repeat(6) }, 'note TOO_LONG: Too long: at most 5 characters.'],
  [{ words: ['ya', ''] }, 'words.1 REQUIRED: This is required.'],
  [{ words: ['panjang', 'ya'] }, 'words.0 TOO_LONG: Too long: at most 5 characters.'],
  [{ words: [] }, 'words TOO_FEW_ITEMS: Too few: at least 1.'],
  [{ words: ['satu', 'dua', 'tiga'] }, 'words TOO_MANY_ITEMS: Too many: at most 2.'],
  [{ year: -1 }, 'year TOO_SMALL: Must be at least 1900.'],
])('what is wrong with %j is said of the very field, in words that are true', async (part, problem) => {
  expect(await problemsOf(part)).toEqual([problem]);
});

test.each([
  { body: ' 0123456789 ' },
  { body: '😀'.repeat(10) },
  { note: ' ' },
  { note: null },
  { words: ['ya', 'tidak'] },
])('white space at the ends does not count, and characters count as people see them: %j', async (part) => {
  expect(await problemsOf(part)).toEqual([]);
});
