import type { EntityManager } from '@mikro-orm/postgresql';
import type { Casework } from '../../casework/casework.ts';
import { appendEvent } from '../../casework/event-log.ts';
import type { Viewer } from '../../people/viewer.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';
import { refuse, RefusedError, type AnyRefusal } from '../../platform/graphql/refusals.ts';

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

/** One reading: the page asked for, and how many events the report has, counted up to the cap. */
export interface AuditTrailRead {
  readonly page: Page<AuditEntryRow>;
  readonly count: number;
}

const NOTHING: AuditTrailRead = {
  page: { rows: [], cursors: [], hasNextPage: false, hasPreviousPage: false },
  count: 0,
};

const oldestFirst = defineKeyset('auditTrail', [{ sql: 't.id', type: 'bigint', direction: 'ASC' }]);

/**
 * What has happened to a report, oldest first, for admins and overseers. The reading is logged first, in the same
 * transaction: without the event the database shows nothing, and without the commit nobody gets an answer (AUD-1). It is
 * the last entry of the trail it reads. A report that does not exist has no trail, and reading that is no event.
 */
export function readAuditTrail(
  casework: Casework,
  viewer: Viewer,
  reportId: string,
  request: PageRequest,
): Promise<AuditTrailRead | AnyRefusal> {
  return casework.transaction(viewer, async (em) => {
    const kind = viewer.role;
    if (kind !== 'ADMIN' && kind !== 'OVERSEER') throw new RefusedError(refuse('NOT_PERMITTED', {}, 'AUD-1'));
    const [report] = await em.execute<unknown[]>('select true from report where id = ?::uuid', [reportId]);
    if (!report) return NOTHING;
    const now = casework.clock.now();
    await appendEvent(em, {
      subjectKind: 'REPORT',
      subjectId: reportId,
      type: 'AUDIT_TRAIL_READ',
      actor: { kind, personId: viewer.personId, agencyId: null },
      visibility: 'INTERNAL',
      occurredAt: now,
      recordedAt: now,
    });
    return { page: await readPage(em, reportId, request), count: await countEntries(em, reportId) };
  });
}

async function readPage(em: EntityManager, reportId: string, request: PageRequest): Promise<Page<AuditEntryRow>> {
  const page = oldestFirst.sql(request, 1);
  // The mapper's placeholders are `?`, one after the other: the order in which one sort column has its parameters.
  const where = page.where.replaceAll(/\$\d+/g, '?');
  const rows = await em.execute<(AuditEntryRow & CursorRow)[]>(
    `select t.type, t.subject_version as version, t.actor_kind as "actorKind", t.actor_name as "actorName",
       t.actor_agency_id as "agencyId", t.occurred_at as "occurredAt", t.recorded_at as "recordedAt",
       t.public_data as "publicData", t.protected_data as "protectedData", encode(t.hash, 'hex') as hash,
       ${page.cursorKey}
     from audit_trail(?::uuid) t where ${where} order by ${page.orderBy} limit ${page.limit}`,
    [reportId, ...page.params],
  );
  return oldestFirst.page(rows.map(withInstants), request);
}

/** The mapper hands instants of plain statements over as PostgreSQL wrote them. */
function withInstants<Row extends AuditEntryRow>(row: Row): Row {
  return { ...row, occurredAt: new Date(row.occurredAt), recordedAt: new Date(row.recordedAt) };
}

async function countEntries(em: EntityManager, reportId: string): Promise<number> {
  const sql = cappedCountSql('select 1 from audit_trail(?::uuid) t');
  const [row] = await em.execute<{ counted: number }[]>(sql, [reportId]);
  return row!.counted;
}
