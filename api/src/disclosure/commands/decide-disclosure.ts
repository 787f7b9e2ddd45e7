import type { CaseWork } from '../../casework/case-work.ts';
import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import { writtenText } from '../../platform/graphql/checked-text.ts';
import { conflict, invalid, neverWas, refuse, RefusedError, type AnyRefusal } from '../../platform/graphql/refusals.ts';
import { recordDisclosure, type DisclosureEventType } from '../disclosure.events.ts';
import type { DisclosureStatus } from '../disclosure.vocabulary.ts';
import type { DisclosureChanged } from './request-disclosure.ts';

export interface DecideDisclosure {
  readonly reportId: string;
  readonly disclosureId: string;
  readonly grant: boolean;
  /** Required for a refusal. */
  readonly note: string | null;
  readonly expectedVersion: number;
  /** The input as it came, handed back with a conflict so that no draft is lost (VER-4). */
  readonly submitted?: unknown;
}

/** A request as the decision finds it. */
interface Pending {
  agencyId: string | null;
  requestedById: string;
  firstDecidedById: string | null;
  status: DisclosureStatus;
  version: number;
}

const GRANT_LASTS_MS = 30 * 24 * 3_600_000;

const EVENTS: Readonly<Record<Exclude<DisclosureStatus, 'REQUESTED'>, DisclosureEventType>> = {
  AWAITING_SECOND_ADMIN: 'DISCLOSURE_FIRST_GRANTED',
  GRANTED: 'DISCLOSURE_GRANTED',
  REFUSED: 'DISCLOSURE_REFUSED',
};

/**
 * Grants or refuses a request, which is never the admin's own. A grant lasts 30 days. For an anonymous reporter it takes
 * two admins who are neither each other nor the one who asked; a refusal takes one (IDN-3).
 */
export function decideDisclosure(
  casework: Casework,
  viewer: Viewer,
  input: DecideDisclosure,
): Promise<DisclosureChanged | AnyRefusal> {
  return casework.onReport(viewer, { reportId: input.reportId, expectedVersion: null }, async (work) => {
    const pending = await readRequest(work, input.disclosureId);
    await refuseToDecide(work, pending, input);
    const status = outcomeOf(work, pending, input.grant);
    await sign(work, pending, status, input);
    await recordDisclosure(work, {
      type: EVENTS[status],
      disclosureId: input.disclosureId,
      agencyId: pending.agencyId,
      by: 'ADMIN',
      words: { note: noteOf(input) },
    });
    return { disclosureId: input.disclosureId };
  });
}

async function readRequest({ em, file }: CaseWork, disclosureId: string): Promise<Pending> {
  const [pending] = await em.execute<Pending[]>(
    `select agency_id as "agencyId", requested_by_id as "requestedById", first_decided_by_id as "firstDecidedById",
       status, version from disclosure where id = ?::uuid and report_id = ?::uuid`,
    [disclosureId, file.report.id],
  );
  if (!pending) throw new RefusedError(refuse('NOT_FOUND'));
  return pending;
}

async function refuseToDecide(work: CaseWork, pending: Pending, input: DecideDisclosure): Promise<void> {
  const { viewer, standing } = work;
  if (!standing.capacities.has('ADMIN') || pending.requestedById === viewer.personId) {
    throw new RefusedError(refuse('NOT_PERMITTED', {}, 'IDN-3'));
  }
  if (pending.version !== input.expectedVersion) throw new RefusedError(await staleDecision(work, pending, input));
  if (pending.status === 'GRANTED' || pending.status === 'REFUSED') {
    throw new RefusedError(refuse('DISCLOSURE_DECIDED', {}, 'IDN-3'));
  }
  if (!input.grant && noteOf(input) === null) {
    throw new RefusedError(invalid([{ path: 'note', code: 'REQUIRED' }]));
  }
  if (input.grant && pending.firstDecidedById === viewer.personId) {
    throw new RefusedError(refuse('SECOND_ADMIN_NEEDED', {}, 'IDN-3'));
  }
}

/** What has happened to the request since the version the admin looked at. */
async function staleDecision({ em, file }: CaseWork, pending: Pending, input: DecideDisclosure): Promise<AnyRefusal> {
  if (neverWas(input.expectedVersion, pending.version)) {
    return invalid([{ path: 'expectedVersion', code: 'VERSION_UNKNOWN' }]);
  }
  const changes = await em.execute<{ at: Date; type: string; actor: string }[]>(
    `select occurred_at as at, type, actor_kind as actor from event
     where report_id = ?::uuid and public_data->>'disclosureId' = ? order by subject_version offset ?::int`,
    [file.report.id, input.disclosureId, input.expectedVersion],
  );
  return conflict({
    expectedVersion: input.expectedVersion,
    actualVersion: pending.version,
    changes: changes.map((change) => ({ ...change, at: new Date(change.at) })),
    submitted: input.submitted,
  });
}

function outcomeOf({ file }: CaseWork, pending: Pending, grant: boolean): Exclude<DisclosureStatus, 'REQUESTED'> {
  if (!grant) return 'REFUSED';
  return file.report.anonymous && pending.firstDecidedById === null ? 'AWAITING_SECOND_ADMIN' : 'GRANTED';
}

/** The first admin signs first; whoever comes after them, unless it is they themselves, signs second. */
async function sign(work: CaseWork, pending: Pending, status: DisclosureStatus, input: DecideDisclosure) {
  const me = work.viewer.personId;
  const first = pending.firstDecidedById ?? me;
  const decided = status !== 'AWAITING_SECOND_ADMIN';
  const expiresAt = status === 'GRANTED' ? new Date(work.now.getTime() + GRANT_LASTS_MS).toISOString() : null;
  await work.em.execute(
    `update disclosure set status = ?, first_decided_by_id = ?::uuid, second_decided_by_id = ?::uuid,
       decided_at = ?::timestamptz, decision_note = ?, expires_at = ?::timestamptz, version = version + 1
     where id = ?::uuid`,
    [
      status,
      first,
      first === me ? null : me,
      decided ? work.now.toISOString() : null,
      noteOf(input),
      expiresAt,
      input.disclosureId,
    ],
  );
}

function noteOf({ note }: DecideDisclosure): string | null {
  return writtenText(note);
}
