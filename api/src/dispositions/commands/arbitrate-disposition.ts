import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import type { DispositionChanged } from '../disposition.answer.ts';
import { requestOf, type LegTransfer } from '../disposition.decision.ts';
import { refuseIfClaimed } from '../../verification/claim.ts';
import { openLegs, checkedInstruction } from '../instructions.ts';

/** Decides, after the third "not our authority", which agency it is; that agency cannot decline any more (DIS-2). */
export function arbitrateDisposition(
  casework: Casework,
  viewer: Viewer,
  input: LegTransfer,
): Promise<DispositionChanged | AnyRefusal> {
  const { reportId, dispositionId, targetAgencyId: targetId } = input;
  return casework.onReport(viewer, requestOf(input, [targetId]), async (work) => {
    const instructions = new Map([[targetId, checkedInstruction(input.instruction)]]);
    const decided = () => work.advanceLeg({ action: 'ARBITRATE', dispositionId, targetId });
    return (
      (await refuseIfClaimed(work)) ?? (await openLegs(work, instructions, decided)) ?? { reportId, dispositionId }
    );
  });
}
