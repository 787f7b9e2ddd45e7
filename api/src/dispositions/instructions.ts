import type { CaseWork } from '../casework/case-work.ts';
import { checkedText } from '../platform/graphql/checked-text.ts';
import type { AnyRefusal } from '../platform/graphql/refusals.ts';

/** How long it may be what an agency is asked to do. */
export const INSTRUCTION = { least: 1, most: 5_000 };
/** How long it may be why a leg is declined or withdrawn; the reason is published. */
export const REASON = { least: 10, most: 2_000 };

export function checkedInstruction(text: string, path = 'instruction'): string {
  return checkedText(text, path, INSTRUCTION);
}

export function checkedReason(text: string): string {
  return checkedText(text, 'reason', REASON);
}

/**
 * Does a deed that opens legs, and writes down what each of their agencies is asked to do. `instructions` goes by agency.
 * An instruction is read by its agency, those above it, whoever gave it, admins and overseers (DIS-1).
 */
export async function openLegs(
  work: CaseWork,
  instructions: ReadonlyMap<string, string>,
  deed: () => Promise<AnyRefusal | null>,
): Promise<AnyRefusal | null> {
  const known = new Set(work.file.dispositions.map((leg) => leg.id));
  const refused = await deed();
  if (refused) return refused;
  const opened = work.file.dispositions.filter((leg) => !known.has(leg.id));
  const rows = opened.map(({ id, agencyId }) => ({ id, agencyId, text: instructions.get(agencyId) }));
  await work.em.execute(
    `insert into disposition_instruction (disposition_id, report_id, agency_id, given_by_agency_id, instruction)
     select id, ?::uuid, "agencyId", ?::uuid, text from json_to_recordset(?) as leg (id uuid, "agencyId" uuid, text text)`,
    [work.file.report.id, givenBy(work), JSON.stringify(rows)],
  );
  return null;
}

/** The officer's agency; null where the national administration gives the instruction, whose members work anywhere. */
function givenBy({ viewer }: CaseWork): string | null {
  return viewer.role === 'LIAISON_OFFICER' ? viewer.agencyId : null;
}
