import { Migration } from '@mikro-orm/migrations';

/** The event table, outbox and audit log in one, its one way in, and the log in which the relay numbers it (AUD-1). */
export class Migration003_event_log extends Migration {
  override up(): void {
    this.addSql(`
-- AUD-1 and the outbox in one: appended in the business transaction, only through append_event().
create table event (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  subject_kind text not null check (subject_kind in ('REPORT', 'AGENCY', 'PERSON', 'SYSTEM')),
  subject_id uuid not null,
  subject_version int not null,
  type text not null,
  report_id uuid,
  disposition_id uuid,
  actor_kind text not null check (actor_kind in ('REPORTER', 'ADMIN', 'INTERN', 'AGENCY', 'OVERSEER', 'SYSTEM')),
  actor_person_id uuid,
  actor_agency_id uuid,
  visibility text not null check (visibility in ('PUBLIC', 'CONCERNED', 'REPORTER', 'INTERNAL')),
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  public_data jsonb not null default '{}',
  protected_data jsonb not null default '{}',
  topics text[] not null default '{}',
  prev_hash bytea not null,
  hash bytea not null,
  unique (subject_kind, subject_id, subject_version),
  -- IDN-2: who reported is never in the log.
  check (actor_kind <> 'REPORTER' or actor_person_id is null)
);
create index event_outbox on event (xid, id);
create index event_report on event (report_id, id) where report_id is not null;

-- The relay's dense numbering of events; hash chains all of them in order.
create table event_log (
  position bigint primary key,
  event_id bigint not null unique references event,
  hash bytea not null,
  logged_at timestamptz not null
);

create table audit_root (
  day date primary key,
  position bigint not null,
  hash bytea not null,
  published_at timestamptz not null
);

-- What a link of the chain of a subject vouches for: everything an event says, and the link before it.
create function event_hash(e event) returns bytea language sql stable
  return sha256(e.prev_hash || convert_to(jsonb_build_array(e.subject_kind, e.subject_id, e.subject_version, e.type,
    e.report_id, e.disposition_id, e.actor_kind, e.actor_person_id, e.actor_agency_id, e.visibility,
    extract(epoch from e.occurred_at), extract(epoch from e.recorded_at), e.public_data, e.protected_data,
    to_jsonb(e.topics))::text, 'UTF8'));

-- Who may write which event of a report: whoever may act on it, and an overseer what they have read (VER-3, AUD-1).
-- Of an agency or a person: admins, and people of themselves.
create function viewer_may_record(report uuid, subject uuid, event_type text) returns boolean
  language plpgsql stable set search_path = public as $$
begin
  return case when report is null then viewer_role() = 'ADMIN' or subject = viewer_person()
    else viewer_may_act(report)
      or (viewer_role() = 'OVERSEER' and event_type in ('ORIGINAL_READ', 'AUDIT_TRAIL_READ')) end is true;
end $$;

-- The only way into the event table. Versions and hashes are chained per subject inside the caller's transaction; the
-- topics of a report's event are the report itself and every agency concerned with all the agencies above it.
create function append_event(of_subject_kind text, of_subject uuid, of_type text, of_report uuid, of_disposition uuid,
  by_kind text, by_person uuid, by_agency uuid, of_visibility text, at timestamptz, recorded timestamptz,
  public_part jsonb, protected_part jsonb, further_topics text[]) returns int
  language plpgsql volatile security definer set search_path = public as $$
declare
  last record;
  next event;
begin
  if current_setting('role') = 'tuntas_app' and not viewer_may_record(of_report, of_subject, of_type) then
    raise exception 'the viewer may not write events of %', coalesce(of_report, of_subject) using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(of_subject::text, 7421));
  select subject_version, hash into last from event
    where subject_kind = of_subject_kind and subject_id = of_subject order by subject_version desc limit 1;
  next.subject_kind := of_subject_kind;
  next.subject_id := of_subject;
  next.subject_version := coalesce(last.subject_version, 0) + 1;
  next.type := of_type;
  next.report_id := of_report;
  next.disposition_id := of_disposition;
  next.actor_kind := by_kind;
  next.actor_person_id := by_person;
  next.actor_agency_id := by_agency;
  next.visibility := of_visibility;
  next.occurred_at := at;
  next.recorded_at := recorded;
  next.public_data := public_part;
  next.protected_data := protected_part;
  next.topics := further_topics;
  if of_report is not null then
    next.topics := next.topics || ('report:' || of_report) || coalesce((
      select array_agg(distinct 'agency:' || c.ancestor_id order by 'agency:' || c.ancestor_id)
      from disposition d join agency_closure c on c.agency_id = d.agency_id where d.report_id = of_report), '{}');
  end if;
  next.prev_hash := coalesce(last.hash, ''::bytea);
  next.hash := event_hash(next);
  insert into event (subject_kind, subject_id, subject_version, type, report_id, disposition_id, actor_kind,
    actor_person_id, actor_agency_id, visibility, occurred_at, recorded_at, public_data, protected_data, topics,
    prev_hash, hash)
  values (next.subject_kind, next.subject_id, next.subject_version, next.type, next.report_id, next.disposition_id,
    next.actor_kind, next.actor_person_id, next.actor_agency_id, next.visibility, next.occurred_at, next.recorded_at,
    next.public_data, next.protected_data, next.topics, next.prev_hash, next.hash);
  return next.subject_version;
end $$;

-- AUD-1: protected data is readable only in a transaction that has logged the reading.
create function read_is_logged(report uuid, event_type text) returns boolean language sql stable security definer
  set search_path = public
begin atomic
  select exists (select from event e where e.report_id = report and e.type = event_type
    and e.actor_person_id = viewer_person() and e.xid = pg_current_xact_id());
end;

-- The whole audit trail of a report, names included: admins and overseers only, who have logged that they read it.
-- Reporters are never in it. The name is looked up event by event: a join would walk through all people to a late one.
create function audit_trail(report uuid) returns table (id bigint, type text, actor_kind text, actor_name text,
  actor_agency_id uuid, occurred_at timestamptz, recorded_at timestamptz, subject_version int, public_data jsonb,
  protected_data jsonb, hash bytea) language sql stable security definer set search_path = public
begin atomic
  select e.id, e.type, e.actor_kind, (select p.display_name from person p where p.id = e.actor_person_id),
    e.actor_agency_id, e.occurred_at, e.recorded_at, e.subject_version, e.public_data, e.protected_data, e.hash
  from event e
  where e.report_id = report and viewer_role() in ('ADMIN', 'OVERSEER') and read_is_logged(report, 'AUDIT_TRAIL_READ')
  order by e.id;
end;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;
create trigger event_append_only before update or delete or truncate on event execute function refuse_change();
create trigger event_log_append_only before update or delete or truncate on event_log execute function refuse_change();
create trigger audit_root_append_only before update or delete or truncate on audit_root execute function refuse_change();
`);
  }
}
