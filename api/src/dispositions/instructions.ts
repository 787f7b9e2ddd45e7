import type { CaseWork } from '../casework/case-work.ts';
import { invalid, RefusedError, type AnyRefusal } from '../platform/graphql/refusals.ts';

/** What an agency is asked to do: this many characters at most. */
export const LONGEST_INSTRUCTION = 5_000;
/** Why a leg is declined or withdrawn: so many characters at least and at most, since the reason is published. */
export const SHORTEST_REASON = 10;
export const LONGEST_REASON = 2_000;

/** The text without spaces around it; throws InvalidInput, naming the field, when it is too short or too long. */
export function requireText(text: string, path: string, shortest: number, longest: number): string {
  const trimmed = text.trim();
  if (trimmed.length < shortest) {
    throw new RefusedError(invalid([{ path, code: 'TOO_SHORT', details: { limit: shortest } }]));
  }
  if (trimmed.length > longest) {
    throw new RefusedError(invalid([{ path, code: 'TOO_LONG', details: { limit: longest } }]));
  }
  return trimmed;
}

export function requireInstruction(text: string, path: string): string {
  return requireText(text, path, 1, LONGEST_INSTRUCTION);
}

export function requireReason(text: string): string {
  return requireText(text, 'reason', SHORTEST_REASON, LONGEST_REASON);
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
