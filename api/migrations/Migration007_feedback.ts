import { Migration } from '@mikro-orm/migrations';

/** Follow-ups without their authors, and whose resolution a feedback answers. */
export class Migration007_feedback extends Migration {
  override up(): void {
    this.addSql(`
-- FUP-1: an agency speaks, not one of its officers. Who wrote a follow-up is in the audit trail alone.
revoke select on follow_up from tuntas_app;
grant select (id, report_id, disposition_id, agency_id, kind, text, evidence, published_at) on follow_up to tuntas_app;

-- FUP-5: a disputed closing counts for the agency that led the report at that moment, wherever the report goes later.
alter table feedback add column agency_id uuid not null references agency;
alter table feedback add check (length(text) between 1 and 10000);
alter table feedback add check (satisfied or text is not null);
create index feedback_disputes on feedback (agency_id, report_id) where not satisfied;

-- INT-7: the files of a page of follow-ups or feedback are read at once.
create index attachment_follow_up on attachment (follow_up_id) where follow_up_id is not null;
create index attachment_feedback on attachment (feedback_id) where feedback_id is not null;

-- The same public number for everybody: confidential reports are counted for nobody, not even for who may see them.
create function disputed_closings(agencies uuid[]) returns table (agency_id uuid, disputes int) language sql stable
  security definer set search_path = public
begin atomic
  select f.agency_id, count(*)::int from feedback f join report r on r.id = f.report_id
  where f.agency_id = any(agencies) and not f.satisfied and r.published_at is not null and not r.confidential
  group by f.agency_id;
end;
revoke execute on function disputed_closings(uuid[]) from public;
grant execute on function disputed_closings(uuid[]) to tuntas_app, tuntas_system;
`);
  }
}
