import type { Casework } from '../../casework/casework.ts';
import type { DispositionChanged } from '../../dispositions/disposition.answer.ts';
import { requestOf, type LegDecision } from '../../dispositions/disposition.decision.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';

/** The agency takes a leg on (DIS-2). Its clocks run on: accepting is no response (DIS-5). */
export function acceptDisposition(
  casework: Casework,
  viewer: Viewer,
  input: LegDecision,
): Promise<DispositionChanged | AnyRefusal> {
  const { reportId, dispositionId } = input;
  return casework.onReport(viewer, requestOf(input), async (work) => {
    return (await work.advanceLeg({ action: 'ACCEPT', dispositionId })) ?? { reportId, dispositionId };
  });
}
