import type { Circumstances, LegPlan } from './action.ts';
import { refusal } from './action.ts';
import type { CaseRefusal } from './action.ts';
import type { CaseFile, DispositionState } from './case-file.ts';
import { agenciesOnTrack, MAIN_TRACK, openLeg, tracksOf } from './case-file.ts';
import { startClock } from './clocks.ts';
import { handToAgency } from './custody.ts';

/** Refuses agencies that are unknown or not connected (VER-6 holds reports for those instead). */
export function refuseAgency(agencyId: string, around: Circumstances, source: string): CaseRefusal | null {
  const agency = around.agency(agencyId);
  if (!agency) return refusal('AGENCY_UNKNOWN', source, { agencyId });
  if (!agency.connected) return refusal('AGENCY_NOT_CONNECTED', 'VER-6', { agencyId });
  return null;
}

/**
 * Refuses a target that `refuseAgency` does, and one that is at work on another track: one agency has one leg, and knows
 * which instruction is its own (DIS-1).
 */
export function refuseTargetAgency(
  file: CaseFile,
  track: number,
  agencyId: string,
  around: Circumstances,
): CaseRefusal | null {
  const elsewhere = tracksOf(file).some((other) => other !== track && openLeg(file, other)?.agencyId === agencyId);
  return (
    refuseAgency(agencyId, around, 'DIS-2') ??
    (elsewhere ? refusal('AGENCY_ALREADY_INVOLVED', 'DIS-1', { agencyId }) : null)
  );
}

/** Refuses plans that name an agency twice or one already at work, and limits longer than the class allows. */
export function refusePlans(file: CaseFile, plans: readonly LegPlan[], around: Circumstances): CaseRefusal | null {
  const classLimit = around.limit('RESOLVE', file.report.serviceClass);
  const atWork = tracksOf(file).map((track) => openLeg(file, track)?.agencyId);
  const named = new Set<string>();
  for (const { agencyId, resolveWithinDays } of plans) {
    const problem = refuseAgency(agencyId, around, 'DIS-1');
    if (problem) return problem;
    if (named.has(agencyId)) return refusal('AGENCY_NAMED_TWICE', 'DIS-1', { agencyId });
    if (atWork.includes(agencyId)) return refusal('AGENCY_ALREADY_INVOLVED', 'DIS-1', { agencyId });
    if (resolveWithinDays !== null && (resolveWithinDays < 1 || resolveWithinDays > classLimit)) {
      return refusal('LIMIT_TOO_LONG', 'CLK-2', { limit: classLimit, asked: resolveWithinDays });
    }
    named.add(agencyId);
  }
  return null;
}

/** Starts a track: its first leg, its own two clocks in the agency's time zone, and custody (DIS-1, DIS-5). */
export function beginTrack(file: CaseFile, track: number, plan: LegPlan, around: Circumstances): DispositionState {
  const leg = addLeg(
    file,
    { track, agencyId: plan.agencyId, required: plan.required, binding: false, from: null },
    around,
  );
  const zone = around.agency(plan.agencyId)!.timeZone;
  startClock(file, 'RESPOND', track, zone, around);
  startClock(file, 'RESOLVE', track, zone, around, plan.resolveWithinDays);
  handToAgency(file, leg, around.now);
  return leg;
}

/** Passes a track on to another agency: a new leg on the same track, under the clocks that already run (CLK-3). */
export function passOn(
  file: CaseFile,
  from: DispositionState,
  agencyId: string,
  around: Circumstances,
  binding = from.binding,
): DispositionState {
  const { track, required } = from;
  const leg = addLeg(file, { track, agencyId, required, binding, from: from.id }, around);
  handToAgency(file, leg, around.now);
  return leg;
}

/** Has the agency held the track before? Then giving it back is a cycle (DIS-3). */
export function wouldCycle(file: CaseFile, track: number, agencyId: string): boolean {
  return agenciesOnTrack(file, track).includes(agencyId);
}

interface NewLeg {
  readonly track: number;
  readonly agencyId: string;
  readonly required: boolean;
  readonly binding: boolean;
  readonly from: string | null;
}

function addLeg(file: CaseFile, leg: NewLeg, around: Circumstances): DispositionState {
  const disposition: DispositionState = {
    id: around.newId(),
    track: leg.track,
    agencyId: leg.agencyId,
    part: leg.track === MAIN_TRACK ? 'LEAD' : 'SUPPORTING',
    required: leg.required,
    binding: leg.binding,
    status: 'RECEIVED',
    forwardedFromId: leg.from,
    openedAt: around.now,
    acceptedAt: null,
    firstRespondedAt: null,
    resolvedAt: null,
    endedAt: null,
  };
  file.dispositions.push(disposition);
  return disposition;
}
