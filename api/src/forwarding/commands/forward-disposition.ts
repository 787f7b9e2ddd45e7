import type { Casework } from '../../casework/casework.ts';
import type { DispositionChanged } from '../../dispositions/disposition.answer.ts';
import { openLegs, requireInstruction } from '../../dispositions/instructions.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';

export interface ForwardDisposition {
  readonly reportId: string;
  readonly dispositionId: string;
  /** Of the disposition. */
  readonly expectedVersion: number;
  readonly targetAgencyId: string;
  readonly instruction: string;
}

/**
 * Passes a leg on to another agency or to a unit below, down to kelurahan: a new leg on the same track, under the same
 * due dates (DIS-2, DIS-3, CLK-3).
 */
export function forwardDisposition(
  casework: Casework,
  viewer: Viewer,
  input: ForwardDisposition,
): Promise<DispositionChanged | AnyRefusal> {
  const { reportId, dispositionId, expectedVersion, targetAgencyId: targetId } = input;
  const request = { reportId, dispositionId, expectedVersion, submitted: input, agencyIds: [targetId] };
  return casework.onReport(viewer, request, async (work) => {
    const instructions = new Map([[targetId, requireInstruction(input.instruction, 'instruction')]]);
    const forwarded = () => work.advanceLeg({ action: 'FORWARD', dispositionId, targetId });
    return (await openLegs(work, instructions, forwarded)) ?? { reportId, dispositionId };
  });
}
