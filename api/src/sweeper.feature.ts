import { publishDailyRoot } from './audit/publish-daily-root.ts';
import type { Casework } from './casework/casework.ts';
import type { Feature, Foundation } from './feature.ts';
import type { Uploads } from './attachments/uploads.ts';
import { sweepDue } from './sweeper/sweep.ts';
import { releaseHeldReports } from './verification/commands/release-held-reports.ts';
import { Sweeper, type Chore } from './sweeper/sweeper.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Everything that happens by itself because time passes (CLK-4). */
export function sweeperFeature({ log, pool, clock }: Foundation, casework: Casework, uploads: Uploads): Feature {
  const chores: Chore[] = [
    { name: 'what fell due', everyMs: SECOND, run: () => sweepDue(casework) },
    { name: 'held reports to release', everyMs: MINUTE, run: () => releaseHeldReports(casework) },
    { name: 'uploads to check', everyMs: 5 * MINUTE, run: () => uploads.sweep() },
    { name: 'the root of the day', everyMs: HOUR, run: () => publishDailyRoot(pool, clock) },
  ];
  const sweeper = new Sweeper(chores, log);
  return {
    name: 'sweeper',
    start: () => sweeper.start(),
    stop: () => sweeper.stop(),
    settle: () => sweeper.settle(),
  };
}
