import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import { refuseIfClaimed } from '../../verification/claim.ts';
import { requestOf, type Decision } from '../../verification/decision.ts';
import { openLegs, checkedInstruction } from '../instructions.ts';

export interface RedisposeReport extends Decision {
  /** The track that was sent back to the national queue. */
  readonly track: number;
  readonly agencyId: string;
  readonly instruction: string;
}

/** Gives a track that an agency sent back to another agency, under the due dates it has had all along (DIS-2, CLK-3). */
export function redisposeReport(
  casework: Casework,
  viewer: Viewer,
  input: RedisposeReport,
): Promise<{ reportId: string } | AnyRefusal> {
  const { reportId, track, agencyId } = input;
  const request = { ...requestOf(input), agencyIds: [agencyId] };
  return casework.onReport(viewer, request, async (work) => {
    const instructions = new Map([[agencyId, checkedInstruction(input.instruction)]]);
    const redisposed = () => work.advance({ action: 'REDISPOSE', track, agencyId });
    return (await refuseIfClaimed(work)) ?? (await openLegs(work, instructions, redisposed)) ?? { reportId };
  });
}
