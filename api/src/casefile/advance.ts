import { refusal } from './action.ts';
import type { Circumstances, DispositionDeed, Outcome, ReportDeed } from './action.ts';
import type { CaseFile } from './case-file.ts';
import { applyDispositionDeed, goesToArbiter, refuseDispositionDeed } from './disposition.deeds.ts';
import { DISPOSITION_LIFECYCLE } from './disposition.lifecycle.ts';
import { applyReportDeed, refuseReportDeed } from './report.deeds.ts';
import { REPORT_LIFECYCLE, sourceOf } from './report.lifecycle.ts';

/**
 * Makes something happen to a report: the only place where its status changes. Either the case file is changed as a
 * whole and what happened is returned, or the deed is refused and the file is as it was.
 *
 * Whoever calls has settled what fell due before (`settle`), and has checked who is acting.
 */
export function advanceReport(file: CaseFile, deed: ReportDeed, around: Circumstances): Outcome {
  const step = REPORT_LIFECYCLE[file.report.status][deed.action];
  if (!step) return notPossible(REPORT_LIFECYCLE, deed.action, file.report.status);
  const problem = refuseReportDeed(file, deed, around);
  if (problem) return { ok: false, refusal: problem };
  file.report.status = step.to;
  return { ok: true, happenings: applyReportDeed(file, deed, around) };
}

/** Makes something happen to one leg: the only place where a disposition's status changes. As `advanceReport`. */
export function advanceDisposition(file: CaseFile, deed: DispositionDeed, around: Circumstances): Outcome {
  const leg = file.dispositions.find(({ id }) => id === deed.dispositionId);
  if (!leg) return notPossible(DISPOSITION_LIFECYCLE, deed.action, 'ABSENT');
  const asked = DISPOSITION_LIFECYCLE[leg.status][deed.action];
  if (!asked) return notPossible(DISPOSITION_LIFECYCLE, deed.action, leg.status);
  const problem = refuseDispositionDeed(file, leg, deed, around);
  if (problem) return { ok: false, refusal: problem };
  const escalates = deed.action === 'DECLINE' && goesToArbiter(file, leg);
  const step = escalates ? DISPOSITION_LIFECYCLE[leg.status].ESCALATE : asked;
  leg.status = step?.to ?? asked.to;
  return { ok: true, happenings: applyDispositionDeed(file, leg, deed, around) };
}

function notPossible(lifecycle: Parameters<typeof sourceOf>[0], action: string, status: string): Outcome {
  return { ok: false, refusal: refusal('ACTION_NOT_POSSIBLE', sourceOf(lifecycle, action), { action, status }) };
}
