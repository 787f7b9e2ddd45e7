import type { EntityManager } from '@mikro-orm/postgresql';
import type { CaseWork } from '../casework/case-work.ts';
import type { ReportEntity } from '../casework/report.entity.ts';
import type { Sealed, Vault } from '../identity/vault.ts';
import type { RevisableText } from './revision.ts';

/** A report as it stood before a correction, kept under seal (VER-3). */
export interface Original extends RevisableText {
  /** Kept, and shown to nobody: who reported is a matter of the vault's own rules (IDN-3). */
  readonly reporterDisplay: ReportEntity['reporterDisplay'];
}

/** An original that has been opened, with the version the report had then and when the correction came. */
export interface OpenedOriginal extends Original {
  readonly version: number;
  readonly sealedAt: Date;
}

const PURPOSE = 'original';

/** Seals what a correction is about to change: every one, because the reporter may have added something since the last. */
export async function sealOriginal(work: CaseWork, vault: Vault, original: Original): Promise<void> {
  const { id: reportId, version } = work.file.report;
  const { sealed, keyId } = vault.seal(reportId, PURPOSE, original);
  await work.em.execute(
    `insert into report_original (report_id, version, sealed, key_id, created_at)
     values (?::uuid, ?, decode(?, 'hex'), ?, ?::timestamptz)`,
    [reportId, version, sealed.toString('hex'), keyId, work.now.toISOString()],
  );
}

export async function isSealed(em: EntityManager, reportId: string): Promise<boolean> {
  const [row] = await em.execute<{ sealed: boolean }[]>('select report_is_sealed(?::uuid) as sealed', [reportId]);
  return row?.sealed ?? false;
}

/** Opens the originals, oldest first. The database hands them out only in a transaction that has logged it (AUD-1). */
export async function openOriginals(em: EntityManager, vault: Vault, reportId: string): Promise<OpenedOriginal[]> {
  const rows = await em.execute<(Sealed & { version: number; sealedAt: string })[]>(
    `select version, sealed, key_id as "keyId", created_at as "sealedAt" from report_original
     where report_id = ?::uuid order by version`,
    [reportId],
  );
  if (rows.length === 0) throw new Error(`The originals of report ${reportId} are sealed but were not handed out.`);
  return rows.map(({ version, sealedAt, ...row }) => {
    return { ...vault.open<Original>(reportId, PURPOSE, row), version, sealedAt: new Date(sealedAt) };
  });
}
