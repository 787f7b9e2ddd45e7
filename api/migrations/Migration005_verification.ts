import { Migration } from '@mikro-orm/migrations';

/** Verification: the queue's index, claims for admins alone, and overseers who leave a trace of what they open. */
export class Migration005_verification extends Migration {
  override up(): void {
    this.addSql(`
-- Merged and returned reports keep a paused clock: they do not wait for anybody's decision, so the queue does not meet
-- them. Order and page boundary are (due_at, id).
drop index clock_verify_queue;
create index clock_verify_queue on clock (due_at, id)
  where kind = 'VERIFY' and stopped_at is null and paused_at is null;

-- What is in arbitration is a handful among all that waits: found by its holder.
drop index custody_queue;
create index custody_queue on custody (holder, report_id, track)
  where holder in ('NATIONAL_QUEUE', 'ARBITER') and until_at is null;

-- "offset 0" changes no answer: it keeps the planner from collecting the ids of all visible reports before it looks at
-- the first clock, which is what a page of the queue cost (200,000 reports: 185 ms, with it 1 ms).
drop policy clock_read on clock;
create policy clock_read on clock for select to tuntas_app
  using (exists (select from report r where r.id = clock.report_id offset 0));
drop policy custody_read on custody;
create policy custody_read on custody for select to tuntas_app
  using (exists (select from report r where r.id = custody.report_id offset 0));

-- A claim is seen with its report. Only admins claim, and only for themselves: the earlier check left out the first half
-- for new rows.
drop policy claim_read on report_claim;
create policy claim_read on report_claim for select to tuntas_app using (
  (select viewer_role()) in ('ADMIN', 'INTERN', 'OVERSEER')
  and exists (select from report r where r.id = report_claim.report_id offset 0));
drop policy claim_write on report_claim;
create policy claim_write on report_claim to tuntas_app using ((select viewer_role()) = 'ADMIN')
  with check ((select viewer_role()) = 'ADMIN' and person_id = (select viewer_person()));

-- Who may write which event of a report: whoever may act on it, and an overseer that they have read the original (VER-3).
create function viewer_may_record(report uuid, event_type text) returns boolean language sql stable
  return viewer_may_act(report) or coalesce(viewer_role() = 'OVERSEER' and event_type = 'ORIGINAL_READ', false);

-- As before, but for whom it lets write.
create or replace function append_event(of_subject_kind text, of_subject uuid, of_type text, of_report uuid, of_disposition uuid,
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
    case when of_report is not null then viewer_may_record(of_report, of_type)
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

revoke execute on function viewer_may_record from public;
grant execute on function viewer_may_record to tuntas_app, tuntas_system;
`);
  }
}
