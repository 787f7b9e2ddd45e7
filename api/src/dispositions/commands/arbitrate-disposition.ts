import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import type { DispositionChanged } from '../disposition.answer.ts';
import { openLegs, requireInstruction } from '../instructions.ts';

export interface ArbitrateDisposition {
  readonly reportId: string;
  readonly dispositionId: string;
  /** Of the disposition. */
  readonly expectedVersion: number;
  readonly targetAgencyId: string;
  readonly instruction: string;
}

/** Decides, after the third "not our authority", which agency it is; that agency cannot decline any more (DIS-2). */
export function arbitrateDisposition(
  casework: Casework,
  viewer: Viewer,
  input: ArbitrateDisposition,
): Promise<DispositionChanged | AnyRefusal> {
  const { reportId, dispositionId, expectedVersion, targetAgencyId: targetId } = input;
  const request = { reportId, dispositionId, expectedVersion, submitted: input, agencyIds: [targetId] };
  return casework.onReport(viewer, request, async (work) => {
    const instructions = new Map([[targetId, requireInstruction(input.instruction, 'instruction')]]);
    const decided = () => work.advanceLeg({ action: 'ARBITRATE', dispositionId, targetId });
    return (await openLegs(work, instructions, decided)) ?? { reportId, dispositionId };
  });
}
