import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import { decide, type Decision, type ReportChanged } from '../decision.ts';

export interface HoldReport extends Decision {
  /** The competent agency; refused when it is connected. */
  readonly agencyId: string;
}

/** Holds a report until the competent agency is connected (VER-2, VER-6). */
export function holdReport(casework: Casework, viewer: Viewer, input: HoldReport): Promise<ReportChanged | AnyRefusal> {
  return decide(casework, viewer, input, { action: 'HOLD', agencyId: input.agencyId }, [input.agencyId]);
}
