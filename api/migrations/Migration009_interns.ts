import { Migration } from '@mikro-orm/migrations';

/** Interns follow verification as it happens. */
export class Migration009_interns extends Migration {
  override up(): void {
    this.addSql(`
-- VER-5: interns learn beside the admins. Of the reports they may see, they read what verification asks and is told, and
-- who claims them (they may read claims as such); what else is internal stays the admins' and overseers'.
create policy event_read_intern on event for select to tuntas_app using (
  (select viewer_role()) = 'INTERN'
  and (visibility = 'CONCERNED' or type in ('REPORT_CLAIMED', 'CLAIM_RELEASED'))
  and exists (select from report r where r.id = event.report_id));
`);
  }
}
