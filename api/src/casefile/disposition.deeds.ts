import { refusal } from './action.ts';
import type { CaseRefusal, Circumstances, DispositionDeed, Happening, HappeningType } from './action.ts';
import type { CaseFile, DispositionState } from './case-file.ts';
import { agenciesOnTrack, bounces, MAIN_TRACK } from './case-file.ts';
import { askFeedbackWhenResolved } from './closing.ts';
import { NATIONAL_TIME_ZONE, pause, startClock, stopClock, stopTrack } from './clocks.ts';
import { endCustody, handOver } from './custody.ts';
import type { DispositionAction } from './disposition.lifecycle.ts';
import { passOn, refuseTargetAgency, wouldCycle } from './legs.ts';

/** The bounce that goes to the arbiter instead of to the next agency (DIS-2). */
export const BOUNCES_UNTIL_ARBITER = 3;

/** What speaks against a deed on a leg, beyond the life cycle. Nothing has been changed yet. */
export function refuseDispositionDeed(
  file: CaseFile,
  leg: DispositionState,
  deed: DispositionDeed,
  around: Circumstances,
): CaseRefusal | null {
  return refuseDispositionAction(leg, deed.action) ?? refuseTarget(file, leg, deed, around);
}

/** What speaks against an action whatever its target, so that it need not be offered (`dispositionAvailability`). */
export function refuseDispositionAction(leg: DispositionState, action: DispositionAction): CaseRefusal | null {
  if (action === 'DECLINE' && leg.binding) return refusal('BINDING_DECISION', 'DIS-2');
  if (action === 'WITHDRAW' && leg.track === MAIN_TRACK) return refusal('LEAD_CANNOT_BE_WITHDRAWN', 'DIS-1');
  return null;
}

function refuseTarget(
  file: CaseFile,
  leg: DispositionState,
  deed: DispositionDeed,
  around: Circumstances,
): CaseRefusal | null {
  switch (deed.action) {
    case 'FORWARD':
      if (deed.targetId === leg.agencyId) return refusal('SAME_AGENCY', 'DIS-3');
      if (wouldCycle(file, leg.track, deed.targetId)) {
        return refusal('FORWARDING_CYCLE', 'DIS-3', { agencyId: deed.targetId });
      }
      return refuseTargetAgency(file, leg.track, deed.targetId, around);
    case 'DECLINE':
      if (deed.targetId === null) return null;
      if (deed.targetId === leg.agencyId) return refusal('SAME_AGENCY', 'DIS-2');
      return refuseTargetAgency(file, leg.track, deed.targetId, around);
    case 'ARBITRATE':
      return refuseTargetAgency(file, leg.track, deed.targetId, around);
    default:
      return null;
  }
}

/** Will this "not our authority" be the one that the arbiter decides? */
export function goesToArbiter(file: CaseFile, leg: DispositionState): boolean {
  return bounces(file, leg.track) + 1 >= BOUNCES_UNTIL_ARBITER;
}

/** Carries out a deed that nothing speaks against; the leg's status has already been advanced. */
export function applyDispositionDeed(
  file: CaseFile,
  leg: DispositionState,
  deed: DispositionDeed,
  around: Circumstances,
): Happening[] {
  const { now } = around;
  const happened = (type: HappeningType, data: Happening['data'] = {}): Happening[] => [
    { type, at: now, by: null, dispositionId: leg.id, data: { agencyId: leg.agencyId, track: leg.track, ...data } },
  ];
  switch (deed.action) {
    case 'ACCEPT':
      leg.acceptedAt = now;
      return happened('DISPOSITION_ACCEPTED');
    case 'RESPOND':
      respond(file, leg, now);
      return happened('DISPOSITION_RESPONDED');
    case 'RESOLVE':
      respond(file, leg, now);
      leg.resolvedAt = now;
      pause(file, 'RESOLVE', leg.track, around);
      handOver(file, leg.track, now, { holder: 'COORDINATION' });
      return [...happened('DISPOSITION_RESOLVED'), ...askFeedbackWhenResolved(file, around)];
    case 'FORWARD':
      leg.endedAt = now;
      passOn(file, leg, deed.targetId, around);
      return happened('DISPOSITION_FORWARDED', { targetId: deed.targetId });
    case 'DECLINE':
      if (leg.status === 'IN_ARBITRATION') {
        startClock(file, 'VERIFY', leg.track, NATIONAL_TIME_ZONE, around);
        handOver(file, leg.track, now, { holder: 'ARBITER', dispositionId: leg.id });
        return happened('DISPOSITION_ESCALATED', { proposedId: deed.targetId, bounces: bounces(file, leg.track) });
      }
      return decline(file, leg, deed.targetId, around, happened);
    case 'ARBITRATE':
      leg.endedAt = now;
      stopClock(file, 'VERIFY', leg.track, now);
      passOn(file, leg, deed.targetId, around, true);
      return happened('DISPOSITION_ARBITRATED', { targetId: deed.targetId });
    case 'WITHDRAW':
      leg.endedAt = now;
      endCustody(file, leg.track, now);
      stopTrack(file, leg.track, now);
      return [...happened('DISPOSITION_WITHDRAWN'), ...askFeedbackWhenResolved(file, around)];
  }
}

/** DIS-5: the first response of any kind stops the clock of the track. */
function respond(file: CaseFile, leg: DispositionState, now: Date): void {
  leg.acceptedAt ??= now;
  leg.firstRespondedAt ??= now;
  stopClock(file, 'RESPOND', leg.track, now);
}

function decline(
  file: CaseFile,
  leg: DispositionState,
  targetId: string | null,
  around: Circumstances,
  happened: (type: HappeningType, data?: Happening['data']) => Happening[],
): Happening[] {
  leg.endedAt = around.now;
  const count = bounces(file, leg.track);
  if (targetId === null) {
    startClock(file, 'VERIFY', leg.track, NATIONAL_TIME_ZONE, around);
    handOver(file, leg.track, around.now, { holder: 'NATIONAL_QUEUE' });
    return happened('DISPOSITION_DECLINED', { targetId: null, bounces: count });
  }
  const returning = agenciesOnTrack(file, leg.track).includes(targetId);
  passOn(file, leg, targetId, around);
  return happened('DISPOSITION_DECLINED', { targetId, bounces: count, returning });
}
