import type { Viewer } from '../../people/viewer.ts';
import { checkedText } from '../../platform/graphql/checked-text.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import { publish, type FollowUpDesk, type FollowUpRequest, type PublishedFollowUp } from '../follow-up.publication.ts';

export interface ResolveDisposition extends FollowUpRequest {
  readonly text: string;
  /** What shows that the matter is resolved. */
  readonly evidence: string;
}

/** The agency resolves its leg, with evidence; once every required leg is resolved, the reporter has the word (FUP-1). */
export function resolveDisposition(
  desk: FollowUpDesk,
  viewer: Viewer,
  { text, evidence, ...request }: ResolveDisposition,
): Promise<PublishedFollowUp | AnyRefusal> {
  return publish(desk, viewer, request, () => ({
    command: 'resolveDisposition',
    deed: { action: 'RESOLVE', dispositionId: request.dispositionId },
    kind: 'RESOLUTION',
    text: checkedText(text, 'text', { least: 1, most: 10_000 }),
    evidence: checkedText(evidence, 'evidence', { least: 10, most: 10_000 }),
  }));
}
