import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import { decide, type Decision, type ReportChanged } from '../decision.ts';

/** Accepts a report: it is published and waits for its disposition (VER-2). Refused while it has no category. */
export function acceptReport(casework: Casework, viewer: Viewer, input: Decision): Promise<ReportChanged | AnyRefusal> {
  return decide(casework, viewer, input, { action: 'ACCEPT' });
}
