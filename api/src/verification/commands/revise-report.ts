import { throwIfRefused, type Casework } from '../../casework/casework.ts';
import type { CaseWork } from '../../casework/case-work.ts';
import type { ReportKind } from '../../casework/report.entity.ts';
import type { Vault } from '../../identity/vault.ts';
import type { Viewer } from '../../people/viewer.ts';
import { refuse, type AnyRefusal } from '../../platform/graphql/refusals.ts';
import { refuseIfClaimedByOther } from '../claim.ts';
import { refuseUnlessAdmin, requestOf, type Decision, type ReportChanged } from '../decision.ts';
import { sealOriginal } from '../original.ts';
import { applyRevision, changesBetween, checkRevision, textOf } from '../revision.ts';

export interface ReviseReport extends Decision {
  /** Absent parts stay as they are. */
  readonly kind?: ReportKind;
  readonly categoryId?: string;
  readonly title?: string;
  /** Replaces the whole location; its absent parts are then unknown. */
  readonly location?: RevisedLocation;
  /** Flags are added, never taken away. */
  readonly makeAnonymous?: boolean;
  readonly makeConfidential?: boolean;
  /** Words to cover in title, body, place and facts. */
  readonly masks?: readonly string[];
}

export interface RevisedLocation {
  readonly areaCode: string | null;
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** What revising works with. */
export interface RevisionDesk {
  readonly casework: Casework;
  readonly vault: Vault;
}

/**
 * Corrects a report (VER-3). As it stood before, it is sealed; the event names the fields for all who may see it, and
 * for the audit trail alone what they were changed to. Running due dates stay (CLK-3). It is no decision: the admin's own
 * claim lives on.
 */
export function reviseReport(
  { casework, vault }: RevisionDesk,
  viewer: Viewer,
  input: ReviseReport,
): Promise<ReportChanged | AnyRefusal> {
  return casework.onReport(viewer, requestOf(input), async (work) => {
    const { report } = work.file;
    throwIfRefused(refuseUnlessAdmin(work, 'VER-3') ?? (await refuseIfClaimedByOther(work)));
    const references = await checkRevision(work.em, report, input);
    const before = textOf(report);
    const original = { ...before, reporterDisplay: report.reporterDisplay };
    applyRevision(report, input, references);
    const changes = changesBetween(before, textOf(report));
    if (changes.fields.length === 0) return refuse('NOTHING_REVISED', {}, 'VER-3');
    await sealOriginal(work, vault, original);
    return (await advance(work, changes)) ?? { reportId: report.id };
  });
}

function advance(work: CaseWork, changes: ReturnType<typeof changesBetween>): Promise<AnyRefusal | null> {
  return work.advance(
    { action: 'REVISE' },
    { publicData: { fields: changes.fields }, protectedData: { changes: changes.values } },
  );
}
