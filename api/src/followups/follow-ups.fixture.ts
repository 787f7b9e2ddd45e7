import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../../test/database/test-database.ts';
import { claimHash } from '../attachments/claim-token.ts';
import { allowed, dispositionDesk, type DispositionDesk } from '../../test/office/disposition-desk.ts';
import { receiptViewer, type Viewer } from '../people/viewer.ts';
import type { FileReport } from '../reports/commands/file-report.ts';
import { publishFollowUp } from './commands/publish-follow-up.ts';
import { resolveDisposition } from './commands/resolve-disposition.ts';
import type { FollowUpRequest } from './follow-up.publication.ts';
import type { ResponseKind } from './follow-up.vocabulary.ts';

/** A report that waits for its reporter's feedback. */
export interface ResolvedReport {
  readonly reportId: string;
  readonly reporter: Viewer;
}

/** An office in which agencies follow reports up. */
export interface FollowUpOffice extends DispositionDesk {
  /** Officer of the Ministry of Social Affairs, which leads every report here. */
  readonly officer: Viewer;
  /** What a follow-up on the leg of an agency as it is now starts with. */
  onLeg(reportId: string, code?: string): Promise<FollowUpRequest>;
  /** A report disposed to the ministry and to supporting agencies. */
  underway(change?: Partial<FileReport>, supporting?: readonly string[]): Promise<string>;
  respond(reportId: string, text?: string, kind?: ResponseKind): Promise<string>;
  resolveIt(reportId: string): Promise<string>;
  /** A report which the ministry has resolved. */
  awaiting(change?: Partial<FileReport>): Promise<ResolvedReport>;
  rows<Row extends object>(sql: string, ...params: unknown[]): Promise<Row[]>;
  row(sql: string, ...params: unknown[]): Promise<Record<string, unknown>>;
  /** The types of a report's events, oldest first. */
  events(reportId: string): Promise<string[]>;
  /** A checked upload, waiting to be attached: of this person, or of whoever shows this claim. */
  upload(owner: Viewer | { readonly claim: string }, fileName?: string): Promise<string>;
}

export const LEAD = 'KEMENSOS';
export const EVIDENCE = 'Foto dan berita acara serah terima terlampir.';

export async function followUpOffice(db: TestDatabase): Promise<FollowUpOffice> {
  const desk = await dispositionDesk(db);
  const rows = async <Row extends object>(sql: string, ...params: unknown[]) =>
    (await db.ownerPool.query(sql, params)).rows as Row[];
  const office: FollowUpOffice = {
    ...desk,
    rows,
    officer: await desk.person('LIAISON_OFFICER', LEAD, 'PETUGAS BERTANDA'),
    row: async (sql, ...params) => (await rows<Record<string, unknown>>(sql, ...params))[0]!,
    onLeg: async (reportId, code = LEAD) => ({
      ...(await desk.open(reportId, code)),
      idempotencyKey: randomUUID(),
      attachmentIds: [],
      claimTokens: [],
    }),
    underway: (change, supporting = []) => desk.disposed([LEAD, ...supporting], change),
    async respond(reportId, text = 'Sedang kami periksa di lapangan.', kind = 'INITIAL_RESPONSE') {
      const response = { ...(await office.onLeg(reportId)), kind, text };
      return allowed(await publishFollowUp(desk, office.officer, response)).followUpId;
    },
    async resolveIt(reportId) {
      const resolution = { ...(await office.onLeg(reportId)), text: 'Bantuan sudah disalurkan.', evidence: EVIDENCE };
      return allowed(await resolveDisposition(desk, office.officer, resolution)).followUpId;
    },
    async awaiting(change) {
      const reportId = await office.underway(change);
      await office.resolveIt(reportId);
      return { reportId, reporter: receiptViewer(reportId) };
    },
    events: async (reportId) =>
      (
        await rows<{ type: string }>('select type from event where report_id = $1 order by subject_version', reportId)
      ).map((event) => event.type),
    async upload(owner, fileName = 'bukti.jpg') {
      const id = randomUUID();
      const isClaimed = 'claim' in owner;
      await rows(
        `insert into attachment (id, uploader_person_id, claim_hash, file_name, media_type, kind, byte_size, sha256, storage_key,
           status, created_at)
         values ($1, $2, $3, $4, 'image/jpeg', 'PHOTO', 1234, decode('00', 'hex'), 'stored', 'READY', $5)`,
        id,
        isClaimed ? null : owner.personId,
        isClaimed ? claimHash(desk.uploadSecret, owner.claim) : null,
        fileName,
        desk.clock.now(),
      );
      return id;
    },
  };
  return office;
}
