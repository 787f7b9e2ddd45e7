import type { CaseRefusal, CaseRefusalCode, Circumstances } from './action.ts';
import type { ActorKind, CaseFile, DispositionState } from './case-file.ts';
import { refuseDispositionAction } from './disposition.deeds.ts';
import { DISPOSITION_ACTIONS, DISPOSITION_LIFECYCLE } from './disposition.lifecycle.ts';
import type { DispositionAction } from './disposition.lifecycle.ts';
import { refuseReportAction } from './report.deeds.ts';
import { REPORT_ACTIONS, REPORT_LIFECYCLE, sourceOf } from './report.lifecycle.ts';
import type { ReportAction, Transition } from './report.lifecycle.ts';

/** Whether an action can be offered now, and if not, why: what clients draw their buttons from. */
export interface Availability<Action> {
  readonly action: Action;
  readonly available: boolean;
  /** Null when available. NOT_YOURS: possible now, but not in any of the viewer's capacities. */
  readonly reason: CaseRefusalCode | 'NOT_YOURS' | null;
  /** The requirement behind the action, or behind the reason why it is not available. */
  readonly source: string;
}

/** Everything that somebody may ever do to a report; what only the system does is never offered. */
export const OFFERABLE_REPORT_ACTIONS = REPORT_ACTIONS.filter((action) => isOffered(REPORT_LIFECYCLE, action));

/** Everything that somebody may ever do to a leg. */
export const OFFERABLE_DISPOSITION_ACTIONS = DISPOSITION_ACTIONS.filter((action) =>
  isOffered(DISPOSITION_LIFECYCLE, action),
);

/**
 * All offerable actions on a report, from the tables and guards that `advanceReport` uses. Guards that depend on what is
 * said with the deed (which agency, which facts) are left out. As for a deed, what fell due has been settled.
 */
export function reportAvailability(
  file: CaseFile,
  capacities: ReadonlySet<ActorKind>,
  around: Pick<Circumstances, 'limit'>,
): Availability<ReportAction>[] {
  const steps = REPORT_LIFECYCLE[file.report.status];
  return OFFERABLE_REPORT_ACTIONS.map((action) =>
    availabilityOf(REPORT_LIFECYCLE, action, steps[action], capacities, () => refuseReportAction(file, action, around)),
  );
}

/** All offerable actions on one leg, as `reportAvailability`. AGENCY: the leg's own agency or one above it (DIS-4). */
export function dispositionAvailability(
  leg: DispositionState,
  capacities: ReadonlySet<ActorKind>,
): Availability<DispositionAction>[] {
  const steps = DISPOSITION_LIFECYCLE[leg.status];
  return OFFERABLE_DISPOSITION_ACTIONS.map((action) =>
    availabilityOf(DISPOSITION_LIFECYCLE, action, steps[action], capacities, () =>
      refuseDispositionAction(leg, action),
    ),
  );
}

function availabilityOf<Action extends string>(
  lifecycle: Steps<Action>,
  action: Action,
  step: Transition<string> | undefined,
  capacities: ReadonlySet<ActorKind>,
  refused: () => CaseRefusal | null,
): Availability<Action> {
  if (!step) return { action, available: false, reason: 'ACTION_NOT_POSSIBLE', source: sourceOf(lifecycle, action) };
  if (!step.by.some((kind) => capacities.has(kind))) {
    return { action, available: false, reason: 'NOT_YOURS', source: step.source };
  }
  const problem = refused();
  if (problem) return { action, available: false, reason: problem.code, source: problem.source };
  return { action, available: true, reason: null, source: step.source };
}

type Steps<Action extends string> = Readonly<Record<string, { readonly [A in Action]?: Transition<string> }>>;

function isOffered<Action extends string>(lifecycle: Steps<Action>, action: Action): boolean {
  return Object.values(lifecycle).some((steps) => steps[action]?.by.some((kind) => kind !== 'SYSTEM'));
}
