import { toGlobalId, uuidFrom } from '../../src/platform/graphql/global-id.ts';
import type { TestDatabase } from '../database/test-database.ts';
import { ACCOUNT_REPORTER, ACCOUNTS, type Member } from './cast.ts';

/** Looks behind the curtain, as the owner of the database: ids and versions, so that the world need not ask for them. */
export class Registry {
  constructor(private readonly db: TestDatabase) {}

  /** The present version of a report. */
  async version(reportId: string): Promise<number> {
    const { rows } = await this.db.ownerPool.query<{ version: number }>('select version from report where id = $1', [
      uuidFrom(reportId, 'Report'),
    ]);
    return rows[0]!.version;
  }

  /** The one request for the identity behind a report, as a decision on it starts. */
  async disclosure(reportId: string): Promise<{ id: string; expectedVersion: number }> {
    const { rows } = await this.db.ownerPool.query<{ id: string; version: number }>(
      'select id, version from disclosure where report_id = $1',
      [uuidFrom(reportId, 'Report')],
    );
    return { id: toGlobalId('Disclosure', rows[0]!.id), expectedVersion: rows[0]!.version };
  }

  /** The newest leg an agency has of a report, as a decision on it starts. */
  async leg(reportId: string, code: string): Promise<{ dispositionId: string; expectedVersion: number }> {
    const { rows } = await this.db.ownerPool.query<{ id: string; version: number }>(
      `select d.id, d.version from disposition d join agency a on a.id = d.agency_id
       where d.report_id = $1 and a.code = $2 order by d.opened_at desc limit 1`,
      [uuidFrom(reportId, 'Report'), code],
    );
    return { dispositionId: toGlobalId('Disposition', rows[0]!.id), expectedVersion: rows[0]!.version };
  }

  /** The person behind a member; null for those without an account. */
  async person(member: Member): Promise<{ id: string; role: string; agencyId: string | null } | null> {
    const account = (ACCOUNTS as Partial<Record<Member, string>>)[member];
    const email = member === 'reporter' ? ACCOUNT_REPORTER.email : `${account}@demo.tuntas.example`;
    const { rows } = await this.db.ownerPool.query<{ id: string; role: string; agencyId: string | null }>(
      `select p.id, p.role, p.agency_id as "agencyId" from person p join auth."user" u on u.id = p.auth_user_id
       where u.email = $1`,
      [email],
    );
    return rows[0] ?? null;
  }

  /** The id of the agency with this code. */
  async agency(code: string): Promise<string> {
    return toGlobalId('Agency', await this.idOf('agency', 'code', code));
  }

  /** Some agency that is not connected. */
  async unconnectedAgency(): Promise<string> {
    const { rows } = await this.db.ownerPool.query<{ id: string }>(
      'select id from agency where connected_at is null order by code limit 1',
    );
    return toGlobalId('Agency', rows[0]!.id);
  }

  /** A category to file with. */
  async category(): Promise<string> {
    return toGlobalId('Category', await this.idOf('category', 'code', 'PERHUBUNGAN.PJU'));
  }

  /** The bare uuid of a row. */
  async idOf(what: 'agency' | 'category' | 'report', column: string, value: string): Promise<string> {
    const { rows } = await this.db.ownerPool.query<{ id: string }>(`select id from ${what} where ${column} = $1`, [
      value,
    ]);
    if (!rows[0]) throw new Error(`There is no ${what} ${value}.`);
    return rows[0].id;
  }
}
