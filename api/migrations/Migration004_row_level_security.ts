import { Migration } from '@mikro-orm/migrations';

/** Tables about reports and people: row-level security is forced, nothing is visible without a policy. */
const PROTECTED_TABLES = [
  'agency',
  'person',
  'message',
  'report',
  'reporter_identity',
  'report_receipt',
  'report_original',
  'report_claim',
  'disposition',
  'disposition_instruction',
  'clock',
  'custody',
  'follow_up',
  'feedback',
  'attachment',
  'disclosure',
  'idempotency',
  'event',
  'event_log',
] as const;

/** What is part of a report: visible with the report, written by whoever may act on it. */
const PARTS_OF_A_REPORT = ['disposition', 'clock', 'custody', 'follow_up', 'feedback'] as const;

/**
 * A row is there for whoever may see its report. "offset 0" changes no answer: it keeps the planner from collecting the
 * ids of all visible reports before it looks at the first row (a page of the queue at 200,000 reports: 185 ms, so 1 ms).
 */
const visibleWithItsReport = (table: string): string =>
  `exists (select from report r where r.id = ${table}.report_id offset 0)`;

/** The same for tables whose every row is of a report: whoever sees every report is not asked about each. */
const visibleAsPartOfItsReport = (table: string): string =>
  `(select viewer_sees_every_report()) or ${visibleWithItsReport(table)}`;

/**
 * The boundary (IDN-2, IDN-3, IDN-4): which rows a viewer may read and write, whatever the application asks for.
 *
 * Functions marked `security definer` run as the owner, who has a policy of their own; they answer yes or no and are
 * what keeps policies from asking each other in circles.
 */
export class Migration004_row_level_security extends Migration {
  override up(): void {
    for (const table of PROTECTED_TABLES) {
      this.addSql(`alter table ${table} enable row level security; alter table ${table} force row level security;`);
      this.addSql(`create policy ${table}_owner on ${table} to current_user using (true) with check (true);`);
      this.addSql(`create policy ${table}_system on ${table} to tuntas_system using (true) with check (true);`);
    }
    this.addSql(`
grant select on area, agency_closure, category, holiday, time_limit, setting, audit_root to tuntas_app;
grant select, insert, update on all tables in schema public to tuntas_system;
grant delete on report_claim, idempotency, message to tuntas_system;
revoke update on event, event_log, audit_root from tuntas_system;
revoke insert on event from tuntas_system;

create function viewer_sees_every_report() returns boolean language sql stable parallel safe
  return coalesce(viewer_role() in ('ADMIN', 'OVERSEER'), false);

create function viewer_in_scope(agency uuid) returns boolean language sql stable
  return exists (select from agency_closure where ancestor_id = viewer_agency() and agency_id = agency);

-- Does an agency of the viewer's subtree hold or has it held a leg of the report? A pooled connection keeps the plan it
-- made for its first viewer, perhaps an officer of one unit; "offset 0" keeps it from asking all thousand agencies of a
-- ministry, viewer after viewer, for a leg (0.7 ms a report, so 0.02 ms).
create function viewer_has_leg(report uuid) returns boolean language sql stable security definer set search_path = public
begin atomic
  select viewer_role() in ('LIAISON_OFFICER', 'EXECUTIVE') and exists (
    select from disposition d where d.report_id = report and exists (
      select from agency_closure c where c.agency_id = d.agency_id and c.ancestor_id = viewer_agency() offset 0));
end;

create function viewer_is_reporter(report uuid) returns boolean language sql stable security definer set search_path = public
begin atomic
  select coalesce(viewer_receipt() = report, false)
    or exists (select from reporter_identity i where i.report_id = report and i.person_id = viewer_person());
end;

-- Who may change a report or a part of it at all; which change is the business of the life cycles.
create function viewer_may_act(report uuid) returns boolean language sql stable
  return coalesce(viewer_role() = 'ADMIN', false)
    or (viewer_role() = 'LIAISON_OFFICER' and viewer_has_leg(report))
    or viewer_is_reporter(report);

-- VER-7: under which tracking ID a merged report that the viewer may see lives on, also while that one is not published
-- yet. That a confidential report exists is told to nobody by this; whoever may see it reads it in its own row.
create function merged_into_tracking_id(report uuid) returns text language sql stable security definer
  set search_path = public
begin atomic
  select p.tracking_id from report r join report p on p.id = r.merged_into_id
  where r.id = report and not r.confidential and not p.confidential
    and (r.published_at is not null or viewer_role() in ('ADMIN', 'OVERSEER', 'INTERN') or viewer_has_leg(r.id)
      or viewer_is_reporter(r.id));
end;

-- IDN-3: an admin may read a named reporter's identity. For an anonymous one two other admins must have granted it to
-- this admin; an agency needs a grant, and for a report that has become anonymous since, one with two admins behind it.
create function viewer_may_read_identity(report uuid) returns boolean language sql stable security definer
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

grant select, update (connected_at) on agency to tuntas_app;
create policy agency_read on agency for select to tuntas_app using (true);
create policy agency_connect on agency for update to tuntas_app using ((select viewer_role()) = 'ADMIN');

grant select on person to tuntas_app;
create policy person_self on person for select to tuntas_app using (id = (select viewer_person()));
create policy person_staff on person for select to tuntas_app using (
  role <> 'CITIZEN' and (select viewer_role()) in ('LIAISON_OFFICER', 'ADMIN', 'EXECUTIVE', 'INTERN', 'OVERSEER'));

grant insert on message to tuntas_app;
create policy message_send on message for insert to tuntas_app with check (true);

grant select, insert, update on report to tuntas_app;
-- One policy, because PostgreSQL asks several in an order of its own: what costs nothing comes first, and only for rows
-- that nothing else shows a function looks into other tables.
create policy report_read on report for select to tuntas_app using (
  (published_at is not null and not confidential)
  or (select viewer_sees_every_report())
  or (not confidential and (select viewer_role()) = 'INTERN')
  or ((select viewer_role()) in ('LIAISON_OFFICER', 'EXECUTIVE') and viewer_has_leg(id))
  or ((select viewer_person() is not null or viewer_receipt() is not null) and viewer_is_reporter(id)));
create policy report_file on report for insert to tuntas_app with check (id = viewer_receipt());
create policy report_act on report for update to tuntas_app using (viewer_may_act(id));
`);
    for (const table of PARTS_OF_A_REPORT) {
      this.addSql(`
grant select, insert, update on ${table} to tuntas_app;
create policy ${table}_read on ${table} for select to tuntas_app using (${visibleAsPartOfItsReport(table)});
create policy ${table}_add on ${table} for insert to tuntas_app with check (viewer_may_act(report_id));
create policy ${table}_act on ${table} for update to tuntas_app using (viewer_may_act(report_id));
`);
    }
    this.addSql(`
revoke update on follow_up, feedback from tuntas_app;
-- FUP-1: an agency speaks, not one of its officers. Who wrote a follow-up is in the audit trail alone.
revoke select on follow_up from tuntas_app;
grant select (id, report_id, disposition_id, agency_id, kind, text, evidence, published_at) on follow_up to tuntas_app;
-- FUP-5: the same public number for everybody; confidential reports are counted for nobody, not even for who sees them.
create function disputed_closings(agencies uuid[]) returns table (agency_id uuid, disputes int) language sql stable
  security definer set search_path = public
begin atomic
  select f.agency_id, count(*)::int from feedback f join report r on r.id = f.report_id
  where f.agency_id = any(agencies) and not f.satisfied and r.published_at is not null and not r.confidential
  group by f.agency_id;
end;

-- DIS-4: the open legs of an agency, with those of its units if wanted; legs for which no clock runs are due at infinity.
-- Under the policies every open leg of a large agency would be asked whether its report may be seen, before the page is
-- cut. Whoever may ask for the queue may see all of it: that is asked once. What a page shows is read under the policies.
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

-- DIS-1: each agency sees its own instruction; whoever forwarded sees what they asked for.
grant select, insert on disposition_instruction to tuntas_app;
create policy instruction_read on disposition_instruction for select to tuntas_app using (
  (select viewer_role()) in ('ADMIN', 'OVERSEER')
  or ((select viewer_role()) in ('LIAISON_OFFICER', 'EXECUTIVE')
      and (viewer_in_scope(agency_id) or viewer_in_scope(given_by_agency_id))));
create policy instruction_give on disposition_instruction for insert to tuntas_app with check (viewer_may_act(report_id));

-- The vault.
grant select, insert on reporter_identity to tuntas_app;
create policy identity_own on reporter_identity for select to tuntas_app
  using (person_id = (select viewer_person()) or report_id = (select viewer_receipt()));
create policy identity_disclosed on reporter_identity for select to tuntas_app
  using (read_is_logged(report_id, 'IDENTITY_READ') and viewer_may_read_identity(report_id));
create policy identity_file on reporter_identity for insert to tuntas_app with check (report_id = viewer_receipt());

-- Whether a tracking ID can be given out: a new report's must differ also from those its reporter cannot see.
create function tracking_id_is_free(candidate text) returns boolean language sql stable security definer
  set search_path = public
begin atomic
  select not exists (select from report r where r.tracking_id = candidate);
end;

grant insert on report_receipt to tuntas_app;
create policy receipt_file on report_receipt for insert to tuntas_app with check (report_id = viewer_receipt());

grant select, insert on report_original to tuntas_app;
create policy original_read on report_original for select to tuntas_app using (
  (select viewer_role()) in ('ADMIN', 'OVERSEER') and read_is_logged(report_id, 'ORIGINAL_READ'));
create policy original_seal on report_original for insert to tuntas_app with check ((select viewer_role()) = 'ADMIN');
-- Whether there is a sealed original, which is no secret among those who correct reports.
create function report_is_sealed(report uuid) returns boolean language sql stable security definer set search_path = public
begin atomic
  select exists (select from report_original o where o.report_id = report);
end;

-- VER-4: a claim is seen with its report. Only admins claim, and only for themselves.
grant select, insert, update, delete on report_claim to tuntas_app;
create policy claim_read on report_claim for select to tuntas_app using (
  (select viewer_role()) in ('ADMIN', 'INTERN', 'OVERSEER') and ${visibleWithItsReport('report_claim')});
create policy claim_write on report_claim to tuntas_app using ((select viewer_role()) = 'ADMIN')
  with check ((select viewer_role()) = 'ADMIN' and person_id = (select viewer_person()));

-- Uploads are written by the system and attached by claim_attachments(); the application role only reads, and of the
-- columns only those that tell nothing of the uploader (IDN-2). Digest and storage key would let files be compared
-- across reports.
grant select (id, report_id, follow_up_id, feedback_id, published_name, media_type, kind, byte_size, thumbnail_key,
  status, created_at) on attachment to tuntas_app;
create policy attachment_uploader on attachment for select to tuntas_app
  using (uploader_person_id = (select viewer_person()));
create policy attachment_read on attachment for select to tuntas_app
  using (status = 'READY' and ${visibleWithItsReport('attachment')});
-- What people may know of their own uploads beyond that. Ids of other people's are passed over.
create function own_uploads(ids uuid[]) returns table (id uuid, file_name text, status text, attached boolean)
  language sql stable security definer set search_path = public
begin atomic
  select a.id, a.file_name, a.status, a.report_id is not null from attachment a
  where a.id = any(ids) and a.uploader_person_id = viewer_person();
end;
-- The name of a file under which its uploader sent it, for the uploader; null for everybody else.
create function own_file_name(upload uuid) returns text language sql stable security definer set search_path = public
begin atomic
  select o.file_name from own_uploads(array[upload]) o;
end;
-- Attaches uploads the viewer owns or holds the claim of; returns the ids that were attached.
create function claim_attachments(ids uuid[], claim_hashes bytea[], report uuid, for_follow_up uuid, for_feedback uuid,
  at timestamptz) returns setof uuid language plpgsql volatile security definer set search_path = public as $$
begin
  if not viewer_may_act(report) then
    raise exception 'the viewer may not act on report %', report using errcode = '42501';
  end if;
  return query update attachment a
    set report_id = report, follow_up_id = for_follow_up, feedback_id = for_feedback, attached_at = at
    where a.id = any(ids) and a.report_id is null and a.status <> 'REJECTED'
      and (a.uploader_person_id = viewer_person() or a.claim_hash = any(claim_hashes))
    returning a.id;
end $$;

grant select, insert on disclosure to tuntas_app;
grant update (status, first_decided_by_id, second_decided_by_id, decided_at, decision_note, expires_at, version)
  on disclosure to tuntas_app;
create policy disclosure_read on disclosure for select to tuntas_app using (
  (select viewer_role()) in ('ADMIN', 'OVERSEER')
  or ((select viewer_role()) in ('LIAISON_OFFICER', 'EXECUTIVE') and viewer_in_scope(agency_id))
  or viewer_is_reporter(report_id));
-- One asks for the agency one speaks for, or as an admin for oneself.
create policy disclosure_request on disclosure for insert to tuntas_app with check (
  requested_by_id = viewer_person() and status = 'REQUESTED' and first_decided_by_id is null
  and case viewer_role() when 'LIAISON_OFFICER' then agency_id = viewer_agency() and viewer_has_leg(report_id)
    when 'ADMIN' then agency_id is null else false end);
-- Nobody decides on a request of their own.
create policy disclosure_decide on disclosure for update to tuntas_app
  using ((select viewer_role()) = 'ADMIN' and requested_by_id <> viewer_person());
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

grant select, insert, update on idempotency to tuntas_app;
-- A key opens what it was answered, and only to those who hold it and stand where it was used.
create policy idempotency_own on idempotency to tuntas_app
  using (scope = coalesce(viewer_person()::text, 'public') and key = viewer_idempotency_key())
  with check (scope = coalesce(viewer_person()::text, 'public') and key = viewer_idempotency_key());

-- The protected half of an event (who exactly, and what was said in confidence) is not the application role's to read.
grant select (id, subject_kind, subject_id, subject_version, type, report_id, disposition_id, actor_kind,
  actor_agency_id, visibility, occurred_at, recorded_at, public_data, prev_hash, hash) on event to tuntas_app;
-- Whether an event of a request for an identity concerns the viewer's agency: its own and those below it (IDN-3).
create function viewer_hears_of(event_type text, asking_agency text) returns boolean language sql stable
  return event_type not like 'DISCLOSURE%' or coalesce(viewer_in_scope(asking_agency::uuid), false);
create policy event_read on event for select to tuntas_app using (
  ${visibleWithItsReport('event')} and (
    visibility = 'PUBLIC'
    or (select viewer_sees_every_report())
    or (visibility = 'CONCERNED' and viewer_is_reporter(report_id))
    or (visibility = 'CONCERNED' and viewer_has_leg(report_id) and viewer_hears_of(type, public_data ->> 'agencyId'))
    or (visibility = 'REPORTER' and viewer_is_reporter(report_id))));
-- VER-5: interns learn beside the admins. Of the reports they may see, they read what verification asks and is told, and
-- who claims them; what else is internal stays the admins' and overseers'.
create policy event_read_intern on event for select to tuntas_app using (
  (select viewer_role()) = 'INTERN'
  and ((visibility = 'CONCERNED' and type not like 'DISCLOSURE%') or type in ('REPORT_CLAIMED', 'CLAIM_RELEASED'))
  and ${visibleWithItsReport('event')});
grant select on event_log to tuntas_app;
create policy event_log_read on event_log for select to tuntas_app using (true);
`);
    this.addSql(`
-- Functions are for the two roles only; PostgreSQL grants them to everybody unless told otherwise.
revoke execute on all functions in schema public from public;
grant execute on all functions in schema public to tuntas_app, tuntas_system;
`);
  }
}
