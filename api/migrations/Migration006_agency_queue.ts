import { Migration } from '@mikro-orm/migrations';

/**
 * The queue of an agency and its units (DIS-4). Under row-level security every open leg of a large agency would be asked
 * whether its report may be seen, before the page is cut; whoever may ask for the queue may see all of it, so the
 * function asks that once and finds the legs by the index alone. What a page shows is read under the policies again.
 */
export class Migration006_agency_queue extends Migration {
  override up(): void {
    this.addSql(`
drop index disposition_queue;
create index disposition_queue on disposition (agency_id, next_due_at, id) include (status)
  where status in ('RECEIVED', 'ACCEPTED', 'RESOLVED', 'IN_ARBITRATION');

-- The open legs of an agency, with those of its units if wanted; legs for which no clock runs are due at infinity.
create function agency_queue(owner uuid, with_units boolean) returns table (id uuid, status text, due_at timestamptz)
  language sql stable security definer set search_path = public
begin atomic
  select d.id, d.status, coalesce(d.next_due_at, 'infinity'::timestamptz)
  from agency_closure c join disposition d on d.agency_id = c.agency_id
  where c.ancestor_id = owner and (with_units or c.depth = 0)
    and d.status in ('RECEIVED', 'ACCEPTED', 'RESOLVED', 'IN_ARBITRATION')
    and (viewer_role() in ('ADMIN', 'OVERSEER')
      or (viewer_role() in ('LIAISON_OFFICER', 'EXECUTIVE') and viewer_in_scope(owner)));
end;
revoke execute on function agency_queue(uuid, boolean) from public;
grant execute on function agency_queue(uuid, boolean) to tuntas_app, tuntas_system;
`);
  }
}
