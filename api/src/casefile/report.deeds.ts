import { refusal } from './action.ts';
import type { CaseRefusal, Circumstances, Happening, HappeningType, ReportDeed } from './action.ts';
import type { CaseFile } from './case-file.ts';
import { agenciesOnTrack, MAIN_TRACK, tracksOf } from './case-file.ts';
import { closeReport, endAllTracks, reopenLead } from './closing.ts';
import { liveClock, pause, resume, startClockFor, stopClock } from './clocks.ts';
import { handOver, holderOf } from './custody.ts';
import { beginTrack, passOn, refuseAgency, refusePlans } from './legs.ts';
import type { ReportAction } from './report.lifecycle.ts';

/** Working days of pause the reporter has left (VER-2: the pause is capped). */
export function pauseDaysLeft(file: CaseFile, around: Pick<Circumstances, 'limit'>): number {
  return around.limit('REPORTER_REPLY', file.report.serviceClass) - file.report.pauseDaysUsed;
}

/** What speaks against a deed, beyond the life cycle. Nothing has been changed yet. */
export function refuseReportDeed(file: CaseFile, deed: ReportDeed, around: Circumstances): CaseRefusal | null {
  return refuseWhatIsSaid(file, deed, around) ?? refuseReportAction(file, deed.action, around);
}

/** What speaks against an action whatever is said with it, so that it need not be offered (`reportAvailability`). */
export function refuseReportAction(
  file: CaseFile,
  action: ReportAction,
  around: Pick<Circumstances, 'limit'>,
): CaseRefusal | null {
  switch (action) {
    case 'ACCEPT':
    // A held report goes to its agency by itself, so what that agency must be told is settled before.
    case 'HOLD':
      return file.report.hasCategory ? null : refusal('CATEGORY_MISSING', 'VER-2');
    case 'RETURN':
      return pauseDaysLeft(file, around) > 0 ? null : refusal('PAUSE_USED_UP', 'VER-2');
    case 'REDISPOSE': {
      const queued = tracksOf(file).some((track) => holderOf(file, track)?.holder === 'NATIONAL_QUEUE');
      return queued ? null : refusal('TRACK_NOT_IN_QUEUE', 'DIS-2');
    }
    case 'RATE':
      return file.report.rating === null ? null : refusal('ALREADY_RATED', 'FUP-5');
    default:
      return null;
  }
}

function refuseWhatIsSaid(file: CaseFile, deed: ReportDeed, around: Circumstances): CaseRefusal | null {
  switch (deed.action) {
    case 'RETURN':
      return deed.missingFacts.length === 0 ? refusal('MISSING_FACTS_NOT_NAMED', 'VER-2') : null;
    case 'HOLD': {
      const agency = around.agency(deed.agencyId);
      if (!agency) return refusal('AGENCY_UNKNOWN', 'VER-6', { agencyId: deed.agencyId });
      return agency.connected ? refusal('AGENCY_IS_CONNECTED', 'VER-6', { agencyId: deed.agencyId }) : null;
    }
    case 'RELEASE':
      return refuseAgency(file.report.heldForAgencyId ?? '', around, 'VER-6');
    case 'DISPOSE':
      return refusePlans(file, [{ ...deed.lead, required: true }, ...deed.supporting], around);
    case 'ADD_SUPPORT':
      if (deed.supporting.length === 0) return refusal('NO_AGENCY_NAMED', 'DIS-1');
      return refusePlans(file, deed.supporting, around);
    case 'REDISPOSE':
      if (holderOf(file, deed.track)?.holder !== 'NATIONAL_QUEUE') {
        return refusal('TRACK_NOT_IN_QUEUE', 'DIS-2', { track: deed.track });
      }
      return refusePlans(file, [{ agencyId: deed.agencyId, required: true, resolveWithinDays: null }], around);
    default:
      return null;
  }
}

/** Carries out a deed that nothing speaks against; the status has already been advanced. */
export function applyReportDeed(file: CaseFile, deed: ReportDeed, around: Circumstances): Happening[] {
  const { report } = file;
  const { now } = around;
  const happened = (type: HappeningType, data: Happening['data'] = {}): Happening[] => [
    { type, at: now, by: null, dispositionId: null, data },
  ];
  switch (deed.action) {
    case 'ACCEPT':
      report.verifiedAt = now;
      report.publishedAt ??= now;
      if (report.heldForAgencyId) backToQueue(file, around);
      return happened('REPORT_ACCEPTED');
    case 'RETURN': {
      report.missingFacts = [...deed.missingFacts];
      report.returnNote = deed.note;
      pause(file, 'VERIFY', MAIN_TRACK, around);
      const left = pauseDaysLeft(file, around);
      const clock = startClockFor(file, 'REPORTER_REPLY', MAIN_TRACK, report.timeZone, around, left);
      handOver(file, MAIN_TRACK, now, { holder: 'REPORTER' });
      return happened('REPORT_RETURNED', {
        missingFacts: deed.missingFacts,
        note: deed.note,
        answerUntil: clock.dueAt,
      });
    }
    case 'SUPPLY_FACTS':
      endPause(file, around);
      return happened('FACTS_SUPPLIED');
    case 'HOLD':
      report.heldForAgencyId = deed.agencyId;
      pause(file, 'VERIFY', MAIN_TRACK, around);
      handOver(file, MAIN_TRACK, now, { holder: 'UNCONNECTED_AGENCY', agencyId: deed.agencyId });
      return happened('REPORT_HELD', { agencyId: deed.agencyId });
    case 'RELEASE': {
      const agencyId = report.heldForAgencyId!;
      report.heldForAgencyId = null;
      report.verifiedAt ??= now;
      report.publishedAt ??= now;
      report.disposedAt = now;
      stopClock(file, 'VERIFY', MAIN_TRACK, now);
      beginTrack(file, MAIN_TRACK, { agencyId, required: true, resolveWithinDays: null }, around);
      return happened('REPORT_RELEASED', { agencyId });
    }
    case 'ARCHIVE':
      report.archivedAt = now;
      report.archiveReason = deed.reason;
      report.archiveNote = deed.note;
      report.heldForAgencyId = null;
      endAllTracks(file, now);
      return happened('REPORT_ARCHIVED', { reason: deed.reason, note: deed.note });
    case 'MERGE':
      report.mergedIntoId = deed.primaryId;
      pause(file, 'VERIFY', MAIN_TRACK, around);
      handOver(file, MAIN_TRACK, now, { holder: 'PRIMARY_REPORT' });
      return happened('REPORT_MERGED', { primaryId: deed.primaryId });
    case 'UNMERGE': {
      const primaryId = report.mergedIntoId;
      report.mergedIntoId = null;
      resume(file, 'VERIFY', MAIN_TRACK, around);
      handOver(file, MAIN_TRACK, now, { holder: 'NATIONAL_QUEUE' });
      return happened('REPORT_UNMERGED', { primaryId });
    }
    case 'REVISE':
      return happened('REPORT_REVISED');
    case 'DISPOSE': {
      report.disposedAt = now;
      stopClock(file, 'VERIFY', MAIN_TRACK, now);
      beginTrack(file, MAIN_TRACK, { ...deed.lead, required: true }, around);
      beginSupport(file, deed.supporting, around);
      const agencyIds = [deed.lead, ...deed.supporting].map((plan) => plan.agencyId);
      return happened('REPORT_DISPOSED', { agencyIds });
    }
    case 'ADD_SUPPORT':
      beginSupport(file, deed.supporting, around);
      return happened('SUPPORT_ADDED', { agencyIds: deed.supporting.map((plan) => plan.agencyId) });
    case 'REDISPOSE': {
      const last = file.dispositions.filter((leg) => leg.track === deed.track).at(-1)!;
      const flagged = agenciesOnTrack(file, deed.track).includes(deed.agencyId);
      stopClock(file, 'VERIFY', deed.track, now);
      passOn(file, last, deed.agencyId, around);
      return happened('REPORT_REDISPOSED', { track: deed.track, agencyId: deed.agencyId, returning: flagged });
    }
    case 'CONFIRM':
      report.rating = deed.rating;
      closeReport(file, now, 'REPORTER');
      return [
        ...happened('RESOLUTION_CONFIRMED', { rating: deed.rating }),
        ...happened('REPORT_CLOSED', { by: 'REPORTER' }),
      ];
    case 'DISPUTE':
      reopenLead(file, around);
      return happened('RESOLUTION_DISPUTED', { disputes: report.disputeCount });
    case 'RATE':
      report.rating = deed.rating;
      return happened('REPORT_RATED', { rating: deed.rating });
  }
}

/** The reporter has answered, or the capped pause is over: verification goes on with the days it had left. */
export function endPause(file: CaseFile, around: Circumstances): void {
  const reply = liveClock(file, 'REPORTER_REPLY', MAIN_TRACK);
  if (reply) {
    const used = around.calendar.workingDaysBetween(reply.startedAt, around.now, reply.timeZone);
    file.report.pauseDaysUsed += Math.min(used, reply.limitDays);
    reply.stoppedAt = around.now;
  }
  file.report.missingFacts = [];
  file.report.returnNote = null;
  resume(file, 'VERIFY', MAIN_TRACK, around);
  handOver(file, MAIN_TRACK, around.now, { holder: 'NATIONAL_QUEUE' });
}

/** A held report is to be disposed after all, in the days it had left: fresh ones would be bought time (CLK-3). */
function backToQueue(file: CaseFile, around: Circumstances): void {
  file.report.heldForAgencyId = null;
  resume(file, 'VERIFY', MAIN_TRACK, around);
  handOver(file, MAIN_TRACK, around.now, { holder: 'NATIONAL_QUEUE' });
}

function beginSupport(file: CaseFile, plans: Parameters<typeof refusePlans>[1], around: Circumstances): void {
  for (const plan of plans) {
    const track = Math.max(...tracksOf(file)) + 1;
    beginTrack(file, track, plan, around);
  }
}
