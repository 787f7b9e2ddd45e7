import { dispositionAvailability } from '../casefile/availability.ts';
import type { ActorKind } from '../casefile/case-file.ts';
import type { TuntasContext } from '../context.ts';
import { defineLoader } from '../platform/graphql/loaders.ts';
import { AvailableDispositionAction } from './available-action.type.ts';
import type { DispositionRow } from './disposition.row.ts';

/** Whether an agency is the viewer's own or stands below it (DIS-4). */
const isInScope = defineLoader<string, boolean, TuntasContext>('isInScope', async (ctx, agencyIds) => {
  const rows = await ctx.reads.query<{ id: string }>(
    'select agency_id as id from agency_closure where ancestor_id = viewer_agency() and agency_id = any($1::uuid[])',
    [agencyIds],
  );
  const inScope = new Set(rows.map((row) => row.id));
  return agencyIds.map((id) => inScope.has(id));
});

/** In which capacities the viewer may act on a leg: the reading side of what commands check. */
async function capacitiesOn(ctx: TuntasContext, leg: DispositionRow): Promise<ReadonlySet<ActorKind>> {
  const { role } = ctx.viewer;
  if (role === 'ADMIN' || role === 'INTERN' || role === 'OVERSEER') return new Set<ActorKind>([role]);
  const isOurs = role === 'LIAISON_OFFICER' && (await isInScope(ctx).load(leg.agencyId));
  return new Set<ActorKind>(isOurs ? ['AGENCY'] : []);
}

/** Everything that can be done to a leg, and whether the viewer can do it now. */
export async function availableActions(ctx: TuntasContext, leg: DispositionRow): Promise<AvailableDispositionAction[]> {
  const offered = dispositionAvailability(leg, await capacitiesOn(ctx, leg));
  return offered.map((availability) => new AvailableDispositionAction(availability, leg.status));
}
