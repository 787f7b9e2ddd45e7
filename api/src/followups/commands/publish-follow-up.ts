import type { Viewer } from '../../people/viewer.ts';
import { checkedText } from '../../platform/graphql/checked-text.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import { publish, type FollowUpDesk, type FollowUpRequest, type PublishedFollowUp } from '../follow-up.publication.ts';
import type { ResponseKind } from '../follow-up.vocabulary.ts';

export interface PublishFollowUp extends FollowUpRequest {
  readonly kind: ResponseKind;
  readonly text: string;
}

/** The agency answers while it works, or adds to what it resolved; the first answer stops the clock of DIS-5 (FUP-1). */
export function publishFollowUp(
  desk: FollowUpDesk,
  viewer: Viewer,
  { kind, text, ...request }: PublishFollowUp,
): Promise<PublishedFollowUp | AnyRefusal> {
  return publish(desk, viewer, request, () => ({
    command: 'publishFollowUp',
    deed: { action: 'RESPOND', dispositionId: request.dispositionId },
    kind,
    text: checkedText(text, 'text', { least: 1, most: 10_000 }),
    evidence: null,
  }));
}
