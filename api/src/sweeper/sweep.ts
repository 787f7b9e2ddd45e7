import { isRefusal, type Casework } from '../casework/casework.ts';
import { SYSTEM_VIEWER } from '../people/viewer.ts';

/**
 * The report with the oldest due instant that has not had its effect, unless another sweeper has it in hand. The lock
 * lasts to the end of the transaction, in which the effect happens.
 */
const NEXT_DUE = `select r.id from clock c join report r on r.id = c.report_id
  where c.stopped_at is null and c.fired_at is null and c.paused_at is null and c.due_at <= ?::timestamptz
    and r.id <> all (string_to_array(?, ',')::uuid[])
  order by c.due_at, c.report_id limit 1 for update of r skip locked`;

/** When this many fail, it is not them. */
const MOST_FAILURES = 20;

/**
 * Lets everything that fell due by now happen: overdue marks, ends of pauses, automatic closings (CLK-4). One report a
 * transaction, so any number of sweepers share the work, and one that dies loses nothing. Returns how many effects
 * there were. A report that fails does not keep the others; it is thrown at the end, and tried again by the next sweep.
 */
export async function sweepDue(casework: Casework): Promise<number> {
  const failed = new Map<string, unknown>();
  let effects = 0;
  while (failed.size < MOST_FAILURES) {
    const settled = await settleNext(casework, failed);
    if (settled === 'NOTHING_DUE') break;
    effects += settled;
  }
  if (failed.size > 0) throw whatFailed(failed);
  return effects;
}

/** Settles one report. None of its effects may be left, when another sweeper let go of it a moment ago. */
async function settleNext(casework: Casework, failed: Map<string, unknown>): Promise<number | 'NOTHING_DUE'> {
  let reportId: string | null = null;
  try {
    const outcome = await casework.transaction(SYSTEM_VIEWER, async (em) => {
      const [due] = await em.execute<{ id: string }[]>(NEXT_DUE, [
        casework.clock.now().toISOString(),
        [...failed.keys()].join(','),
      ]);
      if (!due) return 'NOTHING_DUE';
      reportId = due.id;
      return (await casework.openCase(em, SYSTEM_VIEWER, { reportId, expectedVersion: null })).settle();
    });
    if (isRefusal(outcome)) throw new Error(`The system was refused its own work: ${outcome.code}`);
    return outcome;
  } catch (error) {
    if (reportId === null) throw error;
    failed.set(reportId, error);
    return 0;
  }
}

function whatFailed(failed: ReadonlyMap<string, unknown>): AggregateError {
  return new AggregateError(failed.values(), `Reports could not be settled: ${[...failed.keys()].join(', ')}.`);
}
