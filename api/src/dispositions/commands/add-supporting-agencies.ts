import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import { refuseIfClaimed } from '../../verification/claim.ts';
import { requestOf, type Decision } from '../../verification/decision.ts';
import { openLegs } from '../instructions.ts';
import { instructionsOf, planOf, type InstructedLeg } from './dispose-report.ts';

export interface AddSupportingAgencies extends Decision {
  readonly supporting: readonly InstructedLeg[];
}

/** Brings further agencies to a report that is being worked on, each on a track of its own (DIS-1). */
export function addSupportingAgencies(
  casework: Casework,
  viewer: Viewer,
  input: AddSupportingAgencies,
): Promise<{ reportId: string } | AnyRefusal> {
  const { reportId, supporting } = input;
  const request = { ...requestOf(input), agencyIds: supporting.map((leg) => leg.agencyId) };
  return casework.onReport(viewer, request, async (work) => {
    const added = () => work.advance({ action: 'ADD_SUPPORT', supporting: supporting.map((leg) => planOf(leg)) });
    const instructions = new Map(instructionsOf(supporting));
    return (await refuseIfClaimed(work)) ?? (await openLegs(work, instructions, added)) ?? { reportId };
  });
}
