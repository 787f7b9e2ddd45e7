import type pg from 'pg';

/**
 * The database's structure as text: what a reviewer reads to see what a migration changed. Deterministic, so that two
 * databases with one history give one text. It covers our own schemas; what extensions bring is named, not listed.
 */
export async function dumpSchema(owner: pg.Pool): Promise<string> {
  const sections: string[] = [];
  for (const { title, sql } of SECTIONS) {
    const { rows } = await owner.query<{ text: string }>(sql);
    if (rows.length === 0) continue;
    sections.push(`-- ${title}\n\n${rows.map((row) => row.text).join('\n')}`);
  }
  return `${HEADER}\n${sections.join('\n\n')}\n`;
}

const HEADER = `-- The database as the migrations leave it. Made from a migrated database; to renew it: npm test -- api/migrations -u
-- Not a script: it is here to be read and compared.
`;

/** Schemas that are ours, and objects in them that no extension brought. */
const OURS = `nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_'`;
const notFromExtension = (catalog: string, oid: string): string =>
  `not exists (select from pg_depend where classid = '${catalog}'::regclass and objid = ${oid} and deptype = 'e')`;

/** Grants in an access list, one per line; privileges the owner has anyway are left out. */
const grants = (list: string, owner: string, target: string): string => `
  (select string_agg(format(E'\\ngrant %s on %s to %s;', privileges, ${target}, grantee), '' order by grantee)
   from (
     select case when a.grantee = 0 then 'public' else a.grantee::regrole::text end as grantee,
            string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) as privileges
     from aclexplode(${list}) a where a.grantee <> ${owner} group by a.grantee
   ) each)`;

const SECTIONS: readonly { title: string; sql: string }[] = [
  {
    title: 'Roles',
    sql: `
      select format('%s:%s%s%s%s%s', rolname,
          case when rolcanlogin then ' login' else ' no login' end,
          case when rolinherit then ' inherit' else ' noinherit' end,
          case when rolsuper then ' SUPERUSER' else '' end,
          case when rolbypassrls then ' BYPASSRLS' else '' end,
          (select string_agg(format(', may become %s', m.roleid::regrole), '' order by m.roleid::regrole::text)
           from pg_auth_members m where m.member = r.oid)) as text
      from pg_roles r where rolname ~ '^tuntas_' and rolname <> current_user order by rolname`,
  },
  {
    title: 'Extensions',
    sql: `select format('create extension %I;', extname) as text from pg_extension where extname <> 'plpgsql' order by 1`,
  },
  {
    title: 'Schemas',
    sql: `
      select format('schema %I;', nspname) || coalesce(${grants('nspacl', 'nspowner', `format('schema %I', nspname)`)}, '') as text
      from pg_namespace where ${OURS} order by nspname`,
  },
  {
    title: 'Types',
    sql: `
      select case t.typtype
          when 'e' then format('create type %s as enum (%s);', t.oid::regtype,
            (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
          else format('create domain %s as %s%s;', t.oid::regtype, format_type(t.typbasetype, t.typtypmod),
            (select string_agg(' ' || pg_get_constraintdef(c.oid), '' order by conname) from pg_constraint c where contypid = t.oid))
        end as text
      from pg_type t join pg_namespace n on n.oid = t.typnamespace
      where ${OURS} and t.typtype in ('e', 'd') and ${notFromExtension('pg_type', 't.oid')}
      order by t.oid::regtype::text`,
  },
  {
    title: 'Sequences',
    sql: `
      select format('create sequence %s;', c.oid::regclass) || coalesce(${grants('c.relacl', 'c.relowner', 'c.oid::regclass')}, '') as text
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and c.relkind = 'S' and ${notFromExtension('pg_class', 'c.oid')}
        and not exists (select from pg_depend where objid = c.oid and deptype = 'i')
      order by c.oid::regclass::text`,
  },
  { title: 'Tables', sql: tables() },
  {
    title: 'Views',
    sql: `
      select format(E'create view %s%s as\\n%s', c.oid::regclass,
          coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid, true))
        || coalesce(${grants('c.relacl', 'c.relowner', 'c.oid::regclass')}, '') || E'\\n' as text
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and c.relkind in ('v', 'm') and ${notFromExtension('pg_class', 'c.oid')}
      order by c.oid::regclass::text`,
  },
  {
    title: 'Functions',
    sql: `
      select pg_get_functiondef(p.oid) || ';' || coalesce(${grants(
        `coalesce(p.proacl, acldefault('f', p.proowner))`,
        'p.proowner',
        `format('function %s', p.oid::regprocedure)`,
      )}, '') || E'\\n' as text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${OURS} and p.prokind in ('f', 'p') and ${notFromExtension('pg_proc', 'p.oid')}
      order by p.oid::regprocedure::text`,
  },
];

/** One text per table: columns and constraints, then indexes, triggers, row-level security, policies and grants. */
function tables(): string {
  const name = 'c.oid::regclass';
  const columns = `
    (select string_agg(format('  %I %s%s%s%s', attname, format_type(atttypid, atttypmod),
        case when attcollation <> typcollation then ' collate ' || attcollation::regcollation else '' end,
        case when attnotnull then ' not null' else '' end,
        case
          when attidentity <> '' then ' generated as identity'
          when attgenerated <> '' then format(' generated always as (%s)', pg_get_expr(adbin, adrelid))
          when adbin is not null then ' default ' || pg_get_expr(adbin, adrelid)
          else ''
        end), E',\\n' order by attnum)
     from pg_attribute join pg_type on pg_type.oid = atttypid left join pg_attrdef on adrelid = attrelid and adnum = attnum
     where attrelid = c.oid and attnum > 0 and not attisdropped)`;
  const constraints = `
    (select string_agg(format(E',\\n  constraint %I %s', conname, pg_get_constraintdef(oid)), '' order by contype, conname)
     from pg_constraint where conrelid = c.oid and contype <> 'n')`;
  const indexes = `
    (select string_agg(format(E'\\n%s;', pg_get_indexdef(indexrelid)), '' order by indexrelid::regclass::text)
     from pg_index where indrelid = c.oid
       and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x')))`;
  const triggers = `
    (select string_agg(format(E'\\n%s;', pg_get_triggerdef(oid)), '' order by tgname)
     from pg_trigger where tgrelid = c.oid and not tgisinternal)`;
  const policies = `
    (select string_agg(format(E'\\ncreate policy %I on %s as %s for %s to %s%s%s;', polname, polrelid::regclass,
        case when polpermissive then 'permissive' else 'restrictive' end,
        case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
        (select string_agg(case when role = 0 then 'public' else role::regrole::text end, ', ' order by role::regrole::text)
         from unnest(polroles) role),
        E'\\n  using (' || pg_get_expr(polqual, polrelid) || ')',
        E'\\n  with check (' || pg_get_expr(polwithcheck, polrelid) || ')'), '' order by polname)
     from pg_policy where polrelid = c.oid)`;
  const columnGrants = `
    (select string_agg(line, '' order by line) from (
       select format(E'\\ngrant %s (%s) on %s to %s;', lower(a.privilege_type),
         string_agg(quote_ident(attname), ', ' order by attnum), ${name},
         case when a.grantee = 0 then 'public' else a.grantee::regrole::text end) as line
       from pg_attribute cross join lateral aclexplode(attacl) a
       where attrelid = c.oid and not attisdropped group by a.grantee, a.privilege_type
     ) each)`;
  return `
    select format(E'create table %s (\\n%s%s\\n)%s;', ${name}, ${columns}, ${constraints},
        case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end)
      || coalesce(E'\\ncomment: ' || obj_description(c.oid, 'pg_class'), '')
      || coalesce(${indexes}, '') || coalesce(${triggers}, '')
      || case when c.relrowsecurity then format(E'\\nalter table %s enable row level security;', ${name}) else '' end
      || case when c.relforcerowsecurity then format(E'\\nalter table %s force row level security;', ${name}) else '' end
      || coalesce(${policies}, '')
      || coalesce(${grants('c.relacl', 'c.relowner', name)}, '') || coalesce(${columnGrants}, '') || E'\\n' as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and c.relkind in ('r', 'p') and ${notFromExtension('pg_class', 'c.oid')}
    order by ${name}::text`;
}
