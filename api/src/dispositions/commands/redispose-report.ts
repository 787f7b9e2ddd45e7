import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import { openLegs, requireInstruction } from '../instructions.ts';

export interface RedisposeReport {
  readonly reportId: string;
  /** Of the report. */
  readonly expectedVersion: number;
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
  const { reportId, expectedVersion, track, agencyId } = input;
  const request = { reportId, expectedVersion, submitted: input, agencyIds: [agencyId] };
  return casework.onReport(viewer, request, async (work) => {
    const instructions = new Map([[agencyId, requireInstruction(input.instruction, 'instruction')]]);
    const redisposed = () => work.advance({ action: 'REDISPOSE', track, agencyId });
    return (await openLegs(work, instructions, redisposed)) ?? { reportId };
  });
}
