import type { Channel } from '../../casework/report.entity.ts';
import type { TuntasContext } from '../../context.ts';
import { cappedCountSql } from '../../platform/graphql/connection.ts';
import { defineKeyset, type CursorRow, type Page, type PageRequest } from '../../platform/graphql/keyset.ts';
import { REPORT_COLUMNS, type ReportRow } from '../../reports/report.row.ts';
import type { QueueStage } from '../queue.type.ts';

/** What the queue is narrowed to; absent parts narrow nothing. */
export interface QueueFilter {
  readonly stages: readonly QueueStage[];
  readonly channel: Channel | null;
  /** A category and everything below it. */
  readonly categoryId: string | null;
  /** An area and everything below it. */
  readonly areaCode: string | null;
  readonly overdue: boolean | null;
}

/** One line of the queue: a track of a report, with the report as its resolvers read it. */
export interface QueueItemRow {
  readonly report: ReportRow;
  readonly stage: QueueStage;
  readonly track: number;
  readonly dueAt: Date;
  readonly overdue: boolean;
}

const oldestDueFirst = defineKeyset('verificationQueue', [
  { sql: 'k.due_at', type: 'timestamptz', direction: 'ASC' },
  { sql: 'k.id', type: 'uuid', direction: 'ASC' },
]);

const STAGE = `case when r.status in ('RECEIVED', 'VERIFIED') then r.status
    when h.holder = 'ARBITER' then 'ARBITRATION' else 'SENT_BACK' end`;

/** Whatever waits here runs against a verification clock: on intake, sent back and in arbitration alike. */
const SELECTION = `from clock k
  join report r on r.id = k.report_id
  join custody h on h.report_id = k.report_id and h.track = k.track and h.until_at is null
  where k.kind = 'VERIFY' and k.stopped_at is null and k.paused_at is null
    and h.holder in ('NATIONAL_QUEUE', 'ARBITER')
    and ($2::text[] is null or ${STAGE} = any($2))
    and ($7::text is null or h.holder = $7)
    and ($3::text is null or r.channel = $3)
    and ($4::uuid is null or r.category_id in (
      with recursive below (id) as (
        select $4::uuid union select c.id from category c join below b on c.parent_id = b.id)
      select id from below))
    and ($5::text is null or r.area_code = $5 or r.area_code like $5 || '.%')
    and ($6::boolean is null or ($6 and k.due_at <= $1::timestamptz) or (not $6 and k.due_at > $1::timestamptz))`;

function parameters(ctx: TuntasContext, filter: QueueFilter): unknown[] {
  const stages = filter.stages.length > 0 ? filter.stages : null;
  // Says nothing that the stages do not say, but an index finds it.
  const holder = filter.stages.join() === 'ARBITRATION' ? 'ARBITER' : null;
  return [ctx.clock.now(), stages, filter.channel, filter.categoryId, filter.areaCode, filter.overdue, holder];
}

/**
 * Everything that waits for a decision of the national administration, oldest due first (VER-1). Row-level security
 * keeps confidential reports from interns. One statement.
 */
export async function verificationQueue(
  ctx: TuntasContext,
  filter: QueueFilter,
  request: PageRequest,
): Promise<Page<QueueItemRow>> {
  const params = parameters(ctx, filter);
  const page = oldestDueFirst.sql(request, params.length);
  const rows = await ctx.reads.query<ReportRow & Omit<QueueItemRow, 'report'> & CursorRow>(
    `select ${REPORT_COLUMNS}, ${STAGE} as stage, k.track, k.due_at as "dueAt",
       k.due_at <= $1::timestamptz as overdue, ${page.cursorKey}
     ${SELECTION} and ${page.where} order by ${page.orderBy} limit ${page.limit}`,
    [...params, ...page.params],
  );
  return oldestDueFirst.page(rows.map(toItem), request);
}

function toItem(row: ReportRow & Omit<QueueItemRow, 'report'> & CursorRow): QueueItemRow & CursorRow {
  const { stage, track, dueAt, overdue, cursorKey, ...report } = row;
  return { report, stage, track, dueAt, overdue, cursorKey };
}

/** How much waits, counted up to the cap. */
export async function countVerificationQueue(ctx: TuntasContext, filter: QueueFilter): Promise<number> {
  const sql = cappedCountSql(`select 1 ${SELECTION}`);
  const row = await ctx.reads.one<{ counted: number }>(sql, parameters(ctx, filter));
  return row?.counted ?? 0;
}
