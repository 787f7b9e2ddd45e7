import { graphql, type GraphQLSchema } from 'graphql';
import { isRefusal } from '../../src/casework/casework.ts';
import { contextMaker } from '../../src/context.ts';
import type { Office } from '../../src/office.ts';
import type { Viewer } from '../../src/people/viewer.ts';
import type { ReadSession } from '../../src/platform/database/read-session.ts';
import { buildTuntasSchema } from '../../src/platform/graphql/build-schema.ts';
import { InvalidInput, type AnyRefusal } from '../../src/platform/graphql/refusals.ts';
import type { FileReport } from '../../src/reports/commands/file-report.ts';
import { resolvers } from '../../src/resolvers.ts';
import { acceptReport } from '../../src/verification/commands/accept-report.ts';
import type { SupplyFacts } from '../../src/verification/commands/supply-facts.ts';
import type { TestDatabase } from '../database/test-database.ts';
import { testOffice, type TestOffice } from './test-office.ts';

export interface Answer {
  readonly data: Record<string, never>;
  readonly codes: readonly unknown[];
  /** SQL statements the operation took. */
  readonly statements: number;
}

/** An office with two admins, in which reports are filed with a category. */
export interface VerificationDesk extends TestOffice {
  readonly admin: Viewer;
  readonly colleague: Viewer;
  readonly category: string;
  /** Files a report with a category. */
  received(change?: Partial<FileReport>): ReturnType<TestOffice['file']>;
  /** Files and accepts one. */
  accepted(change?: Partial<FileReport>): ReturnType<TestOffice['file']>;
  /** What a decision on the report as it is now starts with. */
  now(reportId: string): Promise<{ reportId: string; expectedVersion: number }>;
  row(sql: string, ...params: unknown[]): Promise<Record<string, unknown>>;
  rows(sql: string, ...params: unknown[]): Promise<Record<string, unknown>[]>;
  status(reportId: string): Promise<unknown>;
  /** The types of a report's events, oldest first. */
  events(reportId: string): Promise<unknown[]>;
  /** The last event of a type. */
  event(reportId: string, type: string): Promise<Record<string, unknown>>;
  /** One operation as a viewer, in this process. */
  ask(viewer: Viewer, document: string, variables?: Record<string, unknown>): Promise<Answer>;
}

export async function verificationDesk(db: TestDatabase): Promise<VerificationDesk> {
  const office = await testOffice(db);
  const rows = async (sql: string, ...params: unknown[]) =>
    (await db.ownerPool.query(sql, params)).rows as Record<string, unknown>[];
  const row = async (sql: string, ...params: unknown[]) => (await rows(sql, ...params))[0]!;
  const category = String(
    (await row("select id from category where service_class = 'ORDINARY' order by code limit 1")).id,
  );
  let schema: GraphQLSchema | null = null;

  const desk: VerificationDesk = {
    ...office,
    category,
    admin: await office.person('ADMIN', undefined, 'Sri'),
    colleague: await office.person('ADMIN', undefined, 'Budi'),
    rows,
    row,
    received: (change = {}) => office.file({ categoryId: category, ...change }),
    async accepted(change) {
      const filed = await desk.received(change);
      allowed(await acceptReport(office.casework, desk.admin, await desk.now(filed.reportId)));
      return filed;
    },
    async now(reportId) {
      const { version } = await row('select version from report where id = $1', reportId);
      return { reportId, expectedVersion: Number(version) };
    },
    status: async (reportId) => (await row('select status from report where id = $1', reportId)).status,
    events: async (reportId) =>
      (await rows('select type from event where report_id = $1 order by subject_version', reportId)).map(
        (it) => it.type,
      ),
    event: (reportId, type) =>
      row(
        `select actor_kind, actor_person_id, visibility, public_data, protected_data, topics from event
         where report_id = $1 and type = $2 order by subject_version desc limit 1`,
        reportId,
        type,
      ),
    async ask(viewer, document, variables = {}) {
      schema ??= buildTuntasSchema(resolvers);
      const ctx = contextMaker(db.pool, office as unknown as Office)(viewer, { requestId: 'test', locale: 'en' });
      try {
        const answer = await graphql({ schema, source: document, contextValue: ctx, variableValues: variables });
        const codes = (answer.errors ?? []).map((error) => error.extensions.code ?? error.message);
        return { data: answer.data as Answer['data'], codes, statements: (ctx.reads as ReadSession).statementCount };
      } finally {
        await ctx.dispose();
      }
    },
  };
  return desk;
}

/** The outcome of a command that must not be refused. */
export function allowed<T>(outcome: T | AnyRefusal): T {
  if (isRefusal(outcome)) throw new Error(`Refused: ${codesOf(outcome).join(', ')}`);
  return outcome;
}

/** Why a command was refused: the code, or those of the fields that will not do. */
export function codesOf(outcome: unknown): string[] {
  if (!isRefusal(outcome)) return [];
  return outcome instanceof InvalidInput ? outcome.fields.map(({ path, code }) => `${path} ${code}`) : [outcome.code];
}

/** An answer to a return that says nothing yet. */
export const NOTHING_SUPPLIED: Omit<SupplyFacts, 'reportId'> = {
  facts: {},
  addition: null,
  eventDate: null,
  areaCode: null,
  place: null,
  attachmentIds: [],
  claimTokens: [],
};
