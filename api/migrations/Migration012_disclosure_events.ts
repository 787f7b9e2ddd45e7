import { Migration } from '@mikro-orm/migrations';

/** IDN-3: what becomes of a request for an identity is told to the agency that asked, not to every agency on the report. */
export class Migration012_disclosure_events extends Migration {
  override up(): void {
    this.addSql(`
-- Whether an event of a request concerns the viewer's agency: as with the request itself, its own and those below it.
create function viewer_hears_of(event_type text, asking_agency text) returns boolean language sql stable
  return event_type not like 'DISCLOSURE%' or coalesce(viewer_in_scope(asking_agency::uuid), false);

drop policy event_read on event;
create policy event_read on event for select to tuntas_app using (
  exists (select from report r where r.id = event.report_id) and (
    visibility = 'PUBLIC'
    or (select viewer_role()) in ('ADMIN', 'OVERSEER')
    or (visibility = 'CONCERNED' and viewer_is_reporter(report_id))
    or (visibility = 'CONCERNED' and viewer_has_leg(report_id) and viewer_hears_of(type, public_data ->> 'agencyId'))
    or (visibility = 'REPORTER' and viewer_is_reporter(report_id))));

drop policy event_read_intern on event;
create policy event_read_intern on event for select to tuntas_app using (
  (select viewer_role()) = 'INTERN'
  and ((visibility = 'CONCERNED' and type not like 'DISCLOSURE%') or type in ('REPORT_CLAIMED', 'CLAIM_RELEASED'))
  and exists (select from report r where r.id = event.report_id));

revoke execute on function viewer_hears_of(text, text) from public;
grant execute on function viewer_hears_of(text, text) to tuntas_app, tuntas_system;
`);
  }
}
