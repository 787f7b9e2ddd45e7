import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../../test/database/test-database.ts';
import { allowed, dispositionDesk, type DispositionDesk } from '../../test/office/disposition-desk.ts';
import type { Viewer } from '../people/viewer.ts';
import { decideDisclosure } from './commands/decide-disclosure.ts';
import { requestDisclosure } from './commands/request-disclosure.ts';

export const REASON = 'Pelapor perlu dihubungi untuk menunjukkan lokasinya.';
export const LEAD = 'KEMENSOS';

/** An office with three admins and the officer of the agency that leads every report. */
export interface DisclosureOffice extends DispositionDesk {
  readonly second: Viewer;
  readonly third: Viewer;
  readonly officer: Viewer;
  /** A disposed report whose reporter is anonymous, or named. */
  report(anonymous: boolean): Promise<string>;
  request(viewer: Viewer, reportId: string): Promise<string>;
  /** Grants a request as it is now. */
  grant(admin: Viewer, disclosureId: string): Promise<void>;
  disclosure(id: string): Promise<{ reportId: string; status: string; version: number; expiresAt: Date | null }>;
  row(sql: string, ...params: unknown[]): Promise<Record<string, unknown>>;
}

export async function disclosureOffice(db: TestDatabase): Promise<DisclosureOffice> {
  const desk = await dispositionDesk(db);
  const row = async (sql: string, ...params: unknown[]) =>
    (await db.ownerPool.query(sql, params)).rows[0] as Record<string, unknown>;
  const office: DisclosureOffice = {
    ...desk,
    second: await desk.person('ADMIN', 'KEMENPANRB', 'Budi'),
    third: await desk.person('ADMIN', 'KSP', 'Ratna'),
    officer: await desk.person('LIAISON_OFFICER', LEAD, 'Lestari'),
    report: (anonymous) => desk.disposed([LEAD], { anonymous }),
    async request(viewer, reportId) {
      const input = { reportId, reason: REASON, idempotencyKey: randomUUID() };
      return allowed(await requestDisclosure(desk.casework, viewer, input)).disclosureId;
    },
    async grant(admin, disclosureId) {
      const { reportId, version } = await office.disclosure(disclosureId);
      const decision = { reportId, disclosureId, grant: true, note: null, expectedVersion: version };
      allowed(await decideDisclosure(desk.casework, admin, decision));
    },
    disclosure: async (id) =>
      (await row(
        'select report_id as "reportId", status, version, expires_at as "expiresAt" from disclosure where id = $1',
        id,
      )) as unknown as Awaited<ReturnType<DisclosureOffice['disclosure']>>,
    row,
  };
  return office;
}
