import { Migration } from '@mikro-orm/migrations';

/** Indexes for browsing and searching the 92,000 areas, and for showing an agency's units in their order. */
export class Migration004_reference_search extends Migration {
  override up(): void {
    this.addSql(`
create index area_name_trigram on area using gin (name gin_trgm_ops);
create index area_level on area (level, name, code);
-- Everything within an area: codes that begin with its code. The primary key serves that under the collation C only.
create index area_within on area (code text_pattern_ops);
drop index area_parent;
create index area_parent on area (parent_code, name, code);
drop index agency_parent;
create index agency_parent on agency (parent_id, sort, name, id);
`);
  }
}
