import type { ActorKind } from '../casefile/case-file.ts';
import type { Viewer } from '../people/viewer.ts';

/**
 * In which capacities a viewer stands to a report, short of speaking for an agency. Nobody decides on a report of their
 * own: whoever reported it is its reporter and nothing else to it, whatever they are to others (VER-2, DIS-2).
 */
export function capacitiesOf(viewer: Viewer, isReporter: boolean): Set<ActorKind> {
  if (isReporter) return new Set<ActorKind>(['REPORTER']);
  if (viewer.kind === 'SYSTEM') return new Set<ActorKind>(['SYSTEM']);
  const { role } = viewer;
  return new Set<ActorKind>(role === 'ADMIN' || role === 'INTERN' || role === 'OVERSEER' ? [role] : []);
}
