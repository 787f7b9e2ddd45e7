import type { TuntasContext } from '../context.ts';
import type { LiveEvent, LiveItem } from '../platform/realtime/live-event.ts';
import { reportById } from '../reports/report.loaders.ts';
import { EventTypes, type EventType } from '../timeline/timeline.vocabulary.ts';
import { LiveChangeType, ResyncRequiredType } from './live.type.ts';

/**
 * The message of an item for the viewer of this context, who may see both the event and its report at this moment; null,
 * and so not sent, where they may not. What only the audit trail knows is no message either.
 */
export async function seenBy(ctx: TuntasContext, item: LiveItem): Promise<LiveChangeType | ResyncRequiredType | null> {
  if (item.kind === 'RESYNC_REQUIRED') return new ResyncRequiredType(item.cursor);
  const { reportId, type, cursor, occurredAt: at, dispositionId } = item;
  if (reportId === null || !isEventType(type) || !(await maySee(ctx, item))) return null;
  const report = await reportById(ctx).load(reportId);
  return report && new LiveChangeType({ cursor, type, at, report, dispositionId });
}

/** The row policies of `event` decide. */
async function maySee(ctx: TuntasContext, { position }: LiveEvent): Promise<boolean> {
  const row = await ctx.reads.one<{ id: string }>(
    'select e.id from event_log l join event e on e.id = l.event_id where l.position = $1::bigint',
    [String(position)],
  );
  return row !== null;
}

/** Events of other types are the audit trail's alone. */
function isEventType(type: string): type is EventType {
  return Object.hasOwn(EventTypes.values, type);
}
