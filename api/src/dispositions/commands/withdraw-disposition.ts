import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import type { DispositionChanged } from '../disposition.answer.ts';
import { requireReason } from '../instructions.ts';

export interface WithdrawDisposition {
  readonly reportId: string;
  readonly dispositionId: string;
  /** Of the disposition. */
  readonly expectedVersion: number;
  /** 10 to 2,000 characters; published. */
  readonly reason: string;
}

/** Ends a supporting agency's leg that turned out not to be needed (DIS-1). */
export function withdrawDisposition(
  casework: Casework,
  viewer: Viewer,
  input: WithdrawDisposition,
): Promise<DispositionChanged | AnyRefusal> {
  const { reportId, dispositionId, expectedVersion } = input;
  const request = { reportId, dispositionId, expectedVersion, submitted: input };
  return casework.onReport(viewer, request, async (work) => {
    const reason = requireReason(input.reason);
    const refused = await work.advanceLeg({ action: 'WITHDRAW', dispositionId }, { publicData: { reason } });
    return refused ?? { reportId, dispositionId };
  });
}
