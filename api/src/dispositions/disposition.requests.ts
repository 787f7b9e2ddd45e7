import type { TuntasContext } from '../context.ts';
import { uuidFrom } from '../platform/graphql/global-id.ts';
import { refuse, RefusedError } from '../platform/graphql/refusals.ts';
import { readAnew, requireUuid } from '../reports/report.answer.ts';
import type { InstructedLeg } from './commands/dispose-report.ts';
import type { LegDecision } from './disposition.decision.ts';
import type { DispositionDecision, LeadAgencyInput, SupportingAgencyInput } from './disposition.inputs.ts';
import { dispositionById } from './disposition.loaders.ts';

/** Which leg of which report a decision is about; NOT_FOUND for one the viewer cannot see. */
export async function decisionOf(ctx: TuntasContext, input: DispositionDecision): Promise<LegDecision> {
  const leg = await dispositionById(ctx).load(requireUuid(input.dispositionId, 'Disposition'));
  // The command has a transaction of its own; a connection held meanwhile would be one too many under load.
  await readAnew(ctx);
  if (!leg) throw new RefusedError(refuse('NOT_FOUND'));
  const { expectedVersion } = input;
  return { reportId: leg.reportId, dispositionId: leg.id, expectedVersion, submitted: input };
}

/** The uuid of an agency named in a decision; AGENCY_UNKNOWN for an id of something else. */
export function requireAgency(id: string): string {
  const uuid = uuidFrom(id, 'Agency');
  if (uuid === null) throw new RefusedError(refuse('AGENCY_UNKNOWN', { agencyId: id }, 'DIS-1'));
  return uuid;
}

export function legOf(input: LeadAgencyInput & { readonly required: boolean }): InstructedLeg {
  return {
    agencyId: requireAgency(input.agencyId),
    instruction: input.instruction,
    required: input.required,
    resolveWithinDays: input.resolveWithinDays ?? null,
  };
}

export function supportingOf(supporting: readonly SupportingAgencyInput[]): InstructedLeg[] {
  return supporting.map((leg) => legOf(leg));
}
