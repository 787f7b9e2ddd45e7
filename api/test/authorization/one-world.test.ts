import { beforeAll, describe } from 'vitest';
import { testDatabase } from '../database/test-database.ts';
import { fieldMatrix } from './field-matrix.ts';
import { foreignIds } from './foreign-ids.ts';
import { identityWalk } from './identity-walk.ts';
import { watch, type Watched } from './watch.ts';

/** Making the world takes longer than looking at it, so everything about it is one file to the test runner. */
let watched: Watched;
beforeAll(async () => {
  watched = await watch(await testDatabase());
}, 120_000);

describe('who sees what', () => fieldMatrix(() => watched));
describe('hidden ids', () => foreignIds(() => watched));
describe('the identity walk', () => identityWalk(() => watched));
