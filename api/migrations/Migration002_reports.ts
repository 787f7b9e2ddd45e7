import { Migration } from '@mikro-orm/migrations';

/** The report, its dispositions, clocks and custody, what is said on it, and the identity vault. */
export class Migration002_reports extends Migration {
  override up(): void {
    this.addSql(`
create table report (
  id uuid primary key,
  tracking_id text not null unique check (tracking_id ~ '^[0-9]{10}$'),
  kind text not null check (kind in ('COMPLAINT', 'ASPIRATION', 'INFORMATION_REQUEST')),
  channel text not null check (channel in ('WEB', 'SMS', 'MOBILE', 'TWITTER', 'FACEBOOK', 'WHATSAPP', 'CALL_CENTRE',
    'LETTER', 'WALK_IN', 'THIRD_PARTY')),
  title text not null check (length(title) between 1 and 200),
  body text not null check (length(body) between 1 and 20000),
  category_id uuid references category,
  service_class text not null default 'ORDINARY' check (service_class in ('INFORMATION', 'ORDINARY', 'SUPERVISED')),
  event_date date,
  area_code text references area,
  place text,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  facts jsonb not null default '{}',
  anonymous boolean not null default false,
  confidential boolean not null default false,
  -- What may be shown of the reporter: a name, a masked number, or nothing (IDN-1). The rest is in the vault.
  reporter_display text check (not anonymous or reporter_display is null),
  status text not null check (status in ('RECEIVED', 'RETURNED', 'HELD', 'VERIFIED', 'IN_PROGRESS',
    'AWAITING_FEEDBACK', 'CLOSED', 'ARCHIVED', 'MERGED')),
  version int not null default 1,
  time_zone text not null default 'Asia/Jakarta',
  received_at timestamptz not null,
  published_at timestamptz,
  verified_at timestamptz,
  disposed_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  closed_by text check (closed_by in ('REPORTER', 'SYSTEM')),
  archived_at timestamptz,
  archive_reason text,
  archive_note text,
  missing_facts text[] not null default '{}',
  return_note text,
  pause_days_used int not null default 0,
  held_for_agency_id uuid references agency,
  merged_into_id uuid references report check (merged_into_id <> id),
  dispute_count int not null default 0,
  rating smallint check (rating between 1 and 5),
  check ((status = 'CLOSED') = (closed_at is not null)),
  check ((status = 'ARCHIVED') = (archived_at is not null)),
  check ((status = 'MERGED') = (merged_into_id is not null)),
  check ((status = 'HELD') = (held_for_agency_id is not null))
);
create index report_public_feed on report (received_at desc, id desc) where published_at is not null and not confidential;
-- The lists narrowed to what is rare: without these, finding a page, or that there is none, reads all reports.
create index report_status on report (status, received_at desc, id desc);
create index report_public_status on report (status, received_at desc, id desc)
  where published_at is not null and not confidential;
create index report_channel on report (channel, received_at desc, id desc);
create index report_confidential on report (received_at desc, id desc) where confidential;
create index report_category on report (category_id, received_at desc, id desc);
create index report_area on report (area_code text_pattern_ops);
create index report_feed on report (received_at desc, id desc);
create index report_held on report (held_for_agency_id) where held_for_agency_id is not null;
create index report_merged on report (merged_into_id) where merged_into_id is not null;

-- IDN-3: the vault. sealed is AES-256-GCM over the contact data; phone_index and email_index are keyed hashes.
create table reporter_identity (
  report_id uuid primary key references report,
  person_id uuid references person,
  sealed bytea not null,
  key_id text not null,
  phone_index bytea,
  created_at timestamptz not null
);
create index reporter_identity_person on reporter_identity (person_id, report_id) where person_id is not null;
create index reporter_identity_phone on reporter_identity (phone_index) where phone_index is not null;

-- INT-4: the secret receipt, stored only as a keyed hash.
create table report_receipt (
  report_id uuid primary key references report,
  hash bytea not null,
  created_at timestamptz not null
);

-- VER-3: one row for each correction: the report as it stood before, sealed, under the version it had.
create table report_original (
  report_id uuid not null references report,
  version int not null check (version >= 1),
  sealed bytea not null,
  key_id text not null,
  created_at timestamptz not null,
  primary key (report_id, version)
);

-- VER-4: who is deciding on a report, until when.
create table report_claim (
  report_id uuid primary key references report,
  person_id uuid not null references person,
  claimed_at timestamptz not null,
  expires_at timestamptz not null
);

create table disposition (
  id uuid primary key,
  report_id uuid not null references report,
  track int not null check (track >= 0),
  agency_id uuid not null references agency,
  part text not null check (part in ('LEAD', 'SUPPORTING')),
  required boolean not null default true,
  binding boolean not null default false,
  status text not null check (status in ('RECEIVED', 'ACCEPTED', 'RESOLVED', 'FORWARDED', 'DECLINED',
    'IN_ARBITRATION', 'WITHDRAWN', 'CLOSED')),
  forwarded_from_id uuid references disposition,
  opened_at timestamptz not null,
  accepted_at timestamptz,
  first_responded_at timestamptz,
  resolved_at timestamptz,
  ended_at timestamptz,
  -- The nearest running due instant of the leg's track, kept for the agency queue's order.
  next_due_at timestamptz,
  version int not null default 1,
  check ((part = 'LEAD') = (track = 0))
);
create index disposition_report on disposition (report_id, track, opened_at);
create index disposition_queue on disposition (agency_id, next_due_at, id) include (status)
  where status in ('RECEIVED', 'ACCEPTED', 'RESOLVED', 'IN_ARBITRATION');
-- A track has one leg at work at a time: a leg cannot be held by two agencies.
create unique index disposition_one_open_leg on disposition (report_id, track)
  where status in ('RECEIVED', 'ACCEPTED', 'RESOLVED', 'IN_ARBITRATION');

create table disposition_instruction (
  disposition_id uuid primary key references disposition,
  report_id uuid not null references report,
  agency_id uuid not null references agency,
  given_by_agency_id uuid references agency,
  instruction text not null check (length(instruction) between 1 and 5000)
);

-- CLK: every limit as a row. A clock ends by being stopped, or by its due instant having its one effect (fired_at).
create table clock (
  id uuid primary key,
  report_id uuid not null references report,
  track int not null default 0,
  kind text not null check (kind in ('VERIFY', 'RESPOND', 'RESOLVE', 'FEEDBACK', 'REPORTER_REPLY')),
  epoch int not null,
  time_zone text not null,
  limit_days int not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  paused_at timestamptz,
  days_left int,
  stopped_at timestamptz,
  fired_at timestamptz,
  unique (report_id, track, kind, epoch),
  check ((paused_at is null) = (days_left is null))
);
create index clock_due on clock (due_at, report_id) where stopped_at is null and fired_at is null and paused_at is null;
-- Merged, held and returned reports keep a paused clock: they do not wait for anybody's decision, so the queue does not
-- meet them.
create index clock_verify_queue on clock (due_at, id)
  where kind = 'VERIFY' and stopped_at is null and paused_at is null;

-- DIS-3: who holds the report, from when to when; on every track the rows are contiguous.
create table custody (
  id uuid primary key,
  report_id uuid not null references report,
  track int not null,
  position int not null,
  holder text not null check (holder in ('NATIONAL_QUEUE', 'REPORTER', 'AGENCY', 'UNCONNECTED_AGENCY', 'COORDINATION',
    'ARBITER', 'PRIMARY_REPORT')),
  agency_id uuid references agency,
  disposition_id uuid references disposition,
  from_at timestamptz not null,
  until_at timestamptz,
  unique (report_id, track, position),
  check (until_at >= from_at),
  check ((holder in ('AGENCY', 'UNCONNECTED_AGENCY')) = (agency_id is not null))
);
create unique index custody_one_holder on custody (report_id, track) where until_at is null;
create index custody_queue on custody (holder, report_id, track)
  where holder in ('NATIONAL_QUEUE', 'ARBITER') and until_at is null;

create table follow_up (
  id uuid primary key,
  report_id uuid not null references report,
  disposition_id uuid not null references disposition,
  agency_id uuid not null references agency,
  kind text not null check (kind in ('INITIAL_RESPONSE', 'PROGRESS', 'RESOLUTION')),
  text text not null check (length(text) between 1 and 10000),
  evidence text check (kind <> 'RESOLUTION' or length(evidence) >= 1),
  published_by_id uuid not null references person,
  published_at timestamptz not null
);
create index follow_up_report on follow_up (report_id, published_at, id);

create table feedback (
  id uuid primary key,
  report_id uuid not null references report,
  -- FUP-5: a dispute counts for the agency that led the report at that moment, wherever the report goes later.
  agency_id uuid not null references agency,
  satisfied boolean not null,
  text text check (length(text) between 1 and 10000),
  rating smallint check (rating between 1 and 5),
  given_at timestamptz not null,
  check (satisfied or text is not null)
);
create index feedback_report on feedback (report_id, given_at, id);
create index feedback_disputes on feedback (agency_id, report_id) where not satisfied;

create table attachment (
  id uuid primary key,
  report_id uuid references report,
  follow_up_id uuid references follow_up,
  feedback_id uuid references feedback,
  uploader_person_id uuid references person,
  claim_hash bytea,
  idempotency_key text,
  file_name text not null,
  media_type text not null,
  kind text not null check (kind in ('PHOTO', 'VIDEO', 'DOCUMENT', 'AUDIO')),
  byte_size bigint not null,
  sha256 bytea not null,
  storage_key text not null,
  thumbnail_key text,
  status text not null check (status in ('QUARANTINED', 'READY', 'REJECTED')),
  rejection text,
  created_at timestamptz not null,
  attached_at timestamptz,
  -- People call pictures of their identity card by their name: only what an agency published keeps its name for all.
  published_name text generated always as (case when follow_up_id is not null then file_name end) stored
);
create index attachment_follow_up on attachment (follow_up_id) where follow_up_id is not null;
create index attachment_feedback on attachment (feedback_id) where feedback_id is not null;
create index attachment_report on attachment (report_id, created_at, id) where report_id is not null;
create index attachment_unused on attachment (created_at) where attached_at is null and status = 'READY';
create index attachment_quarantine on attachment (created_at) where status = 'QUARANTINED';

create table disclosure (
  id uuid primary key,
  report_id uuid not null references report,
  agency_id uuid references agency,
  requested_by_id uuid not null references person,
  reason text not null check (length(reason) between 20 and 2000),
  status text not null check (status in ('REQUESTED', 'AWAITING_SECOND_ADMIN', 'GRANTED', 'REFUSED')),
  requested_at timestamptz not null,
  first_decided_by_id uuid references person,
  second_decided_by_id uuid references person check (second_decided_by_id <> first_decided_by_id),
  decided_at timestamptz,
  decision_note text,
  expires_at timestamptz,
  version int not null default 1,
  check ((status = 'GRANTED') = (expires_at is not null)),
  constraint disclosure_not_by_requester
    check (first_decided_by_id <> requested_by_id and second_decided_by_id <> requested_by_id)
);
create index disclosure_report on disclosure (report_id, requested_at);
create index disclosure_open on disclosure (requested_at, id) where status in ('REQUESTED', 'AWAITING_SECOND_ADMIN');

create table idempotency (
  scope text not null,
  key uuid not null,
  command text not null,
  request_hash bytea not null,
  result jsonb,
  created_at timestamptz not null,
  primary key (scope, key)
);
`);
  }
}
