import type { Casework } from '../../casework/casework.ts';
import type { DispositionChanged } from '../../dispositions/disposition.answer.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';

export interface AcceptDisposition {
  readonly reportId: string;
  readonly dispositionId: string;
  /** Of the disposition. */
  readonly expectedVersion: number;
}

/** The agency takes a leg on (DIS-2). Its clocks run on: accepting is no response (DIS-5). */
export function acceptDisposition(
  casework: Casework,
  viewer: Viewer,
  input: AcceptDisposition,
): Promise<DispositionChanged | AnyRefusal> {
  const { reportId, dispositionId, expectedVersion } = input;
  const request = { reportId, dispositionId, expectedVersion, submitted: input };
  return casework.onReport(viewer, request, async (work) => {
    return (await work.advanceLeg({ action: 'ACCEPT', dispositionId })) ?? { reportId, dispositionId };
  });
}
