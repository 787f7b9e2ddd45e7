import type { DispositionStatus } from '../../casefile/case-file.ts';
import type { TuntasContext } from '../../context.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';
import { invalid, refuse, RefusedError } from '../../platform/graphql/refusals.ts';
import { DISPOSITION_COLUMNS, type DispositionRow } from '../disposition.row.ts';

/** What a queue is narrowed to; absent parts narrow nothing. */
export interface QueueFilter {
  readonly includeUnits: boolean;
  /** Of the open ones; empty for all of them. */
  readonly statuses: readonly DispositionStatus[];
  readonly overdue: boolean | null;
  readonly dueBefore: Date | null;
}

/** Legs for which no clock runs (resolved, waiting for the reporter) are due at infinity: they stand at the end. */
const dueFirst = defineKeyset('agencyQueue', [
  { sql: 'q.due_at', type: 'timestamptz', direction: 'ASC' },
  { sql: 'q.id', type: 'uuid', direction: 'ASC' },
]);

const QUEUE = `select q.id, q.due_at from agency_queue($1::uuid, $2::boolean) q
  where ($3::text[] is null or q.status = any($3))
    and ($4::boolean is null or (q.due_at <= $5::timestamptz) = $4)
    and ($6::timestamptz is null or q.due_at < $6)`;

function parameters(ctx: TuntasContext, agencyId: string, filter: QueueFilter): unknown[] {
  const statuses = filter.statuses.length > 0 ? filter.statuses : null;
  return [agencyId, filter.includeUnits, statuses, filter.overdue, ctx.clock.now(), filter.dueBefore];
}

/**
 * The open legs of an agency and its units, those due first at the top (DIS-4). One statement: the page is cut from the
 * queue, and only its legs are read under the row policies.
 */
export async function agencyQueue(
  ctx: TuntasContext,
  agencyId: string,
  filter: QueueFilter,
  request: PageRequest,
): Promise<Page<DispositionRow>> {
  const params = parameters(ctx, agencyId, filter);
  const page = dueFirst.sql(request, params.length);
  const inOrder = `order by ${page.orderBy}`;
  const rows = await ctx.reads.query<DispositionRow & CursorRow>(
    `with q as materialized (${QUEUE} and ${page.where} ${inOrder} limit ${page.limit})
     select ${DISPOSITION_COLUMNS}, ${page.cursorKey} from q join disposition d on d.id = q.id ${inOrder}`,
    [...params, ...page.params],
  );
  return dueFirst.page(rows, request);
}

/** How many legs a queue has, counted up to the cap. */
export async function countAgencyQueue(ctx: TuntasContext, agencyId: string, filter: QueueFilter): Promise<number> {
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql(QUEUE), parameters(ctx, agencyId, filter));
  return row?.counted ?? 0;
}

/**
 * Whose queue is asked for: the viewer's own agency, one below it, or, for admins and overseers, any. Throws NOT_FOUND
 * for every other one.
 */
export async function queueOwner(ctx: TuntasContext, wanted: string | null): Promise<string> {
  const { role, agencyId } = ctx.viewer;
  const owner = wanted ?? agencyId;
  if (owner === null) throw new RefusedError(invalid([{ path: 'agencyId', code: 'REQUIRED' }]));
  if (owner === agencyId) return owner;
  const seesAll = role === 'ADMIN' || role === 'OVERSEER';
  const found = await ctx.reads.one(
    'select 1 from agency a where a.id = $1::uuid and ($2::boolean or viewer_in_scope(a.id))',
    [owner, seesAll],
  );
  if (!found) throw new RefusedError(refuse('NOT_FOUND'));
  return owner;
}
