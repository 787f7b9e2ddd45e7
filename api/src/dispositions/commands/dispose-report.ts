import type { LegPlan } from '../../casefile/action.ts';
import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import { refuseIfClaimed } from '../../verification/claim.ts';
import { requestOf, type Decision } from '../../verification/decision.ts';
import { openLegs, checkedInstruction } from '../instructions.ts';

/** One agency's part, with what it is asked to do. */
export interface InstructedLeg extends LegPlan {
  readonly instruction: string;
}

export interface DisposeReport extends Decision {
  /** Always required, whatever it says. */
  readonly lead: InstructedLeg;
  readonly supporting: readonly InstructedLeg[];
}

/** Sends a verified report to one lead agency and any number of supporting ones, each with its own instruction (DIS-1). */
export function disposeReport(
  casework: Casework,
  viewer: Viewer,
  input: DisposeReport,
): Promise<{ reportId: string } | AnyRefusal> {
  const { reportId, lead, supporting } = input;
  const legs = [lead, ...supporting];
  const request = { ...requestOf(input), agencyIds: legs.map((leg) => leg.agencyId) };
  return casework.onReport(viewer, request, async (work) => {
    const instructions = new Map([
      [lead.agencyId, checkedInstruction(lead.instruction, 'lead.instruction')],
      ...instructionsOf(supporting),
    ]);
    const plans = { lead: planOf(lead), supporting: supporting.map((leg) => planOf(leg)) };
    const disposed = () => work.advance({ action: 'DISPOSE', ...plans });
    return (await refuseIfClaimed(work)) ?? (await openLegs(work, instructions, disposed)) ?? { reportId };
  });
}

/** The instructions of supporting agencies, by agency. */
export function instructionsOf(supporting: readonly InstructedLeg[]): [agencyId: string, instruction: string][] {
  return supporting.map((leg, index) => [
    leg.agencyId,
    checkedInstruction(leg.instruction, `supporting.${index}.instruction`),
  ]);
}

export function planOf({ agencyId, required, resolveWithinDays }: LegPlan): LegPlan {
  return { agencyId, required, resolveWithinDays };
}
