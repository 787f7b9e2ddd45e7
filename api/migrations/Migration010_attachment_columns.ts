import { Migration } from '@mikro-orm/migrations';

/** IDN-2: who uploaded a file, with what claim and under what name, is not there to be read beside the file. */
export class Migration010_attachment_columns extends Migration {
  override up(): void {
    this.addSql(`
-- People call pictures of their identity card by their name: only what an agency published keeps its name for everybody.
alter table attachment add column published_name text
  generated always as (case when follow_up_id is not null then file_name end) stored;

-- Uploads are written by the system and attached by claim_attachments(); the application role only reads, and of the
-- columns only those that tell nothing of the uploader. Digest and storage key would let files be compared across reports.
revoke select, insert, update on attachment from tuntas_app;
drop policy attachment_upload on attachment;
drop policy attachment_change on attachment;
grant select (id, report_id, follow_up_id, feedback_id, published_name, media_type, kind, byte_size, thumbnail_key,
  status, created_at) on attachment to tuntas_app;

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

revoke execute on function own_uploads(uuid[]), own_file_name(uuid) from public;
grant execute on function own_uploads(uuid[]), own_file_name(uuid) to tuntas_app, tuntas_system;
`);
  }
}
