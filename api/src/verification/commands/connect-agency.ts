import type { EntityManager } from '@mikro-orm/postgresql';
import { isRefusal, type Casework } from '../../casework/casework.ts';
import { appendEvent } from '../../casework/event-log.ts';
import { VERIFICATION_TOPIC } from '../../casework/happening.events.ts';
import type { Viewer } from '../../people/viewer.ts';
import { refuse, RefusedError, type AnyRefusal } from '../../platform/graphql/refusals.ts';
import { releaseHeldReports } from './release-held-reports.ts';

export interface AgencyConnected {
  readonly agencyId: string;
  /** The agency and its units, as far as they were not connected before. */
  readonly connectedIds: readonly string[];
  /** How many reports were held for it and are now disposed to it. */
  readonly releasedReports: number;
}

/**
 * Connects an agency with all its units; then every report held for one of them is disposed to it (VER-6). Doing it
 * again connects nothing twice and releases what a crash may have left behind.
 */
export async function connectAgency(
  casework: Casework,
  viewer: Viewer,
  agencyId: string,
): Promise<AgencyConnected | AnyRefusal> {
  if (viewer.role !== 'ADMIN') return refuse('NOT_PERMITTED', {}, 'VER-6');
  const connected = await casework.transaction(viewer, async (em) => {
    const connectedIds = await connect(em, agencyId, casework.clock.now());
    if (connectedIds.length > 0) await record(em, viewer, agencyId, connectedIds, casework.clock.now());
    return { connectedIds };
  });
  if (isRefusal(connected)) return connected;
  // Only now: each report is released in a transaction of its own, which must see the agency connected.
  return { agencyId, ...connected, releasedReports: await releaseHeldReports(casework, agencyId) };
}

/**
 * Locks the subtree in one order, so that two admins who connect a parent and its unit at once do not block each other;
 * and not against being referred to, or it would wait for every disposition to one of these agencies, and they for it.
 */
async function connect(em: EntityManager, agencyId: string, now: Date): Promise<string[]> {
  const subtree = await em.execute<{ id: string }[]>(
    `select a.id from agency_closure c join agency a on a.id = c.agency_id
     where c.ancestor_id = ?::uuid order by a.id for no key update of a`,
    [agencyId],
  );
  if (subtree.length === 0) throw new RefusedError(refuse('NOT_FOUND'));
  const connected = await em.execute<{ id: string }[]>(
    `update agency set connected_at = ?::timestamptz
     where id = any(string_to_array(?, ',')::uuid[]) and connected_at is null returning id`,
    [now.toISOString(), subtree.map(({ id }) => id).join(',')],
  );
  return connected.map(({ id }) => id);
}

/** AUD-1. Whoever follows an agency or one above it hears of it, and so does everybody who verifies. */
async function record(em: EntityManager, viewer: Viewer, agencyId: string, connectedIds: string[], now: Date) {
  const above = await em.execute<{ id: string }[]>(
    'select ancestor_id as id from agency_closure where agency_id = ?::uuid and depth > 0',
    [agencyId],
  );
  const touched = [...new Set([agencyId, ...connectedIds, ...above.map(({ id }) => id)])];
  await appendEvent(em, {
    subjectKind: 'AGENCY',
    subjectId: agencyId,
    type: 'AGENCY_CONNECTED',
    actor: { kind: 'ADMIN', personId: viewer.personId, agencyId: null },
    visibility: 'PUBLIC',
    occurredAt: now,
    recordedAt: now,
    publicData: { connected: connectedIds.length },
    topics: [...touched.map((id) => `agency:${id}`), VERIFICATION_TOPIC],
  });
}
