import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lifeCyclesPage } from './life-cycles.page.ts';

it('docs/life-cycles.md is drawn from the tables (if not: node scripts/draw-life-cycles.mjs)', () => {
  const committed = readFileSync(new URL('../../../docs/life-cycles.md', import.meta.url), 'utf8');
  expect(committed).toBe(lifeCyclesPage());
});
