import { isRefusal, type Casework } from '../casework/casework.ts';
import { SYSTEM_VIEWER } from '../people/viewer.ts';

/**
 * The report with the oldest due instant that has not had its effect, unless another sweeper has it in hand. The lock
 * lasts to the end of the transaction, in which the effect happens.
 */
const NEXT_DUE = `select r.id from clock c join report r on r.id = c.report_id
  where c.stopped_at is null and c.fired_at is null and c.paused_at is null and c.due_at <= ?::timestamptz
  order by c.due_at, c.report_id limit 1 for update of r skip locked`;

/**
 * Lets everything that fell due by now happen: overdue marks, ends of pauses, automatic closings (CLK-4). One report a
 * transaction, so any number of sweepers share the work, and one that dies loses nothing. Returns how many effects
 * there were.
 */
export async function sweepDue(casework: Casework): Promise<number> {
  for (let effects = 0; ;) {
    const settled = await settleNext(casework);
    if (settled === 'NOTHING_DUE') return effects;
    effects += settled;
  }
}

/** Settles one report. None of its effects may be left, when another sweeper let go of it a moment ago. */
async function settleNext(casework: Casework): Promise<number | 'NOTHING_DUE'> {
  const outcome = await casework.transaction(SYSTEM_VIEWER, async (em) => {
    const [due] = await em.execute<{ id: string }[]>(NEXT_DUE, [casework.clock.now().toISOString()]);
    if (!due) return 'NOTHING_DUE';
    const work = await casework.openCase(em, SYSTEM_VIEWER, { reportId: due.id, expectedVersion: null });
    return work.settle();
  });
  if (isRefusal(outcome)) throw new Error(`The system was refused its own work: ${outcome.code}`);
  return outcome;
}
