import { withinArea } from '../../areas/within-area.ts';
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

/**
 * From the queue of clocks to each one's report, and for those that are wanted to who holds it. "offset 0" changes no
 * answer: it keeps the planner, who thinks little of some stages and channels, from beginning with all reports that have
 * them, or from sorting a queue that lies there in order.
 */
const BY_CLOCK = `clock k
  cross join lateral (select r.* from report r where r.id = k.report_id offset 0) r
  cross join lateral (
    select h.holder from custody h
    where h.report_id = r.id and h.track = k.track and h.until_at is null offset 0) h`;

/** From the few that an arbiter holds to their clocks. */
const BY_ARBITER = `custody h
  join clock k on k.report_id = h.report_id and k.track = h.track and h.until_at is null and h.holder = 'ARBITER'
  cross join lateral (select r.* from report r where r.id = k.report_id offset 0) r`;

interface Selection {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/**
 * Whatever waits here runs against a verification clock: on intake, sent back and in arbitration alike. Of the filter
 * only the conditions that narrow.
 */
function selectionOf(ctx: TuntasContext, filter: QueueFilter): Selection {
  const params: unknown[] = [];
  const conditions = [
    `k.kind = 'VERIFY' and k.stopped_at is null and k.paused_at is null`,
    `h.holder in ('NATIONAL_QUEUE', 'ARBITER')`,
  ];
  const narrow = (condition: (placeholder: string) => string, value: unknown) => {
    params.push(value);
    conditions.push(condition(`$${params.length}`));
  };
  if (filter.stages.length > 0) {
    narrow((at) => `${STAGE} = any(${at}::text[])`, filter.stages);
    conditions.push(...statusesOf(filter.stages));
  }
  if (filter.channel !== null) narrow((at) => `r.channel = ${at}`, filter.channel);
  if (filter.categoryId !== null) narrow((at) => `r.category_id in (${categoriesWithin(at)})`, filter.categoryId);
  if (filter.areaCode !== null) narrow((at) => withinArea('r.area_code', at), filter.areaCode);
  const compare = filter.overdue ? '<=' : '>';
  if (filter.overdue !== null) narrow((at) => `k.due_at ${compare} ${at}::timestamptz`, ctx.clock.now());
  const from = filter.stages.join() === 'ARBITRATION' ? BY_ARBITER : BY_CLOCK;
  return { sql: `from ${from} where ${conditions.join(' and ')}`, params };
}

/** Says nothing that the stages do not say, but the report alone can tell: who holds the others is not looked up. */
function statusesOf(stages: readonly QueueStage[]): string[] {
  const onIntake = stages.map((stage) => stage === 'RECEIVED' || stage === 'VERIFIED');
  if (onIntake.every(Boolean)) return [`r.status in ('RECEIVED', 'VERIFIED')`];
  return onIntake.some(Boolean) ? [] : [`r.status not in ('RECEIVED', 'VERIFIED')`];
}

function categoriesWithin(placeholder: string): string {
  return `with recursive below (id) as (
      select ${placeholder}::uuid union select c.id from category c join below b on c.parent_id = b.id)
    select id from below`;
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
  const selection = selectionOf(ctx, filter);
  const params = [...selection.params, ctx.clock.now()];
  const page = oldestDueFirst.sql(request, params.length);
  const rows = await ctx.reads.query<ReportRow & Omit<QueueItemRow, 'report'> & CursorRow>(
    `select ${REPORT_COLUMNS}, ${STAGE} as stage, k.track, k.due_at as "dueAt",
       k.due_at <= $${params.length}::timestamptz as overdue, ${page.cursorKey}
     ${selection.sql} and ${page.where} order by ${page.orderBy} limit ${page.limit}`,
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
  const { sql, params } = selectionOf(ctx, filter);
  const row = await ctx.reads.one<{ counted: number }>(cappedCountSql(`select 1 ${sql}`), params);
  return row?.counted ?? 0;
}
