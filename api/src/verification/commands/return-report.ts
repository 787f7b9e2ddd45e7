import type { Casework } from '../../casework/casework.ts';
import type { Fact } from '../../categories/fact.ts';
import type { Viewer } from '../../people/viewer.ts';
import { invalid, type AnyRefusal } from '../../platform/graphql/refusals.ts';
import { decide, type Decision, type ReportChanged } from '../decision.ts';

export interface ReturnReport extends Decision {
  /** At least one, or the return is refused. */
  readonly missingFacts: readonly Fact[];
  /** What the reporter is asked, in words. */
  readonly note: string;
}

/** Returns a report to its reporter naming the missing facts; the verification clock rests meanwhile (VER-2). */
export async function returnReport(
  casework: Casework,
  viewer: Viewer,
  input: ReturnReport,
): Promise<ReportChanged | AnyRefusal> {
  const note = input.note.trim();
  if (note === '') return invalid([{ path: 'note', code: 'REQUIRED' }]);
  const missingFacts = [...new Set(input.missingFacts)];
  return decide(casework, viewer, input, { action: 'RETURN', missingFacts, note });
}
