import { Migration } from '@mikro-orm/migrations';

/**
 * Database roles, who is asking, and the reference data everything else points to: areas, agencies, categories, the
 * calendar, limits and people.
 *
 * Roles belong to the whole server, not to one database, so creating them must bear being done before and being done
 * at the same time from elsewhere.
 */
export class Migration001_reference extends Migration {
  override up(): void {
    this.addSql(`
do $$
declare name text;
begin
  perform pg_advisory_xact_lock(7421001);
  foreach name in array array['tuntas_app', 'tuntas_system'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'tuntas_api') then
    create role tuntas_api login noinherit;
  end if;
  grant tuntas_app, tuntas_system to tuntas_api;
exception when duplicate_object or unique_violation then null;
end $$;
revoke create on schema public from public;
grant usage on schema public to tuntas_api, tuntas_app, tuntas_system;
create extension if not exists pg_trgm;

-- Who is asking. The settings are set per transaction; without them these are null and every policy denies.
create function viewer_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('tuntas.viewer_person', true), '')::uuid;
create function viewer_role() returns text language sql stable parallel safe
  return nullif(current_setting('tuntas.viewer_role', true), '');
create function viewer_agency() returns uuid language sql stable parallel safe
  return nullif(current_setting('tuntas.viewer_agency', true), '')::uuid;
-- The report whose secret receipt the viewer showed (INT-4).
create function viewer_receipt() returns uuid language sql stable parallel safe
  return nullif(current_setting('tuntas.viewer_receipt', true), '')::uuid;
-- What time it is for whoever reads an identity. The database has no other way to know: the application's clock is
-- injected and can stand still or run ahead (CLK-4). Without the setting no grant is valid. It is trusted exactly as far
-- as the viewer's other settings are.
create function viewer_now() returns timestamptz language sql stable parallel safe
  return nullif(current_setting('tuntas.now', true), '')::timestamptz;
-- The idempotency key the viewer holds: without it nobody sees what a key was answered.
create function viewer_idempotency_key() returns uuid language sql stable parallel safe
  return nullif(current_setting('tuntas.idempotency_key', true), '')::uuid;

create table area (
  code text primary key,
  parent_code text references area,
  level text not null check (level in ('PROVINCE', 'REGENCY', 'DISTRICT', 'VILLAGE')),
  name text not null,
  kind text check (kind in ('KABUPATEN', 'KOTA')),
  time_zone text not null check (time_zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'))
);
create index area_parent on area (parent_code, name, code);
create index area_level on area (level, name, code);
create index area_name_trigram on area using gin (name gin_trgm_ops);
-- Everything within an area: codes that begin with its code. The primary key serves that under the collation C only.
create index area_within on area (code text_pattern_ops);

create table agency (
  id uuid primary key,
  code text not null unique,
  parent_id uuid references agency,
  name text not null,
  type text not null check (type in ('MINISTRY', 'BODY', 'PROVINCE', 'REGENCY', 'CITY', 'SOE', 'UNIT')),
  area_code text references area,
  time_zone text not null check (time_zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  connected_at timestamptz,
  sort int not null default 0,
  -- What it is found by: the names and codes from the top agency down to it. The trigger writes it.
  search_text text not null default ''
);
create index agency_parent on agency (parent_id, sort, name, id);
create index agency_name on agency (name, id);
create index agency_name_trigram on agency using gin (name gin_trgm_ops);
create index agency_search_trigram on agency using gin (search_text gin_trgm_ops);
create function agency_write_search_text() returns trigger language plpgsql as $$
begin
  new.search_text := concat_ws(' ', (select search_text from agency where id = new.parent_id), new.name, new.code);
  return new;
end $$;
create trigger agency_write_search_text before insert or update of name, code, parent_id, search_text on agency
  for each row execute function agency_write_search_text();
-- Whoever is renamed is found by the new name, and so are the units below.
create function agency_pass_search_text_on() returns trigger language plpgsql as $$
begin
  update agency set search_text = '' where parent_id = new.id;
  return null;
end $$;
create trigger agency_pass_search_text_on after update on agency for each row
  when (old.search_text is distinct from new.search_text) execute function agency_pass_search_text_on();

-- Every agency with every agency above it and itself (depth 0): a subtree is one index lookup.
create table agency_closure (
  ancestor_id uuid not null references agency on delete cascade,
  agency_id uuid not null references agency on delete cascade,
  depth int not null,
  primary key (ancestor_id, agency_id)
);
create index agency_closure_up on agency_closure (agency_id, ancestor_id);
create function agency_extend_closure() returns trigger language plpgsql as $$
begin
  insert into agency_closure (ancestor_id, agency_id, depth)
    select ancestor_id, new.id, depth + 1 from agency_closure where agency_id = new.parent_id
    union all select new.id, new.id, 0
    on conflict do nothing;
  return null;
end $$;
create trigger agency_extend_closure after insert on agency for each row execute function agency_extend_closure();

create table category (
  id uuid primary key,
  code text not null unique,
  parent_id uuid references category,
  name_id text not null,
  name_en text not null,
  required_facts text[] not null default '{}'
    check (required_facts <@ array['WHO', 'WHAT', 'WHEN', 'WHERE', 'WHY', 'HOW']),
  service_class text not null check (service_class in ('INFORMATION', 'ORDINARY', 'SUPERVISED')),
  sensitive boolean not null default false,
  sort int not null default 0
);
create index category_parent on category (parent_id, sort);

create table holiday (
  date date not null,
  kind text not null check (kind in ('NATIONAL', 'JOINT_LEAVE')),
  name_id text not null,
  name_en text not null,
  decree text not null,
  primary key (date, kind)
);

create table time_limit (
  kind text not null check (kind in ('VERIFY', 'RESPOND', 'FEEDBACK', 'RESOLVE', 'REPORTER_REPLY')),
  service_class text not null check (service_class in ('ANY', 'INFORMATION', 'ORDINARY', 'SUPERVISED')),
  working_days int not null check (working_days between 1 and 400),
  legal_basis text not null,
  primary key (kind, service_class)
);

create table setting (
  key text primary key,
  value jsonb not null,
  note text not null default ''
);

create table person (
  id uuid primary key,
  auth_user_id text unique,
  display_name text not null,
  role text not null check (role in
    ('CITIZEN', 'LIAISON_OFFICER', 'ADMIN', 'EXECUTIVE', 'INTERN', 'OVERSEER', 'THIRD_PARTY_APP')),
  agency_id uuid references agency,
  locale text not null default 'id' check (locale in ('id', 'en')),
  created_at timestamptz not null,
  deactivated_at timestamptz,
  check (role not in ('LIAISON_OFFICER', 'EXECUTIVE') or agency_id is not null)
);
create index person_agency on person (agency_id);

create table message (
  id uuid primary key,
  channel text not null check (channel in ('EMAIL', 'SMS')),
  recipient text not null,
  subject text,
  body text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  attempts int not null default 0,
  last_error text
);
create index message_unsent on message (created_at) where sent_at is null;
`);
  }
}
