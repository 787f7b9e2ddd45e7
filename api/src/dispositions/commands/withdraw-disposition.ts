import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import type { DispositionChanged } from '../disposition.answer.ts';
import { requestOf, type LegDecision } from '../disposition.decision.ts';
import { refuseIfClaimed } from '../../verification/claim.ts';
import { checkedReason } from '../instructions.ts';

export interface WithdrawDisposition extends LegDecision {
  /** 10 to 2,000 characters; published. */
  readonly reason: string;
}

/** Ends a supporting agency's leg that turned out not to be needed (DIS-1). */
export function withdrawDisposition(
  casework: Casework,
  viewer: Viewer,
  input: WithdrawDisposition,
): Promise<DispositionChanged | AnyRefusal> {
  const { reportId, dispositionId } = input;
  return casework.onReport(viewer, requestOf(input), async (work) => {
    const reason = checkedReason(input.reason);
    const withdrawn = () => work.advanceLeg({ action: 'WITHDRAW', dispositionId }, { publicData: { reason } });
    return (await refuseIfClaimed(work)) ?? (await withdrawn()) ?? { reportId, dispositionId };
  });
}
