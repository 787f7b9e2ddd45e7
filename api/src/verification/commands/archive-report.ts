import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import { writtenText } from '../../platform/graphql/checked-text.ts';
import { invalid, type AnyRefusal } from '../../platform/graphql/refusals.ts';
import type { ArchiveReason } from '../archive-reason.vocabulary.ts';
import { decide, type Decision, type ReportChanged } from '../decision.ts';

export interface ArchiveReport extends Decision {
  readonly reason: ArchiveReason;
  /** In words, published with the reason; required where the reason is OTHER. */
  readonly note: string | null;
}

/** Archives a report for a published reason (VER-2). Nothing is deleted; all its clocks stop. */
export async function archiveReport(
  casework: Casework,
  viewer: Viewer,
  input: ArchiveReport,
): Promise<ReportChanged | AnyRefusal> {
  const note = writtenText(input.note);
  if (input.reason === 'OTHER' && note === null) return invalid([{ path: 'note', code: 'REQUIRED' }]);
  return decide(casework, viewer, input, { action: 'ARCHIVE', reason: input.reason, note });
}
