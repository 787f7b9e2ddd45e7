import type { Viewer } from '../../people/viewer.ts';
import { checkedText } from '../../platform/graphql/checked-text.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import { give, type FeedbackDesk, type FeedbackRequest, type GivenFeedback } from '../feedback.giving.ts';

export interface ConfirmResolution extends FeedbackRequest {
  readonly text: string | null;
  /** 1 to 5. */
  readonly rating: number | null;
}

/** The reporter accepts the resolution: the report is closed (FUP-2). */
export function confirmResolution(
  desk: FeedbackDesk,
  viewer: Viewer,
  { text, rating, ...request }: ConfirmResolution,
): Promise<GivenFeedback | AnyRefusal> {
  return give(desk, viewer, request, () => ({
    command: 'confirmResolution',
    deed: { action: 'CONFIRM', rating },
    text: text === null ? null : checkedText(text, 'text', { least: 0, most: 10_000 }) || null,
    rating,
    attachmentIds: [],
    claimTokens: [],
  }));
}
