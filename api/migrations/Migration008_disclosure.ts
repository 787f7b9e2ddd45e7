import { Migration } from '@mikro-orm/migrations';

/** Disclosures that expire, that no single admin can grant of an anonymous reporter, and roots that cannot be rewritten. */
export class Migration008_disclosure extends Migration {
  override up(): void {
    this.addSql(`
-- What time it is for whoever reads an identity. The database has no other way to know: the application's clock is
-- injected and can stand still or run ahead (CLK-4). A chore that ends grants when they are due was the alternative, but
-- with it a grant outlives its end for as long as no sweeper runs; this way it ends by itself, and without the setting
-- no grant is valid at all. It is trusted exactly as far as the viewer's other settings are.
create function viewer_now() returns timestamptz language sql stable parallel safe
  return nullif(current_setting('tuntas.now', true), '')::timestamptz;

-- IDN-3: an admin may read a named reporter's identity. For an anonymous one two other admins must have granted it to
-- this admin; an agency needs a grant, and for a report that has become anonymous since, one with two admins behind it.
create or replace function viewer_may_read_identity(report uuid) returns boolean language sql stable security definer
  set search_path = public
begin atomic
  select case viewer_role()
    when 'ADMIN' then not (select r.anonymous from report r where r.id = report)
      or exists (select from disclosure d where d.report_id = report and d.status = 'GRANTED'
                 and d.requested_by_id = viewer_person() and d.agency_id is null
                 and d.second_decided_by_id is not null and d.expires_at > viewer_now())
    when 'LIAISON_OFFICER' then exists (
      select from disclosure d join agency_closure c on c.agency_id = d.agency_id join report r on r.id = d.report_id
      where d.report_id = report and d.status = 'GRANTED' and c.ancestor_id = viewer_agency()
        and d.expires_at > viewer_now() and (d.second_decided_by_id is not null or not r.anonymous))
    else false end;
end;

-- One asks for the agency one speaks for, or as an admin for oneself.
drop policy disclosure_request on disclosure;
create policy disclosure_request on disclosure for insert to tuntas_app with check (
  requested_by_id = viewer_person() and status = 'REQUESTED' and first_decided_by_id is null
  and case viewer_role() when 'LIAISON_OFFICER' then agency_id = viewer_agency() and viewer_has_leg(report_id)
    when 'ADMIN' then agency_id is null else false end);

revoke update on disclosure from tuntas_app;
grant update (status, first_decided_by_id, second_decided_by_id, decided_at, decision_note, expires_at, version)
  on disclosure to tuntas_app;
alter table disclosure add constraint disclosure_not_by_requester
  check (first_decided_by_id <> requested_by_id and second_decided_by_id <> requested_by_id);

-- Whoever decides signs with their own name, once; an anonymous reporter's identity takes two signatures.
create function guard_disclosure() returns trigger language plpgsql set search_path = public as $$
begin
  if old.status not in ('REQUESTED', 'AWAITING_SECOND_ADMIN') then
    raise exception 'disclosure % has been decided', old.id using errcode = '42501';
  end if;
  if new.status = 'GRANTED' and new.second_decided_by_id is null
    and (select r.anonymous from report r where r.id = new.report_id) is not false then
    raise exception 'disclosure % needs a second admin', old.id using errcode = '42501';
  end if;
  if current_setting('role') = 'tuntas_app' and (
    coalesce(new.second_decided_by_id, new.first_decided_by_id) is distinct from viewer_person()
    or new.first_decided_by_id is distinct from coalesce(old.first_decided_by_id, viewer_person())
    or (old.first_decided_by_id is null and new.second_decided_by_id is not null)) then
    raise exception 'disclosure % is signed in another name', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger disclosure_guard before update on disclosure for each row execute function guard_disclosure();

-- AUD-1: a published root stands for good.
create trigger audit_root_append_only before update or delete or truncate on audit_root execute function refuse_change();

revoke execute on function viewer_now(), guard_disclosure() from public;
grant execute on function viewer_now(), guard_disclosure() to tuntas_app, tuntas_system;
`);
  }
}
