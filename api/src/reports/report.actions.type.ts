import { ObjectType } from 'type-graphql';
import type { ReportStatus } from '../casefile/case-file.ts';
import { ActionAvailability, type Offer } from '../platform/graphql/action-availability.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import { ReportActions, type OfferableReportAction } from './report.actions.vocabulary.ts';
import { ReportStatuses } from './report.vocabulary.ts';

/** An action, and whether it is available in a status. */
export interface OfferedAction extends Offer {
  readonly action: OfferableReportAction;
  readonly status: ReportStatus;
}

@ObjectType('ReportActionAvailability', {
  description: 'Whether the viewer can do something to a report now, and why not. Draw buttons from it.',
})
export class ReportActionAvailability extends ActionAvailability {
  @LabelledField(ReportActions, { description: 'What it is.' })
  action: OfferableReportAction;

  constructor({ action, status, facts, ...offer }: OfferedAction) {
    const terms = { action: ReportActions.terms[action], status: ReportStatuses.terms[status] };
    super({ ...offer, facts: { ...terms, ...facts } });
    this.action = action;
  }
}
