import type { Member } from './cast.ts';
import type { World } from './world.ts';

/** The same for everybody, and large. */
const REFERENCE_DATA = ['area', 'agency', 'agency_closure', 'category', 'holiday', 'time_limit', 'setting'];

export interface SeenRow {
  readonly table: string;
  readonly row: Record<string, unknown>;
}

/** All rows and columns that the database lets a member's session read, without any application around it. */
export async function rowsFor(world: World, member: Member): Promise<SeenRow[]> {
  const { rows: tables } = await world.db.ownerPool.query<{ name: string; columns: string }>(
    `select table_name as name, string_agg(quote_ident(column_name), ', ') as columns
     from information_schema.column_privileges
     where grantee = 'tuntas_app' and privilege_type = 'SELECT' and table_schema = 'public' and table_name <> all($1)
     group by table_name order by table_name`,
    [REFERENCE_DATA],
  );
  const person = await world.registry.person(member);
  const receipt = member === 'otherReceipt' ? world.otherReportId : '';
  const client = await world.db.pool.connect();
  const seen: SeenRow[] = [];
  try {
    await client.query('begin');
    await client.query('set local role tuntas_app');
    await client.query(
      `select set_config('tuntas.viewer_person', $1, true), set_config('tuntas.viewer_role', $2, true),
         set_config('tuntas.viewer_agency', $3, true), set_config('tuntas.viewer_receipt', $4, true)`,
      [person?.id ?? '', person?.role ?? '', person?.agencyId ?? '', receipt],
    );
    for (const { name, columns } of tables) {
      const sql = `select to_jsonb(t) as row from (select ${columns} from ${name}) t`;
      const { rows } = await client.query<{ row: Record<string, unknown> }>(sql);
      seen.push(...rows.map(({ row }) => ({ table: name, row })));
    }
    return seen;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
