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
 * The boundary (IDN-2, IDN-3, IDN-4): which rows a viewer may read and write, whatever the application asks for.
 *
 * Functions marked `security definer` run as the owner, who has a policy of their own; they answer yes or no and are
 * what keeps policies from asking each other in circles.
 */
export class Migration003_row_level_security extends Migration {
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

create function viewer_in_scope(agency uuid) returns boolean language sql stable
  return exists (select from agency_closure where ancestor_id = viewer_agency() and agency_id = agency);

-- Does an agency of the viewer's subtree hold or has it held a leg of the report?
create function viewer_has_leg(report uuid) returns boolean language sql stable security definer set search_path = public
begin atomic
  select viewer_role() in ('LIAISON_OFFICER', 'EXECUTIVE') and exists (
    select from disposition d join agency_closure c on c.agency_id = d.agency_id
    where d.report_id = report and c.ancestor_id = viewer_agency());
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

-- IDN-3: an admin may read a named reporter's identity; for an anonymous one, and for agencies, a disclosure is needed.
create function viewer_may_read_identity(report uuid) returns boolean language sql stable security definer
  set search_path = public
begin atomic
  select case viewer_role()
    when 'ADMIN' then not (select r.anonymous from report r where r.id = report)
      or exists (select from disclosure d where d.report_id = report and d.status = 'GRANTED'
                 and d.requested_by_id = viewer_person() and d.agency_id is null)
    when 'LIAISON_OFFICER' then exists (
      select from disclosure d join agency_closure c on c.agency_id = d.agency_id
      where d.report_id = report and d.status = 'GRANTED' and c.ancestor_id = viewer_agency())
    else false end;
end;

-- AUD-1: protected data is readable only in a transaction that has logged the reading.
create function read_is_logged(report uuid, event_type text) returns boolean language sql stable security definer
  set search_path = public
begin atomic
  select exists (select from event e where e.report_id = report and e.type = event_type
    and e.actor_person_id = viewer_person() and e.xid = pg_current_xact_id());
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
create policy report_public on report for select to tuntas_app using (published_at is not null and not confidential);
create policy report_staff on report for select to tuntas_app using (
  (select viewer_role()) in ('ADMIN', 'OVERSEER') or ((select viewer_role()) = 'INTERN' and not confidential));
create policy report_agency on report for select to tuntas_app using (
  (select viewer_role()) in ('LIAISON_OFFICER', 'EXECUTIVE') and viewer_has_leg(id));
create policy report_reporter on report for select to tuntas_app using (viewer_is_reporter(id));
create policy report_file on report for insert to tuntas_app with check (id = viewer_receipt());
create policy report_act on report for update to tuntas_app using (viewer_may_act(id));
`);
    for (const table of PARTS_OF_A_REPORT) {
      this.addSql(`
grant select, insert, update on ${table} to tuntas_app;
create policy ${table}_read on ${table} for select to tuntas_app
  using (exists (select from report r where r.id = ${table}.report_id));
create policy ${table}_add on ${table} for insert to tuntas_app with check (viewer_may_act(report_id));
create policy ${table}_act on ${table} for update to tuntas_app using (viewer_may_act(report_id));
`);
    }
    this.addSql(`
revoke update on follow_up, feedback from tuntas_app;

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

grant select, insert, update, delete on report_claim to tuntas_app;
create policy claim_read on report_claim for select to tuntas_app
  using ((select viewer_role()) in ('ADMIN', 'INTERN', 'OVERSEER'));
create policy claim_write on report_claim to tuntas_app
  using ((select viewer_role()) = 'ADMIN') with check (person_id = viewer_person());

grant select, insert, update on attachment to tuntas_app;
create policy attachment_uploader on attachment for select to tuntas_app using (uploader_person_id = (select viewer_person()));
create policy attachment_read on attachment for select to tuntas_app using (
  status = 'READY' and exists (select from report r where r.id = attachment.report_id));
create policy attachment_upload on attachment for insert to tuntas_app
  with check (uploader_person_id is not distinct from viewer_person() and report_id is null);
create policy attachment_change on attachment for update to tuntas_app using (uploader_person_id = (select viewer_person()));
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

grant select, insert, update on disclosure to tuntas_app;
create policy disclosure_read on disclosure for select to tuntas_app using (
  (select viewer_role()) in ('ADMIN', 'OVERSEER')
  or ((select viewer_role()) in ('LIAISON_OFFICER', 'EXECUTIVE') and viewer_in_scope(agency_id))
  or viewer_is_reporter(report_id));
create policy disclosure_request on disclosure for insert to tuntas_app
  with check (requested_by_id = viewer_person() and status = 'REQUESTED' and viewer_may_act(report_id));
-- Nobody decides on a request of their own.
create policy disclosure_decide on disclosure for update to tuntas_app
  using ((select viewer_role()) = 'ADMIN' and requested_by_id <> viewer_person());

grant select, insert, update on idempotency to tuntas_app;
create policy idempotency_own on idempotency to tuntas_app
  using (scope = coalesce(viewer_person()::text, 'public')) with check (scope = coalesce(viewer_person()::text, 'public'));

-- The protected half of an event (who exactly, and what was said in confidence) is not the application role's to read.
grant select (id, subject_kind, subject_id, subject_version, type, report_id, disposition_id, actor_kind,
  actor_agency_id, visibility, occurred_at, recorded_at, public_data, prev_hash, hash) on event to tuntas_app;
create policy event_read on event for select to tuntas_app using (
  exists (select from report r where r.id = event.report_id) and (
    visibility = 'PUBLIC'
    or (select viewer_role()) in ('ADMIN', 'OVERSEER')
    or (visibility = 'CONCERNED' and (viewer_has_leg(report_id) or viewer_is_reporter(report_id)))
    or (visibility = 'REPORTER' and viewer_is_reporter(report_id))));
grant select on event_log to tuntas_app;
create policy event_log_read on event_log for select to tuntas_app using (true);
`);
    this.addSql(`
-- The only way into the event table. Versions and hashes are chained per subject inside the caller's transaction; the
-- topics of a report's event are the report itself and every agency concerned with all the agencies above it.
create function append_event(of_subject_kind text, of_subject uuid, of_type text, of_report uuid, of_disposition uuid,
  by_kind text, by_person uuid, by_agency uuid, of_visibility text, at timestamptz, recorded timestamptz,
  public_part jsonb, protected_part jsonb, further_topics text[]) returns int
  language plpgsql volatile security definer set search_path = public as $$
declare
  last record;
  next_version int;
  all_topics text[];
  chained bytea;
begin
  if current_setting('role') = 'tuntas_app' and not (
    case when of_report is not null then viewer_may_act(of_report)
      else viewer_role() = 'ADMIN' or of_subject = viewer_person() end) is true then
    raise exception 'the viewer may not write events of %', coalesce(of_report, of_subject) using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(of_subject::text, 7421));
  select subject_version, hash into last from event
    where subject_kind = of_subject_kind and subject_id = of_subject order by subject_version desc limit 1;
  next_version := coalesce(last.subject_version, 0) + 1;
  all_topics := further_topics;
  if of_report is not null then
    all_topics := all_topics || ('report:' || of_report) || coalesce((
      select array_agg(distinct 'agency:' || c.ancestor_id)
      from disposition d join agency_closure c on c.agency_id = d.agency_id where d.report_id = of_report), '{}');
  end if;
  chained := sha256(coalesce(last.hash, ''::bytea) || convert_to(jsonb_build_array(of_subject_kind, of_subject,
    next_version, of_type, of_report, of_disposition, by_kind, by_person, by_agency, of_visibility,
    extract(epoch from at), public_part, protected_part)::text, 'UTF8'));
  insert into event (subject_kind, subject_id, subject_version, type, report_id, disposition_id, actor_kind,
    actor_person_id, actor_agency_id, visibility, occurred_at, recorded_at, public_data, protected_data, topics,
    prev_hash, hash)
  values (of_subject_kind, of_subject, next_version, of_type, of_report, of_disposition, by_kind, by_person, by_agency,
    of_visibility, at, recorded, public_part, protected_part, all_topics, coalesce(last.hash, ''::bytea), chained);
  return next_version;
end $$;

-- The whole audit trail of a report, names included: admins and overseers only (AUD-1). Reporters are never in it.
create function audit_trail(report uuid) returns table (id bigint, type text, actor_kind text, actor_name text,
  actor_agency_id uuid, occurred_at timestamptz, recorded_at timestamptz, subject_version int, public_data jsonb,
  protected_data jsonb, hash bytea) language sql stable security definer set search_path = public
begin atomic
  select e.id, e.type, e.actor_kind, p.display_name, e.actor_agency_id, e.occurred_at, e.recorded_at, e.subject_version,
    e.public_data, e.protected_data, e.hash
  from event e left join person p on p.id = e.actor_person_id
  where e.report_id = report and viewer_role() in ('ADMIN', 'OVERSEER') order by e.id;
end;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;
create trigger event_append_only before update or delete or truncate on event execute function refuse_change();
create trigger event_log_append_only before update or delete or truncate on event_log execute function refuse_change();

-- Functions are for the two roles only; PostgreSQL grants them to everybody unless told otherwise.
revoke execute on all functions in schema public from public;
grant execute on all functions in schema public to tuntas_app, tuntas_system;
`);
  }
}
