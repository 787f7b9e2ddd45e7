import { ObjectType } from 'type-graphql';
import type { DispositionStatus } from '../casefile/case-file.ts';
import { ActionAvailability, type Offer } from '../platform/graphql/action-availability.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { DispositionActions, type OfferableDispositionAction } from './disposition.actions.vocabulary.ts';
import { DispositionStatuses } from './disposition.vocabulary.ts';

/** An action, and whether it is available in a status. */
export interface OfferedAction extends Offer {
  readonly action: OfferableDispositionAction;
  readonly status: DispositionStatus;
}

@ObjectType('DispositionActionAvailability', {
  description: 'Whether the viewer can do something to a disposition now, and why not. Draw buttons from it.',
})
export class DispositionActionAvailability extends ActionAvailability {
  @LabelledField(DispositionActions, { description: 'What it is.' })
  action: OfferableDispositionAction;

  constructor({ action, status, facts, ...offer }: OfferedAction) {
    const terms = { action: DispositionActions.terms[action], status: DispositionStatuses.terms[status] };
    super({ ...offer, facts: { ...terms, ...facts } });
    this.action = action;
  }
}
