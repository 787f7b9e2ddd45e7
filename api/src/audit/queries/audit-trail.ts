import type { TuntasContext } from '../../context.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';

/** An event with everything that was written down, protected half included. */
export interface AuditEntryRow {
  readonly type: string;
  readonly version: number;
  readonly actorKind: string;
  readonly actorName: string | null;
  readonly agencyId: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly publicData: unknown;
  readonly protectedData: unknown;
  readonly hash: string;
}

const oldestFirst = defineKeyset('auditTrail', [{ sql: 't.id', type: 'bigint', direction: 'ASC' }]);

/** What has happened to a report, oldest first; nothing for a viewer whom the database does not let see it. */
export async function auditTrail(
  ctx: TuntasContext,
  reportId: string,
  request: PageRequest,
): Promise<Page<AuditEntryRow>> {
  const page = oldestFirst.sql(request, 1);
  const rows = await ctx.reads.query<AuditEntryRow & CursorRow>(
    `select t.type, t.subject_version as version, t.actor_kind as "actorKind", t.actor_name as "actorName",
       t.actor_agency_id as "agencyId", t.occurred_at as "occurredAt", t.recorded_at as "recordedAt",
       t.public_data as "publicData", t.protected_data as "protectedData", encode(t.hash, 'hex') as hash,
       ${page.cursorKey}
     from audit_trail($1::uuid) t where ${page.where} order by ${page.orderBy} limit ${page.limit}`,
    [reportId, ...page.params],
  );
  return oldestFirst.page(rows, request);
}

/** How many events a report has, counted up to the cap. */
export async function countAuditTrail(ctx: TuntasContext, reportId: string): Promise<number> {
  const sql = cappedCountSql('select 1 from audit_trail($1::uuid) t');
  return (await ctx.reads.one<{ counted: number }>(sql, [reportId]))?.counted ?? 0;
}
