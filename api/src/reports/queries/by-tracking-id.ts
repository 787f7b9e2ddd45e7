import type { TuntasContext } from '../../context.ts';
import { REPORT_COLUMNS, type ReportRow } from '../report.row.ts';
import { parseTrackingId } from '../tracking-id.ts';

/** The report with this tracking ID; null alike for one that is unknown, confidential or not yet published (IDN-4). */
export function byTrackingId(ctx: TuntasContext, text: string): Promise<ReportRow | null> {
  // A mistyped ID is looked up all the same: answering sooner would tell which IDs are well-formed but hidden.
  const trackingId = parseTrackingId(text) ?? '';
  return ctx.reads.one<ReportRow>(`select ${REPORT_COLUMNS} from report r where r.tracking_id = $1`, [trackingId]);
}
