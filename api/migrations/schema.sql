-- The database as the migrations leave it. Made from a migrated database; to renew it: npm test -- api/migrations -u
-- Not a script: it is here to be read and compared.

-- Roles

tuntas_api: login noinherit, may become tuntas_app, may become tuntas_system
tuntas_app: no login inherit
tuntas_system: no login inherit

-- Extensions

create extension pg_trgm;

-- Schemas

schema public;
grant usage on schema public to public;
grant usage on schema public to tuntas_api;
grant usage on schema public to tuntas_app;
grant usage on schema public to tuntas_system;

-- Sequences

create sequence schema_migration_id_seq;

-- Tables

create table agency (
  id uuid not null,
  code text not null,
  parent_id uuid,
  name text not null,
  type text not null,
  area_code text,
  time_zone text not null,
  connected_at timestamp with time zone,
  sort integer not null default 0,
  search_text text not null default ''::text,
  constraint agency_time_zone_check CHECK ((time_zone = ANY (ARRAY['Asia/Jakarta'::text, 'Asia/Makassar'::text, 'Asia/Jayapura'::text]))),
  constraint agency_type_check CHECK ((type = ANY (ARRAY['MINISTRY'::text, 'BODY'::text, 'PROVINCE'::text, 'REGENCY'::text, 'CITY'::text, 'SOE'::text, 'UNIT'::text]))),
  constraint agency_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint agency_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES agency(id),
  constraint agency_pkey PRIMARY KEY (id),
  constraint agency_code_key UNIQUE (code)
);
CREATE INDEX agency_name ON public.agency USING btree (name, id);
CREATE INDEX agency_name_trigram ON public.agency USING gin (name gin_trgm_ops);
CREATE INDEX agency_parent ON public.agency USING btree (parent_id, sort, name, id);
CREATE INDEX agency_search_trigram ON public.agency USING gin (search_text gin_trgm_ops);
CREATE TRIGGER agency_extend_closure AFTER INSERT ON public.agency FOR EACH ROW EXECUTE FUNCTION agency_extend_closure();
CREATE TRIGGER agency_pass_search_text_on AFTER UPDATE ON public.agency FOR EACH ROW WHEN ((old.search_text IS DISTINCT FROM new.search_text)) EXECUTE FUNCTION agency_pass_search_text_on();
CREATE TRIGGER agency_write_search_text BEFORE INSERT OR UPDATE OF name, code, parent_id, search_text ON public.agency FOR EACH ROW EXECUTE FUNCTION agency_write_search_text();
alter table agency enable row level security;
alter table agency force row level security;
create policy agency_connect on agency as permissive for update to tuntas_app
  using ((( SELECT viewer_role() AS viewer_role) = 'ADMIN'::text));
create policy agency_owner on agency as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy agency_read on agency as permissive for select to tuntas_app
  using (true);
create policy agency_system on agency as permissive for all to tuntas_system
  using (true)
  with check (true);
grant select on agency to tuntas_app;
grant insert, select, update on agency to tuntas_system;
grant update (connected_at) on agency to tuntas_app;

create table agency_closure (
  ancestor_id uuid not null,
  agency_id uuid not null,
  depth integer not null,
  constraint agency_closure_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id) ON DELETE CASCADE,
  constraint agency_closure_ancestor_id_fkey FOREIGN KEY (ancestor_id) REFERENCES agency(id) ON DELETE CASCADE,
  constraint agency_closure_pkey PRIMARY KEY (ancestor_id, agency_id)
);
CREATE INDEX agency_closure_up ON public.agency_closure USING btree (agency_id, ancestor_id);
grant select on agency_closure to tuntas_app;
grant insert, select, update on agency_closure to tuntas_system;

create table area (
  code text not null,
  parent_code text,
  level text not null,
  name text not null,
  kind text,
  time_zone text not null,
  constraint area_kind_check CHECK ((kind = ANY (ARRAY['KABUPATEN'::text, 'KOTA'::text]))),
  constraint area_level_check CHECK ((level = ANY (ARRAY['PROVINCE'::text, 'REGENCY'::text, 'DISTRICT'::text, 'VILLAGE'::text]))),
  constraint area_time_zone_check CHECK ((time_zone = ANY (ARRAY['Asia/Jakarta'::text, 'Asia/Makassar'::text, 'Asia/Jayapura'::text]))),
  constraint area_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES area(code),
  constraint area_pkey PRIMARY KEY (code)
);
CREATE INDEX area_level ON public.area USING btree (level, name, code);
CREATE INDEX area_name_trigram ON public.area USING gin (name gin_trgm_ops);
CREATE INDEX area_parent ON public.area USING btree (parent_code, name, code);
CREATE INDEX area_within ON public.area USING btree (code text_pattern_ops);
grant select on area to tuntas_app;
grant insert, select, update on area to tuntas_system;

create table attachment (
  id uuid not null,
  report_id uuid,
  follow_up_id uuid,
  feedback_id uuid,
  uploader_person_id uuid,
  claim_hash bytea,
  idempotency_key text,
  file_name text not null,
  media_type text not null,
  kind text not null,
  byte_size bigint not null,
  sha256 bytea not null,
  storage_key text not null,
  thumbnail_key text,
  status text not null,
  rejection text,
  created_at timestamp with time zone not null,
  attached_at timestamp with time zone,
  published_name text generated always as (
CASE
    WHEN (follow_up_id IS NOT NULL) THEN file_name
    ELSE NULL::text
END),
  constraint attachment_kind_check CHECK ((kind = ANY (ARRAY['PHOTO'::text, 'VIDEO'::text, 'DOCUMENT'::text, 'AUDIO'::text]))),
  constraint attachment_status_check CHECK ((status = ANY (ARRAY['QUARANTINED'::text, 'READY'::text, 'REJECTED'::text]))),
  constraint attachment_feedback_id_fkey FOREIGN KEY (feedback_id) REFERENCES feedback(id),
  constraint attachment_follow_up_id_fkey FOREIGN KEY (follow_up_id) REFERENCES follow_up(id),
  constraint attachment_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint attachment_uploader_person_id_fkey FOREIGN KEY (uploader_person_id) REFERENCES person(id),
  constraint attachment_pkey PRIMARY KEY (id)
);
CREATE INDEX attachment_feedback ON public.attachment USING btree (feedback_id) WHERE (feedback_id IS NOT NULL);
CREATE INDEX attachment_follow_up ON public.attachment USING btree (follow_up_id) WHERE (follow_up_id IS NOT NULL);
CREATE INDEX attachment_quarantine ON public.attachment USING btree (created_at) WHERE (status = 'QUARANTINED'::text);
CREATE INDEX attachment_report ON public.attachment USING btree (report_id, created_at, id) WHERE (report_id IS NOT NULL);
CREATE INDEX attachment_unused ON public.attachment USING btree (created_at) WHERE ((attached_at IS NULL) AND (status = 'READY'::text));
alter table attachment enable row level security;
alter table attachment force row level security;
create policy attachment_owner on attachment as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy attachment_read on attachment as permissive for select to tuntas_app
  using (((status = 'READY'::text) AND (EXISTS ( SELECT
   FROM report r
  WHERE (r.id = attachment.report_id)
 OFFSET 0))));
create policy attachment_system on attachment as permissive for all to tuntas_system
  using (true)
  with check (true);
create policy attachment_uploader on attachment as permissive for select to tuntas_app
  using ((uploader_person_id = ( SELECT viewer_person() AS viewer_person)));
grant insert, select, update on attachment to tuntas_system;
grant select (id, report_id, follow_up_id, feedback_id, media_type, kind, byte_size, thumbnail_key, status, created_at, published_name) on attachment to tuntas_app;

create table audit_root (
  day date not null,
  "position" bigint not null,
  hash bytea not null,
  published_at timestamp with time zone not null,
  constraint audit_root_pkey PRIMARY KEY (day)
);
CREATE TRIGGER audit_root_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_root FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant select on audit_root to tuntas_app;
grant insert, select on audit_root to tuntas_system;

create table category (
  id uuid not null,
  code text not null,
  parent_id uuid,
  name_id text not null,
  name_en text not null,
  required_facts text[] not null default '{}'::text[],
  service_class text not null,
  sensitive boolean not null default false,
  sort integer not null default 0,
  constraint category_required_facts_check CHECK ((required_facts <@ ARRAY['WHO'::text, 'WHAT'::text, 'WHEN'::text, 'WHERE'::text, 'WHY'::text, 'HOW'::text])),
  constraint category_service_class_check CHECK ((service_class = ANY (ARRAY['INFORMATION'::text, 'ORDINARY'::text, 'SUPERVISED'::text]))),
  constraint category_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES category(id),
  constraint category_pkey PRIMARY KEY (id),
  constraint category_code_key UNIQUE (code)
);
CREATE INDEX category_parent ON public.category USING btree (parent_id, sort);
grant select on category to tuntas_app;
grant insert, select, update on category to tuntas_system;

create table clock (
  id uuid not null,
  report_id uuid not null,
  track integer not null default 0,
  kind text not null,
  epoch integer not null,
  time_zone text not null,
  limit_days integer not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  paused_at timestamp with time zone,
  days_left integer,
  stopped_at timestamp with time zone,
  fired_at timestamp with time zone,
  constraint clock_check CHECK (((paused_at IS NULL) = (days_left IS NULL))),
  constraint clock_kind_check CHECK ((kind = ANY (ARRAY['VERIFY'::text, 'RESPOND'::text, 'RESOLVE'::text, 'FEEDBACK'::text, 'REPORTER_REPLY'::text]))),
  constraint clock_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint clock_pkey PRIMARY KEY (id),
  constraint clock_report_id_track_kind_epoch_key UNIQUE (report_id, track, kind, epoch)
);
CREATE INDEX clock_due ON public.clock USING btree (due_at, report_id) WHERE ((stopped_at IS NULL) AND (fired_at IS NULL) AND (paused_at IS NULL));
CREATE INDEX clock_verify_queue ON public.clock USING btree (due_at, id) WHERE ((kind = 'VERIFY'::text) AND (stopped_at IS NULL) AND (paused_at IS NULL));
alter table clock enable row level security;
alter table clock force row level security;
create policy clock_act on clock as permissive for update to tuntas_app
  using (viewer_may_act(report_id));
create policy clock_add on clock as permissive for insert to tuntas_app
  with check (viewer_may_act(report_id));
create policy clock_owner on clock as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy clock_read on clock as permissive for select to tuntas_app
  using ((( SELECT viewer_sees_every_report() AS viewer_sees_every_report) OR (EXISTS ( SELECT
   FROM report r
  WHERE (r.id = clock.report_id)
 OFFSET 0))));
create policy clock_system on clock as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert, select, update on clock to tuntas_app;
grant insert, select, update on clock to tuntas_system;

create table custody (
  id uuid not null,
  report_id uuid not null,
  track integer not null,
  "position" integer not null,
  holder text not null,
  agency_id uuid,
  disposition_id uuid,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone,
  constraint custody_check CHECK ((until_at >= from_at)),
  constraint custody_check1 CHECK (((holder = ANY (ARRAY['AGENCY'::text, 'UNCONNECTED_AGENCY'::text])) = (agency_id IS NOT NULL))),
  constraint custody_holder_check CHECK ((holder = ANY (ARRAY['NATIONAL_QUEUE'::text, 'REPORTER'::text, 'AGENCY'::text, 'UNCONNECTED_AGENCY'::text, 'COORDINATION'::text, 'ARBITER'::text, 'PRIMARY_REPORT'::text]))),
  constraint custody_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint custody_disposition_id_fkey FOREIGN KEY (disposition_id) REFERENCES disposition(id),
  constraint custody_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint custody_pkey PRIMARY KEY (id),
  constraint custody_report_id_track_position_key UNIQUE (report_id, track, "position")
);
CREATE UNIQUE INDEX custody_one_holder ON public.custody USING btree (report_id, track) WHERE (until_at IS NULL);
CREATE INDEX custody_queue ON public.custody USING btree (holder, report_id, track) WHERE ((holder = ANY (ARRAY['NATIONAL_QUEUE'::text, 'ARBITER'::text])) AND (until_at IS NULL));
alter table custody enable row level security;
alter table custody force row level security;
create policy custody_act on custody as permissive for update to tuntas_app
  using (viewer_may_act(report_id));
create policy custody_add on custody as permissive for insert to tuntas_app
  with check (viewer_may_act(report_id));
create policy custody_owner on custody as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy custody_read on custody as permissive for select to tuntas_app
  using ((( SELECT viewer_sees_every_report() AS viewer_sees_every_report) OR (EXISTS ( SELECT
   FROM report r
  WHERE (r.id = custody.report_id)
 OFFSET 0))));
create policy custody_system on custody as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert, select, update on custody to tuntas_app;
grant insert, select, update on custody to tuntas_system;

create table disclosure (
  id uuid not null,
  report_id uuid not null,
  agency_id uuid,
  requested_by_id uuid not null,
  reason text not null,
  status text not null,
  requested_at timestamp with time zone not null,
  first_decided_by_id uuid,
  second_decided_by_id uuid,
  decided_at timestamp with time zone,
  decision_note text,
  expires_at timestamp with time zone,
  version integer not null default 1,
  constraint disclosure_check CHECK ((second_decided_by_id <> first_decided_by_id)),
  constraint disclosure_check1 CHECK (((status = 'GRANTED'::text) = (expires_at IS NOT NULL))),
  constraint disclosure_not_by_requester CHECK (((first_decided_by_id <> requested_by_id) AND (second_decided_by_id <> requested_by_id))),
  constraint disclosure_reason_check CHECK (((length(reason) >= 20) AND (length(reason) <= 2000))),
  constraint disclosure_status_check CHECK ((status = ANY (ARRAY['REQUESTED'::text, 'AWAITING_SECOND_ADMIN'::text, 'GRANTED'::text, 'REFUSED'::text]))),
  constraint disclosure_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint disclosure_first_decided_by_id_fkey FOREIGN KEY (first_decided_by_id) REFERENCES person(id),
  constraint disclosure_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint disclosure_requested_by_id_fkey FOREIGN KEY (requested_by_id) REFERENCES person(id),
  constraint disclosure_second_decided_by_id_fkey FOREIGN KEY (second_decided_by_id) REFERENCES person(id),
  constraint disclosure_pkey PRIMARY KEY (id)
);
CREATE INDEX disclosure_open ON public.disclosure USING btree (requested_at, id) WHERE (status = ANY (ARRAY['REQUESTED'::text, 'AWAITING_SECOND_ADMIN'::text]));
CREATE INDEX disclosure_report ON public.disclosure USING btree (report_id, requested_at);
CREATE TRIGGER disclosure_guard BEFORE UPDATE ON public.disclosure FOR EACH ROW EXECUTE FUNCTION guard_disclosure();
alter table disclosure enable row level security;
alter table disclosure force row level security;
create policy disclosure_decide on disclosure as permissive for update to tuntas_app
  using (((( SELECT viewer_role() AS viewer_role) = 'ADMIN'::text) AND (requested_by_id <> viewer_person())));
create policy disclosure_owner on disclosure as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy disclosure_read on disclosure as permissive for select to tuntas_app
  using (((( SELECT viewer_role() AS viewer_role) = ANY (ARRAY['ADMIN'::text, 'OVERSEER'::text])) OR ((( SELECT viewer_role() AS viewer_role) = ANY (ARRAY['LIAISON_OFFICER'::text, 'EXECUTIVE'::text])) AND viewer_in_scope(agency_id)) OR viewer_is_reporter(report_id)));
create policy disclosure_request on disclosure as permissive for insert to tuntas_app
  with check (((requested_by_id = viewer_person()) AND (status = 'REQUESTED'::text) AND (first_decided_by_id IS NULL) AND
CASE viewer_role()
    WHEN 'LIAISON_OFFICER'::text THEN ((agency_id = viewer_agency()) AND viewer_has_leg(report_id))
    WHEN 'ADMIN'::text THEN (agency_id IS NULL)
    ELSE false
END));
create policy disclosure_system on disclosure as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert, select on disclosure to tuntas_app;
grant insert, select, update on disclosure to tuntas_system;
grant update (status, first_decided_by_id, second_decided_by_id, decided_at, decision_note, expires_at, version) on disclosure to tuntas_app;

create table disposition (
  id uuid not null,
  report_id uuid not null,
  track integer not null,
  agency_id uuid not null,
  part text not null,
  required boolean not null default true,
  binding boolean not null default false,
  status text not null,
  forwarded_from_id uuid,
  opened_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  first_responded_at timestamp with time zone,
  resolved_at timestamp with time zone,
  ended_at timestamp with time zone,
  next_due_at timestamp with time zone,
  version integer not null default 1,
  constraint disposition_check CHECK (((part = 'LEAD'::text) = (track = 0))),
  constraint disposition_part_check CHECK ((part = ANY (ARRAY['LEAD'::text, 'SUPPORTING'::text]))),
  constraint disposition_status_check CHECK ((status = ANY (ARRAY['RECEIVED'::text, 'ACCEPTED'::text, 'RESOLVED'::text, 'FORWARDED'::text, 'DECLINED'::text, 'IN_ARBITRATION'::text, 'WITHDRAWN'::text, 'CLOSED'::text]))),
  constraint disposition_track_check CHECK ((track >= 0)),
  constraint disposition_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint disposition_forwarded_from_id_fkey FOREIGN KEY (forwarded_from_id) REFERENCES disposition(id),
  constraint disposition_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint disposition_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX disposition_one_open_leg ON public.disposition USING btree (report_id, track) WHERE (status = ANY (ARRAY['RECEIVED'::text, 'ACCEPTED'::text, 'RESOLVED'::text, 'IN_ARBITRATION'::text]));
CREATE INDEX disposition_queue ON public.disposition USING btree (agency_id, next_due_at, id) INCLUDE (status) WHERE (status = ANY (ARRAY['RECEIVED'::text, 'ACCEPTED'::text, 'RESOLVED'::text, 'IN_ARBITRATION'::text]));
CREATE INDEX disposition_report ON public.disposition USING btree (report_id, track, opened_at);
alter table disposition enable row level security;
alter table disposition force row level security;
create policy disposition_act on disposition as permissive for update to tuntas_app
  using (viewer_may_act(report_id));
create policy disposition_add on disposition as permissive for insert to tuntas_app
  with check (viewer_may_act(report_id));
create policy disposition_owner on disposition as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy disposition_read on disposition as permissive for select to tuntas_app
  using ((( SELECT viewer_sees_every_report() AS viewer_sees_every_report) OR (EXISTS ( SELECT
   FROM report r
  WHERE (r.id = disposition.report_id)
 OFFSET 0))));
create policy disposition_system on disposition as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert, select, update on disposition to tuntas_app;
grant insert, select, update on disposition to tuntas_system;

create table disposition_instruction (
  disposition_id uuid not null,
  report_id uuid not null,
  agency_id uuid not null,
  given_by_agency_id uuid,
  instruction text not null,
  constraint disposition_instruction_instruction_check CHECK (((length(instruction) >= 1) AND (length(instruction) <= 5000))),
  constraint disposition_instruction_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint disposition_instruction_disposition_id_fkey FOREIGN KEY (disposition_id) REFERENCES disposition(id),
  constraint disposition_instruction_given_by_agency_id_fkey FOREIGN KEY (given_by_agency_id) REFERENCES agency(id),
  constraint disposition_instruction_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint disposition_instruction_pkey PRIMARY KEY (disposition_id)
);
alter table disposition_instruction enable row level security;
alter table disposition_instruction force row level security;
create policy disposition_instruction_owner on disposition_instruction as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy disposition_instruction_system on disposition_instruction as permissive for all to tuntas_system
  using (true)
  with check (true);
create policy instruction_give on disposition_instruction as permissive for insert to tuntas_app
  with check (viewer_may_act(report_id));
create policy instruction_read on disposition_instruction as permissive for select to tuntas_app
  using (((( SELECT viewer_role() AS viewer_role) = ANY (ARRAY['ADMIN'::text, 'OVERSEER'::text])) OR ((( SELECT viewer_role() AS viewer_role) = ANY (ARRAY['LIAISON_OFFICER'::text, 'EXECUTIVE'::text])) AND (viewer_in_scope(agency_id) OR viewer_in_scope(given_by_agency_id)))));
grant insert, select on disposition_instruction to tuntas_app;
grant insert, select, update on disposition_instruction to tuntas_system;

create table event (
  id bigint not null generated as identity,
  xid xid8 not null default pg_current_xact_id(),
  subject_kind text not null,
  subject_id uuid not null,
  subject_version integer not null,
  type text not null,
  report_id uuid,
  disposition_id uuid,
  actor_kind text not null,
  actor_person_id uuid,
  actor_agency_id uuid,
  visibility text not null,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  public_data jsonb not null default '{}'::jsonb,
  protected_data jsonb not null default '{}'::jsonb,
  topics text[] not null default '{}'::text[],
  prev_hash bytea not null,
  hash bytea not null,
  constraint event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['REPORTER'::text, 'ADMIN'::text, 'INTERN'::text, 'AGENCY'::text, 'OVERSEER'::text, 'SYSTEM'::text]))),
  constraint event_check CHECK (((actor_kind <> 'REPORTER'::text) OR (actor_person_id IS NULL))),
  constraint event_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['REPORT'::text, 'AGENCY'::text, 'PERSON'::text, 'SYSTEM'::text]))),
  constraint event_visibility_check CHECK ((visibility = ANY (ARRAY['PUBLIC'::text, 'CONCERNED'::text, 'REPORTER'::text, 'INTERNAL'::text]))),
  constraint event_pkey PRIMARY KEY (id),
  constraint event_subject_kind_subject_id_subject_version_key UNIQUE (subject_kind, subject_id, subject_version)
);
CREATE INDEX event_outbox ON public.event USING btree (xid, id);
CREATE INDEX event_report ON public.event USING btree (report_id, id) WHERE (report_id IS NOT NULL);
CREATE TRIGGER event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
alter table event enable row level security;
alter table event force row level security;
create policy event_owner on event as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy event_read on event as permissive for select to tuntas_app
  using (((EXISTS ( SELECT
   FROM report r
  WHERE (r.id = event.report_id)
 OFFSET 0)) AND ((visibility = 'PUBLIC'::text) OR ( SELECT viewer_sees_every_report() AS viewer_sees_every_report) OR ((visibility = 'CONCERNED'::text) AND viewer_is_reporter(report_id)) OR ((visibility = 'CONCERNED'::text) AND viewer_has_leg(report_id) AND viewer_hears_of(type, (public_data ->> 'agencyId'::text))) OR ((visibility = 'REPORTER'::text) AND viewer_is_reporter(report_id)))));
create policy event_read_intern on event as permissive for select to tuntas_app
  using (((( SELECT viewer_role() AS viewer_role) = 'INTERN'::text) AND (((visibility = 'CONCERNED'::text) AND (type !~~ 'DISCLOSURE%'::text)) OR (type = ANY (ARRAY['REPORT_CLAIMED'::text, 'CLAIM_RELEASED'::text]))) AND (EXISTS ( SELECT
   FROM report r
  WHERE (r.id = event.report_id)
 OFFSET 0))));
create policy event_system on event as permissive for all to tuntas_system
  using (true)
  with check (true);
grant select on event to tuntas_system;
grant select (id, subject_kind, subject_id, subject_version, type, report_id, disposition_id, actor_kind, actor_agency_id, visibility, occurred_at, recorded_at, public_data, prev_hash, hash) on event to tuntas_app;

create table event_log (
  "position" bigint not null,
  event_id bigint not null,
  hash bytea not null,
  logged_at timestamp with time zone not null,
  constraint event_log_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint event_log_pkey PRIMARY KEY ("position"),
  constraint event_log_event_id_key UNIQUE (event_id)
);
CREATE TRIGGER event_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
alter table event_log enable row level security;
alter table event_log force row level security;
create policy event_log_owner on event_log as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy event_log_read on event_log as permissive for select to tuntas_app
  using (true);
create policy event_log_system on event_log as permissive for all to tuntas_system
  using (true)
  with check (true);
grant select on event_log to tuntas_app;
grant insert, select on event_log to tuntas_system;

create table feedback (
  id uuid not null,
  report_id uuid not null,
  agency_id uuid not null,
  satisfied boolean not null,
  text text,
  rating smallint,
  given_at timestamp with time zone not null,
  constraint feedback_check CHECK ((satisfied OR (text IS NOT NULL))),
  constraint feedback_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  constraint feedback_text_check CHECK (((length(text) >= 1) AND (length(text) <= 10000))),
  constraint feedback_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint feedback_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint feedback_pkey PRIMARY KEY (id)
);
CREATE INDEX feedback_disputes ON public.feedback USING btree (agency_id, report_id) WHERE (NOT satisfied);
CREATE INDEX feedback_report ON public.feedback USING btree (report_id, given_at, id);
alter table feedback enable row level security;
alter table feedback force row level security;
create policy feedback_act on feedback as permissive for update to tuntas_app
  using (viewer_may_act(report_id));
create policy feedback_add on feedback as permissive for insert to tuntas_app
  with check (viewer_may_act(report_id));
create policy feedback_owner on feedback as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy feedback_read on feedback as permissive for select to tuntas_app
  using ((( SELECT viewer_sees_every_report() AS viewer_sees_every_report) OR (EXISTS ( SELECT
   FROM report r
  WHERE (r.id = feedback.report_id)
 OFFSET 0))));
create policy feedback_system on feedback as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert, select on feedback to tuntas_app;
grant insert, select, update on feedback to tuntas_system;

create table follow_up (
  id uuid not null,
  report_id uuid not null,
  disposition_id uuid not null,
  agency_id uuid not null,
  kind text not null,
  text text not null,
  evidence text,
  published_by_id uuid not null,
  published_at timestamp with time zone not null,
  constraint follow_up_check CHECK (((kind <> 'RESOLUTION'::text) OR (length(evidence) >= 1))),
  constraint follow_up_kind_check CHECK ((kind = ANY (ARRAY['INITIAL_RESPONSE'::text, 'PROGRESS'::text, 'RESOLUTION'::text]))),
  constraint follow_up_text_check CHECK (((length(text) >= 1) AND (length(text) <= 10000))),
  constraint follow_up_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint follow_up_disposition_id_fkey FOREIGN KEY (disposition_id) REFERENCES disposition(id),
  constraint follow_up_published_by_id_fkey FOREIGN KEY (published_by_id) REFERENCES person(id),
  constraint follow_up_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint follow_up_pkey PRIMARY KEY (id)
);
CREATE INDEX follow_up_report ON public.follow_up USING btree (report_id, published_at, id);
alter table follow_up enable row level security;
alter table follow_up force row level security;
create policy follow_up_act on follow_up as permissive for update to tuntas_app
  using (viewer_may_act(report_id));
create policy follow_up_add on follow_up as permissive for insert to tuntas_app
  with check (viewer_may_act(report_id));
create policy follow_up_owner on follow_up as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy follow_up_read on follow_up as permissive for select to tuntas_app
  using ((( SELECT viewer_sees_every_report() AS viewer_sees_every_report) OR (EXISTS ( SELECT
   FROM report r
  WHERE (r.id = follow_up.report_id)
 OFFSET 0))));
create policy follow_up_system on follow_up as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert on follow_up to tuntas_app;
grant insert, select, update on follow_up to tuntas_system;
grant select (id, report_id, disposition_id, agency_id, kind, text, evidence, published_at) on follow_up to tuntas_app;

create table holiday (
  date date not null,
  kind text not null,
  name_id text not null,
  name_en text not null,
  decree text not null,
  constraint holiday_kind_check CHECK ((kind = ANY (ARRAY['NATIONAL'::text, 'JOINT_LEAVE'::text]))),
  constraint holiday_pkey PRIMARY KEY (date, kind)
);
grant select on holiday to tuntas_app;
grant insert, select, update on holiday to tuntas_system;

create table idempotency (
  scope text not null,
  key uuid not null,
  command text not null,
  request_hash bytea not null,
  result jsonb,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (scope, key)
);
alter table idempotency enable row level security;
alter table idempotency force row level security;
create policy idempotency_own on idempotency as permissive for all to tuntas_app
  using (((scope = COALESCE((viewer_person())::text, 'public'::text)) AND (key = viewer_idempotency_key())))
  with check (((scope = COALESCE((viewer_person())::text, 'public'::text)) AND (key = viewer_idempotency_key())));
create policy idempotency_owner on idempotency as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy idempotency_system on idempotency as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert, select, update on idempotency to tuntas_app;
grant delete, insert, select, update on idempotency to tuntas_system;

create table message (
  id uuid not null,
  channel text not null,
  recipient text not null,
  subject text,
  body text not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  attempts integer not null default 0,
  last_error text,
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['EMAIL'::text, 'SMS'::text]))),
  constraint message_pkey PRIMARY KEY (id)
);
CREATE INDEX message_unsent ON public.message USING btree (created_at) WHERE (sent_at IS NULL);
alter table message enable row level security;
alter table message force row level security;
create policy message_owner on message as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy message_send on message as permissive for insert to tuntas_app
  with check (true);
create policy message_system on message as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert on message to tuntas_app;
grant delete, insert, select, update on message to tuntas_system;

create table person (
  id uuid not null,
  auth_user_id text,
  display_name text not null,
  role text not null,
  agency_id uuid,
  locale text not null default 'id'::text,
  created_at timestamp with time zone not null,
  deactivated_at timestamp with time zone,
  constraint person_check CHECK (((role <> ALL (ARRAY['LIAISON_OFFICER'::text, 'EXECUTIVE'::text])) OR (agency_id IS NOT NULL))),
  constraint person_locale_check CHECK ((locale = ANY (ARRAY['id'::text, 'en'::text]))),
  constraint person_role_check CHECK ((role = ANY (ARRAY['CITIZEN'::text, 'LIAISON_OFFICER'::text, 'ADMIN'::text, 'EXECUTIVE'::text, 'INTERN'::text, 'OVERSEER'::text, 'THIRD_PARTY_APP'::text]))),
  constraint person_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint person_pkey PRIMARY KEY (id),
  constraint person_auth_user_id_key UNIQUE (auth_user_id)
);
CREATE INDEX person_agency ON public.person USING btree (agency_id);
alter table person enable row level security;
alter table person force row level security;
create policy person_owner on person as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy person_self on person as permissive for select to tuntas_app
  using ((id = ( SELECT viewer_person() AS viewer_person)));
create policy person_staff on person as permissive for select to tuntas_app
  using (((role <> 'CITIZEN'::text) AND (( SELECT viewer_role() AS viewer_role) = ANY (ARRAY['LIAISON_OFFICER'::text, 'ADMIN'::text, 'EXECUTIVE'::text, 'INTERN'::text, 'OVERSEER'::text]))));
create policy person_system on person as permissive for all to tuntas_system
  using (true)
  with check (true);
grant select on person to tuntas_app;
grant insert, select, update on person to tuntas_system;

create table report (
  id uuid not null,
  tracking_id text not null,
  kind text not null,
  channel text not null,
  title text not null,
  body text not null,
  category_id uuid,
  service_class text not null default 'ORDINARY'::text,
  event_date date,
  area_code text,
  place text,
  latitude double precision,
  longitude double precision,
  facts jsonb not null default '{}'::jsonb,
  anonymous boolean not null default false,
  confidential boolean not null default false,
  reporter_display text,
  status text not null,
  version integer not null default 1,
  time_zone text not null default 'Asia/Jakarta'::text,
  received_at timestamp with time zone not null,
  published_at timestamp with time zone,
  verified_at timestamp with time zone,
  disposed_at timestamp with time zone,
  resolved_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by text,
  archived_at timestamp with time zone,
  archive_reason text,
  archive_note text,
  missing_facts text[] not null default '{}'::text[],
  return_note text,
  pause_days_used integer not null default 0,
  held_for_agency_id uuid,
  merged_into_id uuid,
  dispute_count integer not null default 0,
  rating smallint,
  constraint report_body_check CHECK (((length(body) >= 1) AND (length(body) <= 20000))),
  constraint report_channel_check CHECK ((channel = ANY (ARRAY['WEB'::text, 'SMS'::text, 'MOBILE'::text, 'TWITTER'::text, 'FACEBOOK'::text, 'WHATSAPP'::text, 'CALL_CENTRE'::text, 'LETTER'::text, 'WALK_IN'::text, 'THIRD_PARTY'::text]))),
  constraint report_check CHECK (((NOT anonymous) OR (reporter_display IS NULL))),
  constraint report_check1 CHECK ((merged_into_id <> id)),
  constraint report_check2 CHECK (((status = 'CLOSED'::text) = (closed_at IS NOT NULL))),
  constraint report_check3 CHECK (((status = 'ARCHIVED'::text) = (archived_at IS NOT NULL))),
  constraint report_check4 CHECK (((status = 'MERGED'::text) = (merged_into_id IS NOT NULL))),
  constraint report_check5 CHECK (((status = 'HELD'::text) = (held_for_agency_id IS NOT NULL))),
  constraint report_closed_by_check CHECK ((closed_by = ANY (ARRAY['REPORTER'::text, 'SYSTEM'::text]))),
  constraint report_kind_check CHECK ((kind = ANY (ARRAY['COMPLAINT'::text, 'ASPIRATION'::text, 'INFORMATION_REQUEST'::text]))),
  constraint report_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint report_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint report_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  constraint report_service_class_check CHECK ((service_class = ANY (ARRAY['INFORMATION'::text, 'ORDINARY'::text, 'SUPERVISED'::text]))),
  constraint report_status_check CHECK ((status = ANY (ARRAY['RECEIVED'::text, 'RETURNED'::text, 'HELD'::text, 'VERIFIED'::text, 'IN_PROGRESS'::text, 'AWAITING_FEEDBACK'::text, 'CLOSED'::text, 'ARCHIVED'::text, 'MERGED'::text]))),
  constraint report_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
  constraint report_tracking_id_check CHECK ((tracking_id ~ '^[0-9]{10}$'::text)),
  constraint report_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint report_category_id_fkey FOREIGN KEY (category_id) REFERENCES category(id),
  constraint report_held_for_agency_id_fkey FOREIGN KEY (held_for_agency_id) REFERENCES agency(id),
  constraint report_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES report(id),
  constraint report_pkey PRIMARY KEY (id),
  constraint report_tracking_id_key UNIQUE (tracking_id)
);
CREATE INDEX report_area ON public.report USING btree (area_code text_pattern_ops);
CREATE INDEX report_category ON public.report USING btree (category_id, received_at DESC, id DESC);
CREATE INDEX report_channel ON public.report USING btree (channel, received_at DESC, id DESC);
CREATE INDEX report_confidential ON public.report USING btree (received_at DESC, id DESC) WHERE confidential;
CREATE INDEX report_feed ON public.report USING btree (received_at DESC, id DESC);
CREATE INDEX report_held ON public.report USING btree (held_for_agency_id) WHERE (held_for_agency_id IS NOT NULL);
CREATE INDEX report_merged ON public.report USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX report_public_feed ON public.report USING btree (received_at DESC, id DESC) WHERE ((published_at IS NOT NULL) AND (NOT confidential));
CREATE INDEX report_public_status ON public.report USING btree (status, received_at DESC, id DESC) WHERE ((published_at IS NOT NULL) AND (NOT confidential));
CREATE INDEX report_status ON public.report USING btree (status, received_at DESC, id DESC);
alter table report enable row level security;
alter table report force row level security;
create policy report_act on report as permissive for update to tuntas_app
  using (viewer_may_act(id));
create policy report_file on report as permissive for insert to tuntas_app
  with check ((id = viewer_receipt()));
create policy report_owner on report as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy report_read on report as permissive for select to tuntas_app
  using ((((published_at IS NOT NULL) AND (NOT confidential)) OR ( SELECT viewer_sees_every_report() AS viewer_sees_every_report) OR ((NOT confidential) AND (( SELECT viewer_role() AS viewer_role) = 'INTERN'::text)) OR ((( SELECT viewer_role() AS viewer_role) = ANY (ARRAY['LIAISON_OFFICER'::text, 'EXECUTIVE'::text])) AND viewer_has_leg(id)) OR (( SELECT ((viewer_person() IS NOT NULL) OR (viewer_receipt() IS NOT NULL))) AND viewer_is_reporter(id))));
create policy report_system on report as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert, select, update on report to tuntas_app;
grant insert, select, update on report to tuntas_system;

create table report_claim (
  report_id uuid not null,
  person_id uuid not null,
  claimed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint report_claim_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint report_claim_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint report_claim_pkey PRIMARY KEY (report_id)
);
alter table report_claim enable row level security;
alter table report_claim force row level security;
create policy claim_read on report_claim as permissive for select to tuntas_app
  using (((( SELECT viewer_role() AS viewer_role) = ANY (ARRAY['ADMIN'::text, 'INTERN'::text, 'OVERSEER'::text])) AND (EXISTS ( SELECT
   FROM report r
  WHERE (r.id = report_claim.report_id)
 OFFSET 0))));
create policy claim_write on report_claim as permissive for all to tuntas_app
  using ((( SELECT viewer_role() AS viewer_role) = 'ADMIN'::text))
  with check (((( SELECT viewer_role() AS viewer_role) = 'ADMIN'::text) AND (person_id = ( SELECT viewer_person() AS viewer_person))));
create policy report_claim_owner on report_claim as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy report_claim_system on report_claim as permissive for all to tuntas_system
  using (true)
  with check (true);
grant delete, insert, select, update on report_claim to tuntas_app;
grant delete, insert, select, update on report_claim to tuntas_system;

create table report_original (
  report_id uuid not null,
  version integer not null,
  sealed bytea not null,
  key_id text not null,
  created_at timestamp with time zone not null,
  constraint report_original_version_check CHECK ((version >= 1)),
  constraint report_original_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint report_original_pkey PRIMARY KEY (report_id, version)
);
alter table report_original enable row level security;
alter table report_original force row level security;
create policy original_read on report_original as permissive for select to tuntas_app
  using (((( SELECT viewer_role() AS viewer_role) = ANY (ARRAY['ADMIN'::text, 'OVERSEER'::text])) AND read_is_logged(report_id, 'ORIGINAL_READ'::text)));
create policy original_seal on report_original as permissive for insert to tuntas_app
  with check ((( SELECT viewer_role() AS viewer_role) = 'ADMIN'::text));
create policy report_original_owner on report_original as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy report_original_system on report_original as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert, select on report_original to tuntas_app;
grant insert, select, update on report_original to tuntas_system;

create table report_receipt (
  report_id uuid not null,
  hash bytea not null,
  created_at timestamp with time zone not null,
  constraint report_receipt_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint report_receipt_pkey PRIMARY KEY (report_id)
);
alter table report_receipt enable row level security;
alter table report_receipt force row level security;
create policy receipt_file on report_receipt as permissive for insert to tuntas_app
  with check ((report_id = viewer_receipt()));
create policy report_receipt_owner on report_receipt as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy report_receipt_system on report_receipt as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert on report_receipt to tuntas_app;
grant insert, select, update on report_receipt to tuntas_system;

create table reporter_identity (
  report_id uuid not null,
  person_id uuid,
  sealed bytea not null,
  key_id text not null,
  phone_index bytea,
  created_at timestamp with time zone not null,
  constraint reporter_identity_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint reporter_identity_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id),
  constraint reporter_identity_pkey PRIMARY KEY (report_id)
);
CREATE INDEX reporter_identity_person ON public.reporter_identity USING btree (person_id, report_id) WHERE (person_id IS NOT NULL);
CREATE INDEX reporter_identity_phone ON public.reporter_identity USING btree (phone_index) WHERE (phone_index IS NOT NULL);
alter table reporter_identity enable row level security;
alter table reporter_identity force row level security;
create policy identity_disclosed on reporter_identity as permissive for select to tuntas_app
  using ((read_is_logged(report_id, 'IDENTITY_READ'::text) AND viewer_may_read_identity(report_id)));
create policy identity_file on reporter_identity as permissive for insert to tuntas_app
  with check ((report_id = viewer_receipt()));
create policy identity_own on reporter_identity as permissive for select to tuntas_app
  using (((person_id = ( SELECT viewer_person() AS viewer_person)) OR (report_id = ( SELECT viewer_receipt() AS viewer_receipt))));
create policy reporter_identity_owner on reporter_identity as permissive for all to tuntas_owner
  using (true)
  with check (true);
create policy reporter_identity_system on reporter_identity as permissive for all to tuntas_system
  using (true)
  with check (true);
grant insert, select on reporter_identity to tuntas_app;
grant insert, select, update on reporter_identity to tuntas_system;

create table schema_migration (
  id integer not null default nextval('schema_migration_id_seq'::regclass),
  name character varying(255) not null,
  executed_at timestamp(6) with time zone not null default CURRENT_TIMESTAMP(6),
  constraint schema_migration_pkey PRIMARY KEY (id)
);
grant select on schema_migration to tuntas_api;
grant insert, select, update on schema_migration to tuntas_system;

create table setting (
  key text not null,
  value jsonb not null,
  note text not null default ''::text,
  constraint setting_pkey PRIMARY KEY (key)
);
grant select on setting to tuntas_app;
grant insert, select, update on setting to tuntas_system;

create table time_limit (
  kind text not null,
  service_class text not null,
  working_days integer not null,
  legal_basis text not null,
  constraint time_limit_kind_check CHECK ((kind = ANY (ARRAY['VERIFY'::text, 'RESPOND'::text, 'FEEDBACK'::text, 'RESOLVE'::text, 'REPORTER_REPLY'::text]))),
  constraint time_limit_service_class_check CHECK ((service_class = ANY (ARRAY['ANY'::text, 'INFORMATION'::text, 'ORDINARY'::text, 'SUPERVISED'::text]))),
  constraint time_limit_working_days_check CHECK (((working_days >= 1) AND (working_days <= 400))),
  constraint time_limit_pkey PRIMARY KEY (kind, service_class)
);
grant select on time_limit to tuntas_app;
grant insert, select, update on time_limit to tuntas_system;


-- Functions

CREATE OR REPLACE FUNCTION public.agency_extend_closure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into agency_closure (ancestor_id, agency_id, depth)
    select ancestor_id, new.id, depth + 1 from agency_closure where agency_id = new.parent_id
    union all select new.id, new.id, 0
    on conflict do nothing;
  return null;
end $function$
;
grant execute on function agency_extend_closure() to tuntas_app;
grant execute on function agency_extend_closure() to tuntas_system;

CREATE OR REPLACE FUNCTION public.agency_pass_search_text_on()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update agency set search_text = '' where parent_id = new.id;
  return null;
end $function$
;
grant execute on function agency_pass_search_text_on() to tuntas_app;
grant execute on function agency_pass_search_text_on() to tuntas_system;

CREATE OR REPLACE FUNCTION public.agency_queue(owner uuid, with_units boolean)
 RETURNS TABLE(id uuid, status text, due_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT d.id,
     d.status,
     COALESCE(d.next_due_at, 'infinity'::timestamp with time zone) AS "coalesce"
    FROM (agency_closure c
      JOIN disposition d ON ((d.agency_id = c.agency_id)))
   WHERE ((c.ancestor_id = agency_queue.owner) AND (agency_queue.with_units OR (c.depth = 0)) AND (d.status = ANY (ARRAY['RECEIVED'::text, 'ACCEPTED'::text, 'RESOLVED'::text, 'IN_ARBITRATION'::text])) AND ((viewer_role() = ANY (ARRAY['ADMIN'::text, 'OVERSEER'::text])) OR ((viewer_role() = ANY (ARRAY['LIAISON_OFFICER'::text, 'EXECUTIVE'::text])) AND viewer_in_scope(agency_queue.owner))));
END
;
grant execute on function agency_queue(uuid,boolean) to tuntas_app;
grant execute on function agency_queue(uuid,boolean) to tuntas_system;

CREATE OR REPLACE FUNCTION public.agency_write_search_text()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.search_text := concat_ws(' ', (select search_text from agency where id = new.parent_id), new.name, new.code);
  return new;
end $function$
;
grant execute on function agency_write_search_text() to tuntas_app;
grant execute on function agency_write_search_text() to tuntas_system;

CREATE OR REPLACE FUNCTION public.append_event(of_subject_kind text, of_subject uuid, of_type text, of_report uuid, of_disposition uuid, by_kind text, by_person uuid, by_agency uuid, of_visibility text, at timestamp with time zone, recorded timestamp with time zone, public_part jsonb, protected_part jsonb, further_topics text[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
end $function$
;
grant execute on function append_event(text,uuid,text,uuid,uuid,text,uuid,uuid,text,timestamp with time zone,timestamp with time zone,jsonb,jsonb,text[]) to tuntas_app;
grant execute on function append_event(text,uuid,text,uuid,uuid,text,uuid,uuid,text,timestamp with time zone,timestamp with time zone,jsonb,jsonb,text[]) to tuntas_system;

CREATE OR REPLACE FUNCTION public.audit_trail(report uuid)
 RETURNS TABLE(id bigint, type text, actor_kind text, actor_name text, actor_agency_id uuid, occurred_at timestamp with time zone, recorded_at timestamp with time zone, subject_version integer, public_data jsonb, protected_data jsonb, hash bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT e.id,
     e.type,
     e.actor_kind,
     ( SELECT p.display_name
            FROM person p
           WHERE (p.id = e.actor_person_id)) AS display_name,
     e.actor_agency_id,
     e.occurred_at,
     e.recorded_at,
     e.subject_version,
     e.public_data,
     e.protected_data,
     e.hash
    FROM event e
   WHERE ((e.report_id = audit_trail.report) AND (viewer_role() = ANY (ARRAY['ADMIN'::text, 'OVERSEER'::text])) AND read_is_logged(audit_trail.report, 'AUDIT_TRAIL_READ'::text))
   ORDER BY e.id;
END
;
grant execute on function audit_trail(uuid) to tuntas_app;
grant execute on function audit_trail(uuid) to tuntas_system;

CREATE OR REPLACE FUNCTION public.claim_attachments(ids uuid[], claim_hashes bytea[], report uuid, for_follow_up uuid, for_feedback uuid, at timestamp with time zone)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if not viewer_may_act(report) then
    raise exception 'the viewer may not act on report %', report using errcode = '42501';
  end if;
  return query update attachment a
    set report_id = report, follow_up_id = for_follow_up, feedback_id = for_feedback, attached_at = at
    where a.id = any(ids) and a.report_id is null and a.status <> 'REJECTED'
      and (a.uploader_person_id = viewer_person() or a.claim_hash = any(claim_hashes))
    returning a.id;
end $function$
;
grant execute on function claim_attachments(uuid[],bytea[],uuid,uuid,uuid,timestamp with time zone) to tuntas_app;
grant execute on function claim_attachments(uuid[],bytea[],uuid,uuid,uuid,timestamp with time zone) to tuntas_system;

CREATE OR REPLACE FUNCTION public.disputed_closings(agencies uuid[])
 RETURNS TABLE(agency_id uuid, disputes integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT f.agency_id,
     (count(*))::integer AS count
    FROM (feedback f
      JOIN report r ON ((r.id = f.report_id)))
   WHERE ((f.agency_id = ANY (disputed_closings.agencies)) AND (NOT f.satisfied) AND (r.published_at IS NOT NULL) AND (NOT r.confidential))
   GROUP BY f.agency_id;
END
;
grant execute on function disputed_closings(uuid[]) to tuntas_app;
grant execute on function disputed_closings(uuid[]) to tuntas_system;

CREATE OR REPLACE FUNCTION public.event_hash(e event)
 RETURNS bytea
 LANGUAGE sql
 STABLE
RETURN sha256(((e).prev_hash || convert_to((jsonb_build_array((e).subject_kind, (e).subject_id, (e).subject_version, (e).type, (e).report_id, (e).disposition_id, (e).actor_kind, (e).actor_person_id, (e).actor_agency_id, (e).visibility, EXTRACT(epoch FROM (e).occurred_at), EXTRACT(epoch FROM (e).recorded_at), (e).public_data, (e).protected_data, to_jsonb((e).topics)))::text, 'UTF8'::name)))
;
grant execute on function event_hash(event) to tuntas_app;
grant execute on function event_hash(event) to tuntas_system;

CREATE OR REPLACE FUNCTION public.guard_disclosure()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
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
end $function$
;
grant execute on function guard_disclosure() to tuntas_app;
grant execute on function guard_disclosure() to tuntas_system;

CREATE OR REPLACE FUNCTION public.merged_into_tracking_id(report uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT p.tracking_id
    FROM (report r
      JOIN report p ON ((p.id = r.merged_into_id)))
   WHERE ((r.id = merged_into_tracking_id.report) AND (NOT r.confidential) AND (NOT p.confidential) AND ((r.published_at IS NOT NULL) OR (viewer_role() = ANY (ARRAY['ADMIN'::text, 'OVERSEER'::text, 'INTERN'::text])) OR viewer_has_leg(r.id) OR viewer_is_reporter(r.id)));
END
;
grant execute on function merged_into_tracking_id(uuid) to tuntas_app;
grant execute on function merged_into_tracking_id(uuid) to tuntas_system;

CREATE OR REPLACE FUNCTION public.own_file_name(upload uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT o.file_name
    FROM own_uploads(ARRAY[own_file_name.upload]) o(id, file_name, status, attached);
END
;
grant execute on function own_file_name(uuid) to tuntas_app;
grant execute on function own_file_name(uuid) to tuntas_system;

CREATE OR REPLACE FUNCTION public.own_uploads(ids uuid[])
 RETURNS TABLE(id uuid, file_name text, status text, attached boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT a.id,
     a.file_name,
     a.status,
     (a.report_id IS NOT NULL)
    FROM attachment a
   WHERE ((a.id = ANY (own_uploads.ids)) AND (a.uploader_person_id = viewer_person()));
END
;
grant execute on function own_uploads(uuid[]) to tuntas_app;
grant execute on function own_uploads(uuid[]) to tuntas_system;

CREATE OR REPLACE FUNCTION public.read_is_logged(report uuid, event_type text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM event e
           WHERE ((e.report_id = read_is_logged.report) AND (e.type = read_is_logged.event_type) AND (e.actor_person_id = viewer_person()) AND (e.xid = pg_current_xact_id())))) AS "exists";
END
;
grant execute on function read_is_logged(uuid,text) to tuntas_app;
grant execute on function read_is_logged(uuid,text) to tuntas_system;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $function$
;
grant execute on function refuse_change() to tuntas_app;
grant execute on function refuse_change() to tuntas_system;

CREATE OR REPLACE FUNCTION public.report_is_sealed(report uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM report_original o
           WHERE (o.report_id = report_is_sealed.report))) AS "exists";
END
;
grant execute on function report_is_sealed(uuid) to tuntas_app;
grant execute on function report_is_sealed(uuid) to tuntas_system;

CREATE OR REPLACE FUNCTION public.tracking_id_is_free(candidate text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT (NOT (EXISTS ( SELECT
            FROM report r
           WHERE (r.tracking_id = tracking_id_is_free.candidate))));
END
;
grant execute on function tracking_id_is_free(text) to tuntas_app;
grant execute on function tracking_id_is_free(text) to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_agency()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('tuntas.viewer_agency'::text, true), ''::text))::uuid
;
grant execute on function viewer_agency() to tuntas_app;
grant execute on function viewer_agency() to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_has_leg(report uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT ((viewer_role() = ANY (ARRAY['LIAISON_OFFICER'::text, 'EXECUTIVE'::text])) AND (EXISTS ( SELECT
            FROM disposition d
           WHERE ((d.report_id = viewer_has_leg.report) AND (EXISTS ( SELECT
                    FROM agency_closure c
                   WHERE ((c.agency_id = d.agency_id) AND (c.ancestor_id = viewer_agency()))
                  OFFSET 0))))));
END
;
grant execute on function viewer_has_leg(uuid) to tuntas_app;
grant execute on function viewer_has_leg(uuid) to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_hears_of(event_type text, asking_agency text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN ((event_type !~~ 'DISCLOSURE%'::text) OR COALESCE(viewer_in_scope((asking_agency)::uuid), false))
;
grant execute on function viewer_hears_of(text,text) to tuntas_app;
grant execute on function viewer_hears_of(text,text) to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_idempotency_key()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('tuntas.idempotency_key'::text, true), ''::text))::uuid
;
grant execute on function viewer_idempotency_key() to tuntas_app;
grant execute on function viewer_idempotency_key() to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_in_scope(agency uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM agency_closure WHERE ((agency_closure.ancestor_id = viewer_agency()) AND (agency_closure.agency_id = viewer_in_scope.agency))))
;
grant execute on function viewer_in_scope(uuid) to tuntas_app;
grant execute on function viewer_in_scope(uuid) to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_is_reporter(report uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT (COALESCE((viewer_receipt() = report), false) OR (EXISTS ( SELECT
            FROM reporter_identity i
           WHERE ((i.report_id = viewer_is_reporter.report) AND (i.person_id = viewer_person())))));
END
;
grant execute on function viewer_is_reporter(uuid) to tuntas_app;
grant execute on function viewer_is_reporter(uuid) to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_may_act(report uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (COALESCE((viewer_role() = 'ADMIN'::text), false) OR ((viewer_role() = 'LIAISON_OFFICER'::text) AND viewer_has_leg(report)) OR viewer_is_reporter(report))
;
grant execute on function viewer_may_act(uuid) to tuntas_app;
grant execute on function viewer_may_act(uuid) to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_may_read_identity(report uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT
         CASE viewer_role()
             WHEN 'ADMIN'::text THEN ((NOT ( SELECT r.anonymous
                FROM report r
               WHERE (r.id = viewer_may_read_identity.report))) OR (EXISTS ( SELECT
                FROM disclosure d
               WHERE ((d.report_id = viewer_may_read_identity.report) AND (d.status = 'GRANTED'::text) AND (d.requested_by_id = viewer_person()) AND (d.agency_id IS NULL) AND (d.second_decided_by_id IS NOT NULL) AND (d.expires_at > viewer_now())))))
             WHEN 'LIAISON_OFFICER'::text THEN (EXISTS ( SELECT
                FROM ((disclosure d
                  JOIN agency_closure c ON ((c.agency_id = d.agency_id)))
                  JOIN report r ON ((r.id = d.report_id)))
               WHERE ((d.report_id = viewer_may_read_identity.report) AND (d.status = 'GRANTED'::text) AND (c.ancestor_id = viewer_agency()) AND (d.expires_at > viewer_now()) AND ((d.second_decided_by_id IS NOT NULL) OR (NOT r.anonymous)))))
             ELSE false
         END AS "case";
END
;
grant execute on function viewer_may_read_identity(uuid) to tuntas_app;
grant execute on function viewer_may_read_identity(uuid) to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_may_record(report uuid, subject uuid, event_type text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public'
AS $function$
begin
  return case when report is null then viewer_role() = 'ADMIN' or subject = viewer_person()
    else viewer_may_act(report)
      or (viewer_role() = 'OVERSEER' and event_type in ('ORIGINAL_READ', 'AUDIT_TRAIL_READ')) end is true;
end $function$
;
grant execute on function viewer_may_record(uuid,uuid,text) to tuntas_app;
grant execute on function viewer_may_record(uuid,uuid,text) to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('tuntas.now'::text, true), ''::text))::timestamp with time zone
;
grant execute on function viewer_now() to tuntas_app;
grant execute on function viewer_now() to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_person()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('tuntas.viewer_person'::text, true), ''::text))::uuid
;
grant execute on function viewer_person() to tuntas_app;
grant execute on function viewer_person() to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_receipt()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('tuntas.viewer_receipt'::text, true), ''::text))::uuid
;
grant execute on function viewer_receipt() to tuntas_app;
grant execute on function viewer_receipt() to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_role()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('tuntas.viewer_role'::text, true), ''::text)
;
grant execute on function viewer_role() to tuntas_app;
grant execute on function viewer_role() to tuntas_system;

CREATE OR REPLACE FUNCTION public.viewer_sees_every_report()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((viewer_role() = ANY (ARRAY['ADMIN'::text, 'OVERSEER'::text])), false)
;
grant execute on function viewer_sees_every_report() to tuntas_app;
grant execute on function viewer_sees_every_report() to tuntas_system;

