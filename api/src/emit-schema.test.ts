import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { emitSchema } from './emit-schema.ts';

test('the committed schema is the one the code builds', () => {
  expect(emitSchema(fileURLToPath(new URL('../..', import.meta.url)), true)).toBeNull();
});
