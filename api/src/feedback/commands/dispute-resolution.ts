import type { ClaimedUploads } from '../../attachments/commands/attach.ts';
import type { Viewer } from '../../people/viewer.ts';
import { checkedText } from '../../platform/graphql/checked-text.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import { give, type FeedbackDesk, type FeedbackRequest, type GivenFeedback } from '../feedback.giving.ts';

export interface DisputeResolution extends FeedbackRequest, ClaimedUploads {
  /** What is not resolved. */
  readonly text: string;
}

/**
 * The reporter does not accept the resolution: back to the lead agency and, by the event's topics, to the agencies above
 * it; the resolution's clock runs on, and a response is due anew (FUP-2).
 */
export function disputeResolution(
  desk: FeedbackDesk,
  viewer: Viewer,
  { text, attachmentIds, claimTokens, ...request }: DisputeResolution,
): Promise<GivenFeedback | AnyRefusal> {
  return give(desk, viewer, request, () => ({
    command: 'disputeResolution',
    deed: { action: 'DISPUTE' },
    text: checkedText(text, 'text', { least: 10, most: 10_000 }),
    rating: null,
    attachmentIds,
    claimTokens,
  }));
}
