import type { Casework } from '../../casework/casework.ts';
import type { DispositionChanged } from '../../dispositions/disposition.answer.ts';
import { requestOf, type LegDecision } from '../../dispositions/disposition.decision.ts';
import { checkedReason } from '../../dispositions/instructions.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';

export interface DeclineDisposition extends LegDecision {
  /** 10 to 2,000 characters; published. */
  readonly reason: string;
  /** Whose authority it is; null: back to the national queue. */
  readonly targetAgencyId: string | null;
}

/**
 * "Not our authority": to the agency named, or back to the national queue; the third time to the arbiter, whatever agency
 * is named (DIS-2). Who gets the leg reads the reason in its history.
 */
export function declineDisposition(
  casework: Casework,
  viewer: Viewer,
  input: DeclineDisposition,
): Promise<DispositionChanged | AnyRefusal> {
  const { reportId, dispositionId, targetAgencyId: targetId } = input;
  const agencyIds = targetId === null ? [] : [targetId];
  return casework.onReport(viewer, requestOf(input, agencyIds), async (work) => {
    const reason = checkedReason(input.reason);
    const refused = await work.advanceLeg({ action: 'DECLINE', dispositionId, targetId }, { publicData: { reason } });
    return refused ?? { reportId, dispositionId };
  });
}
