import type { Casework } from '../../casework/casework.ts';
import type { DispositionChanged } from '../../dispositions/disposition.answer.ts';
import { requestOf, type LegTransfer } from '../../dispositions/disposition.decision.ts';
import { openLegs, checkedInstruction } from '../../dispositions/instructions.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';

/**
 * Passes a leg on to another agency or to a unit below, down to kelurahan: a new leg on the same track, under the same
 * due dates (DIS-2, DIS-3, CLK-3).
 */
export function forwardDisposition(
  casework: Casework,
  viewer: Viewer,
  input: LegTransfer,
): Promise<DispositionChanged | AnyRefusal> {
  const { reportId, dispositionId, targetAgencyId: targetId } = input;
  return casework.onReport(viewer, requestOf(input, [targetId]), async (work) => {
    const instructions = new Map([[targetId, checkedInstruction(input.instruction)]]);
    const forwarded = () => work.advanceLeg({ action: 'FORWARD', dispositionId, targetId });
    return (await openLegs(work, instructions, forwarded)) ?? { reportId, dispositionId };
  });
}
