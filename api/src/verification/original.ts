import type { EntityManager } from '@mikro-orm/postgresql';
import type { CaseWork } from '../casework/case-work.ts';
import type { ReportEntity } from '../casework/report.entity.ts';
import type { Sealed, Vault } from '../identity/vault.ts';
import type { RevisableText } from './revision.ts';

/** A report as its reporter wrote it (VER-3). */
export interface Original extends RevisableText {
  /** Kept, and shown to nobody: who reported is a matter of the vault's own rules (IDN-3). */
  readonly reporterDisplay: ReportEntity['reporterDisplay'];
}

const PURPOSE = 'original';

/** Seals the original at the first correction; later ones keep it. The lock on the report makes "first" unambiguous. */
export async function sealOriginal(work: CaseWork, vault: Vault, original: Original): Promise<void> {
  const reportId = work.file.report.id;
  if (await isSealed(work.em, reportId)) return;
  const { sealed, keyId } = vault.seal(reportId, PURPOSE, original);
  await work.em.execute(
    `insert into report_original (report_id, sealed, key_id, created_at)
     values (?::uuid, decode(?, 'hex'), ?, ?::timestamptz)`,
    [reportId, sealed.toString('hex'), keyId, work.now.toISOString()],
  );
}

export async function isSealed(em: EntityManager, reportId: string): Promise<boolean> {
  const [row] = await em.execute<{ sealed: boolean }[]>('select report_is_sealed(?::uuid) as sealed', [reportId]);
  return row?.sealed ?? false;
}

/** Opens the original. The database hands it out only in a transaction that has logged the reading (AUD-1). */
export async function openOriginal(em: EntityManager, vault: Vault, reportId: string): Promise<Original> {
  const [row] = await em.execute<Sealed[]>(
    'select sealed, key_id as "keyId" from report_original where report_id = ?::uuid',
    [reportId],
  );
  if (!row) throw new Error(`The original of report ${reportId} is sealed but was not handed out.`);
  return vault.open<Original>(reportId, PURPOSE, row);
}
