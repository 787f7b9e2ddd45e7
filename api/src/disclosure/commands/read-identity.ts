import type { ActorKind } from '../../casefile/case-file.ts';
import type { CaseWork } from '../../casework/case-work.ts';
import type { Casework } from '../../casework/casework.ts';
import type { ReporterIdentity, Vault } from '../../identity/vault.ts';
import type { Viewer } from '../../people/viewer.ts';
import { checkedText } from '../../platform/graphql/checked-text.ts';
import { refuse, RefusedError, type AnyRefusal } from '../../platform/graphql/refusals.ts';

export interface ReadIdentity {
  readonly reportId: string;
  /** Why; kept in the audit trail. */
  readonly reason: string;
}

/** What reading identities works with. */
export interface IdentityDesk {
  readonly casework: Casework;
  readonly vault: Vault;
}

/**
 * Opens the vault for an admin or an agency with a living grant (IDN-3). The reading is logged first, in the same
 * transaction: without the event the database shows no row (AUD-1), and without the commit nobody gets an answer.
 */
export function readIdentity(
  { casework, vault }: IdentityDesk,
  viewer: Viewer,
  input: ReadIdentity,
): Promise<ReporterIdentity | AnyRefusal> {
  return casework.onReport(viewer, { reportId: input.reportId, expectedVersion: null }, async (work) => {
    const reason = checkedText(input.reason, 'reason', { least: 10, most: 2_000 });
    const by = await readerKind(work);
    await work.record(
      {
        type: 'IDENTITY_READ',
        visibility: 'REPORTER',
        publicData: { readerKind: by, agencyId: by === 'AGENCY' ? viewer.agencyId : null },
        protectedData: { reason, personId: viewer.personId },
      },
      by,
    );
    return open(work, vault);
  });
}

/** In which capacity the viewer may read; throws where they may not. The database decides, and decides again on reading. */
async function readerKind({ em, standing, file, now }: CaseWork): Promise<ActorKind> {
  const by = (['ADMIN', 'AGENCY'] as const).find((kind) => standing.capacities.has(kind));
  if (!by) throw new RefusedError(refuse('NOT_PERMITTED', {}, 'IDN-3'));
  // Grants end by the injected clock; without this setting the database takes all of them for ended (viewer_now).
  await em.execute(`select set_config('tuntas.now', ?, true)`, [now.toISOString()]);
  const [row] = await em.execute<{ allowed: boolean | null }[]>('select viewer_may_read_identity(?::uuid) as allowed', [
    file.report.id,
  ]);
  if (row?.allowed) return by;
  throw new RefusedError(refuse(by === 'ADMIN' ? 'SECOND_ADMIN_NEEDED' : 'IDENTITY_NOT_DISCLOSED', {}, 'IDN-3'));
}

async function open({ em, file }: CaseWork, vault: Vault): Promise<ReporterIdentity> {
  const reportId = file.report.id;
  const [row] = await em.execute<{ sealed: string; keyId: string }[]>(
    `select encode(sealed, 'hex') as sealed, key_id as "keyId" from reporter_identity where report_id = ?::uuid`,
    [reportId],
  );
  if (!row)
    throw new Error(`The database keeps the identity of report ${reportId} closed after the reading was logged.`);
  return vault.open(reportId, 'identity', { sealed: Buffer.from(row.sealed, 'hex'), keyId: row.keyId });
}
