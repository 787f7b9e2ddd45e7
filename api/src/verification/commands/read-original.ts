import { appendEvent } from '../../casework/event-log.ts';
import type { Viewer } from '../../people/viewer.ts';
import { refuse, RefusedError, type AnyRefusal } from '../../platform/graphql/refusals.ts';
import { isSealed, openOriginals, type OpenedOriginal } from '../original.ts';
import type { RevisionDesk } from './revise-report.ts';

export interface ReadOriginal {
  readonly reportId: string;
  /** Why; kept in the audit trail. */
  readonly reason: string;
}

/**
 * Opens a corrected report as it stood before each correction, oldest first, for admins and overseers (VER-3). The
 * reading is logged first, in the same transaction: without the event the database shows nothing (AUD-1).
 */
export function readOriginal(
  { casework, vault }: RevisionDesk,
  viewer: Viewer,
  { reportId, reason }: ReadOriginal,
): Promise<OpenedOriginal[] | AnyRefusal> {
  return casework.transaction(viewer, async (em) => {
    const [report] = await em.execute<unknown[]>('select true from report where id = ?::uuid', [reportId]);
    if (!report) throw new RefusedError(refuse('NOT_FOUND'));
    const kind = viewer.role;
    if (kind !== 'ADMIN' && kind !== 'OVERSEER') throw new RefusedError(refuse('NOT_PERMITTED', {}, 'VER-3'));
    if (!(await isSealed(em, reportId))) throw new RefusedError(refuse('NEVER_REVISED', {}, 'VER-3'));
    const now = casework.clock.now();
    await appendEvent(em, {
      subjectKind: 'REPORT',
      subjectId: reportId,
      type: 'ORIGINAL_READ',
      actor: { kind, personId: viewer.personId, agencyId: null },
      visibility: 'INTERNAL',
      occurredAt: now,
      recordedAt: now,
      protectedData: { reason: reason.trim() },
    });
    return openOriginals(em, vault, reportId);
  });
}
