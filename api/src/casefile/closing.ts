import type { Circumstances, Happening } from './action.ts';
import type { CaseFile } from './case-file.ts';
import { MAIN_TRACK, OPEN_LEG_STATUSES, openLeg, tracksOf } from './case-file.ts';
import { resume, startClock, stopClock, stopTrack } from './clocks.ts';
import { endCustody, handOver, handToAgency, holderOf } from './custody.ts';
import { REPORT_LIFECYCLE } from './report.lifecycle.ts';

/** DIS-4: is every required leg resolved? A track that was withdrawn asks for nothing any more. */
export function allRequiredResolved(file: CaseFile): boolean {
  return file.dispositions
    .filter((leg) => leg.required)
    .every((leg) => {
      const holder = holderOf(file, leg.track)?.holder;
      return holder === 'COORDINATION' || holder === undefined;
    });
}

/** Once nothing required is open, the reporter has the word (FUP-2). Does nothing before that. */
export function askFeedbackWhenResolved(file: CaseFile, around: Circumstances): Happening[] {
  const step = REPORT_LIFECYCLE[file.report.status].ASK_FEEDBACK;
  if (!step || !allRequiredResolved(file)) return [];
  file.report.status = step.to;
  file.report.resolvedAt = around.now;
  for (const track of tracksOf(file)) {
    if (holderOf(file, track)?.holder === 'COORDINATION') handOver(file, track, around.now, { holder: 'REPORTER' });
  }
  const clock = startClock(file, 'FEEDBACK', MAIN_TRACK, file.report.timeZone, around);
  return [
    { type: 'FEEDBACK_ASKED', at: around.now, by: 'SYSTEM', dispositionId: null, data: { answerUntil: clock.dueAt } },
  ];
}

/** The reporter is not satisfied: back to the lead agency, its resolution clock running on where it was (FUP-2). */
export function reopenLead(file: CaseFile, around: Circumstances): void {
  stopClock(file, 'FEEDBACK', MAIN_TRACK, around.now);
  file.report.disputeCount += 1;
  file.report.resolvedAt = null;
  for (const track of tracksOf(file)) {
    const leg = openLeg(file, track);
    if (track === MAIN_TRACK && leg) {
      leg.status = 'ACCEPTED';
      leg.resolvedAt = null;
      handToAgency(file, leg, around.now);
      resume(file, 'RESOLVE', track, around);
      startClock(file, 'RESPOND', track, around.agency(leg.agencyId)?.timeZone ?? file.report.timeZone, around);
    } else if (holderOf(file, track)?.holder === 'REPORTER') {
      handOver(file, track, around.now, { holder: 'COORDINATION' });
    }
  }
}

/** Ends everything: legs, clocks and custody of all tracks (DIS-4). */
export function closeReport(file: CaseFile, at: Date, by: 'REPORTER' | 'SYSTEM'): void {
  file.report.closedAt = at;
  file.report.closedBy = by;
  for (const leg of file.dispositions) {
    if (!OPEN_LEG_STATUSES.includes(leg.status)) continue;
    leg.status = 'CLOSED';
    leg.endedAt = at;
  }
  endAllTracks(file, at);
}

/** Nothing runs and nobody holds the report any more. */
export function endAllTracks(file: CaseFile, at: Date): void {
  const tracks = new Set([MAIN_TRACK, ...tracksOf(file)]);
  for (const track of tracks) {
    endCustody(file, track, at);
    stopTrack(file, track, at);
  }
}
