import { Migration } from '@mikro-orm/migrations';

/**
 * The order of an agency's queue as an index: legs due first at the top, those for which no clock runs at the end. The
 * key is never null, so that a page can go on after any row.
 */
export class Migration006_agency_queue extends Migration {
  override up(): void {
    this.addSql(`
drop index disposition_queue;
create index disposition_queue on disposition (agency_id, (coalesce(next_due_at, 'infinity'::timestamptz)), id)
  where status in ('RECEIVED', 'ACCEPTED', 'RESOLVED', 'IN_ARBITRATION');
`);
  }
}
