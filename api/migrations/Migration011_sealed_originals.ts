import { Migration } from '@mikro-orm/migrations';

/** VER-3: what a reporter adds after a correction is an original too, once it is corrected in its turn. */
export class Migration011_sealed_originals extends Migration {
  override up(): void {
    this.addSql(`
-- One row for each correction: the report as it stood before, under the version it had. Rows are only ever added. What
-- was sealed so far stood before every correction, hence under the first version.
alter table report_original add column version int not null default 1 check (version >= 1);
alter table report_original alter column version drop default;
alter table report_original drop constraint report_original_pkey, add primary key (report_id, version);
`);
  }
}
