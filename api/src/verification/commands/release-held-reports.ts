import { isRefusal, type Casework } from '../../casework/casework.ts';
import { SYSTEM_VIEWER } from '../../people/viewer.ts';

/**
 * Disposes every report that is held for a connected agency to that agency, oldest first, each in a transaction of its
 * own (VER-6); with `agencyId` only those held for this agency and its units. Returns how many there were. Nothing is
 * released twice, whoever runs it at the same time; a report that fails does not keep the others.
 */
export async function releaseHeldReports(casework: Casework, agencyId: string | null = null): Promise<number> {
  const errors: unknown[] = [];
  let released = 0;
  for (const reportId of await heldForConnectedAgencies(casework, agencyId)) {
    try {
      if (await release(casework, reportId)) released += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} held reports could not be released.`);
  return released;
}

async function heldForConnectedAgencies(casework: Casework, agencyId: string | null): Promise<string[]> {
  const held = await casework.transaction(SYSTEM_VIEWER, (em) =>
    em.execute<{ id: string }[]>(
      `select r.id from report r join agency a on a.id = r.held_for_agency_id
       where a.connected_at is not null and (?::uuid is null or a.id in (
         select c.agency_id from agency_closure c where c.ancestor_id = ?::uuid))
       order by r.received_at, r.id`,
      [agencyId, agencyId],
    ),
  );
  return isRefusal(held) ? [] : held.map(({ id }) => id);
}

/** Whether this call released it: by the time it is locked, somebody else may have, or decided otherwise. */
async function release(casework: Casework, reportId: string): Promise<boolean> {
  const outcome = await casework.onReport(SYSTEM_VIEWER, { reportId, expectedVersion: null }, async (work) => {
    if (work.file.report.status !== 'HELD') return { released: false };
    return (await work.advance({ action: 'RELEASE' })) ?? { released: true };
  });
  return !isRefusal(outcome) && outcome.released;
}
