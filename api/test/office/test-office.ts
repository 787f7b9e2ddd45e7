import { randomUUID } from 'node:crypto';
import { Casework } from '../../src/casework/casework.ts';
import { entities } from '../../src/entities.ts';
import { Receipts } from '../../src/identity/receipt.ts';
import { Vault } from '../../src/identity/vault.ts';
import { personViewer, PUBLIC_VIEWER, receiptViewer, type Role, type Viewer } from '../../src/people/viewer.ts';
import { MovableClock } from '../../src/platform/clock/clock.ts';
import { createOrm } from '../../src/platform/database/orm.ts';
import {
  fileReport,
  NOTHING_FURTHER,
  type FileReport,
  type FiledReport,
} from '../../src/reports/commands/file-report.ts';
import type { TestDatabase } from '../database/test-database.ts';
import { atEndOfFile } from '../end-of-file.ts';

export interface TestOffice {
  readonly casework: Casework;
  readonly vault: Vault;
  readonly receipts: Receipts;
  readonly uploadSecret: string;
  readonly clock: MovableClock;
  /** Every SQL statement commands have sent so far. */
  readonly statements: string[];
  /** A person of this role, at the agency of this code where the role has one. */
  person(role: Role, agencyCode?: string, name?: string): Promise<Viewer>;
  agencyId(code: string): Promise<string>;
  categoryId(code: string): Promise<string>;
  /** Files a report without an account and returns it with the viewer its receipt makes. */
  file(change?: Partial<FileReport>, reporter?: Viewer): Promise<FiledReport & { reporter: Viewer }>;
}

/** What commands run with, on a test's own database, with a clock that stands at a working Monday morning in Jakarta. */
export async function testOffice(db: TestDatabase, start = '2026-03-02T09:00:00+07:00'): Promise<TestOffice> {
  const statements: string[] = [];
  const orm = await createOrm(entities, db.url, { onStatement: (sql) => statements.push(sql) });
  atEndOfFile(() => orm.close(true));
  const clock = new MovableClock(new Date(start));
  const desk = {
    casework: new Casework(orm, clock),
    vault: new Vault(Buffer.alloc(32, 7)),
    receipts: new Receipts('a secret of at least thirty-two characters'),
    uploadSecret: 'another secret of at least thirty-two characters',
  };
  const idOf = async (table: 'agency' | 'category', code: string): Promise<string> => {
    const { rows } = await db.ownerPool.query<{ id: string }>(`select id from ${table} where code = $1`, [code]);
    if (!rows[0]) throw new Error(`The reference data has no ${table} ${code}.`);
    return rows[0].id;
  };
  return {
    ...desk,
    clock,
    statements,
    agencyId: (code) => idOf('agency', code),
    categoryId: (code) => idOf('category', code),
    async person(role, agencyCode, name = `${role} ${agencyCode ?? ''}`.trim()) {
      const id = randomUUID();
      const agencyId = agencyCode ? await idOf('agency', agencyCode) : null;
      await db.ownerPool.query(
        `insert into person (id, display_name, role, agency_id, created_at) values ($1, $2, $3, $4, $5)`,
        [id, name, role, agencyId, clock.now()],
      );
      return personViewer(id, role, agencyId);
    },
    async file(change = {}, reporter = PUBLIC_VIEWER) {
      const identity = { name: 'Maman Riyanto', email: null, phone: '+6282316330001', address: null };
      const filed = await fileReport(
        desk,
        reporter,
        { personId: reporter.personId, identity },
        { ...aReport(), ...change },
      );
      if (!('trackingId' in filed)) throw new Error(`Filing was refused: ${filed.code}`);
      return { ...filed, reporter: reporter.personId ? reporter : receiptViewer(filed.reportId) };
    },
  };
}

/** A small report that nothing speaks against. */
export function aReport(): FileReport {
  return {
    idempotencyKey: randomUUID(),
    kind: 'COMPLAINT',
    channel: 'WEB',
    title: 'PJU',
    body: 'Mohon pemasangan lampu PJU di ruas jalan desa Pangkalanpari.',
    ...NOTHING_FURTHER,
    attachmentIds: [],
    claimTokens: [],
  };
}
