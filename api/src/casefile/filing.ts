import type { Circumstances } from './action.ts';
import type { CaseFile, ReportState } from './case-file.ts';
import { MAIN_TRACK } from './case-file.ts';
import { NATIONAL_TIME_ZONE, startClock } from './clocks.ts';
import { handOver } from './custody.ts';

/** Opens the case file of a report that has just been received: its first clock and its first holder (VER-1). */
export function openCaseFile(report: ReportState, around: Circumstances): CaseFile {
  const file: CaseFile = { report, dispositions: [], clocks: [], custody: [] };
  startClock(file, 'VERIFY', MAIN_TRACK, NATIONAL_TIME_ZONE, around);
  handOver(file, MAIN_TRACK, around.now, { holder: 'NATIONAL_QUEUE' });
  return file;
}
