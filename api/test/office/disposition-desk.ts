import { graphql, type GraphQLSchema } from 'graphql';
import { testOffice, type TestOffice } from './test-office.ts';
import type { TestDatabase } from '../database/test-database.ts';
import { isRefusal } from '../../src/casework/casework.ts';
import { contextMaker } from '../../src/context.ts';
import type { Office } from '../../src/office.ts';
import type { Viewer } from '../../src/people/viewer.ts';
import type { ReadSession } from '../../src/platform/database/read-session.ts';
import { buildTuntasSchema } from '../../src/platform/graphql/build-schema.ts';
import type { AnyRefusal } from '../../src/platform/graphql/refusals.ts';
import type { FileReport } from '../../src/reports/commands/file-report.ts';
import { resolvers } from '../../src/resolvers.ts';
import { disposeReport, type InstructedLeg } from '../../src/dispositions/commands/dispose-report.ts';

/** A leg as the owner of the database sees it. */
export interface StoredLeg {
  readonly id: string;
  readonly track: number;
  readonly code: string;
  readonly status: string;
  readonly version: number;
  readonly binding: boolean;
  readonly nextDueAt: Date | null;
}

export interface Answer<Data> {
  /** Of no meaning where there are error codes. */
  readonly data: Data;
  readonly codes: readonly unknown[];
  /** SQL statements the operation took. */
  readonly statements: number;
}

/** An office with an admin, in which reports have been disposed. */
export interface DispositionDesk extends TestOffice {
  readonly admin: Viewer;
  /** A report that has been verified. */
  verified(change?: Partial<FileReport>): Promise<string>;
  /** A report that has been disposed to the agencies of these codes: the first leads, the others support. */
  disposed(codes: readonly string[], change?: Partial<FileReport>): Promise<string>;
  leg(code: string, change?: Partial<InstructedLeg>): Promise<InstructedLeg>;
  /** The legs of a report in the order in which they were opened. */
  legs(reportId: string): Promise<StoredLeg[]>;
  /** The leg an agency has now, as a decision about it starts: report, disposition, version. */
  open(reportId: string, code: string): Promise<{ reportId: string; dispositionId: string; expectedVersion: number }>;
  version(reportId: string): Promise<number>;
  status(reportId: string): Promise<string>;
  /** One operation as a viewer, in this process. */
  ask<Data>(viewer: Viewer, document: string, variables?: Record<string, unknown>): Promise<Answer<Data>>;
  resolve(officer: Viewer, decision: { reportId: string; dispositionId: string }): Promise<object | AnyRefusal>;
}

export async function dispositionDesk(db: TestDatabase): Promise<DispositionDesk> {
  const office = await testOffice(db);
  const admin = await office.person('ADMIN', 'KEMENPANRB');
  const { casework } = office;
  let schema: GraphQLSchema | null = null;

  const rows = async <Row extends object>(sql: string, ...params: unknown[]): Promise<Row[]> =>
    (await db.ownerPool.query(sql, params)).rows as Row[];
  const report = async (id: string) =>
    (await rows<{ version: number; status: string }>('select version, status from report where id = $1', id))[0]!;

  const desk: DispositionDesk = {
    ...office,
    admin,
    async verified(change = {}) {
      const categoryId = await office.categoryId(
        (await rows<{ code: string }>('select code from category limit 1'))[0]!.code,
      );
      const { reportId } = await office.file({ categoryId, ...change });
      allowed(
        await casework.onReport(admin, { reportId, expectedVersion: null }, async (work) => {
          return (await work.advance({ action: 'ACCEPT' })) ?? {};
        }),
      );
      return reportId;
    },
    async disposed(codes, change) {
      const reportId = await desk.verified(change);
      const [lead, ...supporting] = await Promise.all(codes.map((code) => desk.leg(code)));
      const expectedVersion = await desk.version(reportId);
      allowed(await disposeReport(casework, admin, { reportId, expectedVersion, lead: lead!, supporting }));
      return reportId;
    },
    leg: async (code, change = {}) => ({
      agencyId: await office.agencyId(code),
      instruction: `For ${code} alone`,
      required: true,
      resolveWithinDays: null,
      ...change,
    }),
    legs: (reportId) =>
      rows<StoredLeg>(
        `select d.id, d.track, a.code, d.status, d.version, d.binding, d.next_due_at as "nextDueAt"
         from disposition d join agency a on a.id = d.agency_id where d.report_id = $1 order by d.opened_at, d.id`,
        reportId,
      ),
    async open(reportId, code) {
      const leg = (await desk.legs(reportId)).findLast((it) => it.code === code);
      if (!leg) throw new Error(`${code} has no leg of ${reportId}.`);
      return { reportId, dispositionId: leg.id, expectedVersion: leg.version };
    },
    version: async (reportId) => (await report(reportId)).version,
    status: async (reportId) => (await report(reportId)).status,
    async ask<Data>(viewer: Viewer, document: string, variables: Record<string, unknown> = {}) {
      schema ??= buildTuntasSchema(resolvers);
      const makeContext = contextMaker(db.pool, office as unknown as Office);
      const ctx = makeContext(viewer, { requestId: 'test', locale: 'en' });
      try {
        const answer = await graphql({ schema, source: document, contextValue: ctx, variableValues: variables });
        const codes = (answer.errors ?? []).map((error) => error.extensions.code ?? error.message);
        const statements = (ctx.reads as ReadSession).statementCount;
        return { data: answer.data as Data, codes, statements };
      } finally {
        await ctx.dispose();
      }
    },
    resolve: (officer, { reportId, dispositionId }) =>
      casework.onReport<object>(officer, { reportId, expectedVersion: null }, async (work) => {
        return (await work.advanceLeg({ action: 'RESOLVE', dispositionId })) ?? {};
      }),
  };
  return desk;
}

/** The outcome of a command that must not be refused. */
export function allowed<T>(outcome: T | AnyRefusal): T {
  if (isRefusal(outcome)) {
    const fields = 'fields' in outcome ? JSON.stringify(outcome.fields) : '';
    throw new Error(`Refused: ${outcome.code} ${fields}`);
  }
  return outcome as T;
}

/** The code of a command that must be refused. */
export function refusalOf(outcome: unknown): string {
  if (!isRefusal(outcome)) throw new Error(`Not refused: ${JSON.stringify(outcome)}`);
  return outcome.code;
}
