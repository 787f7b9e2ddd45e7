import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { graphqlReader, type GraphqlReader } from '../../test/office/graphql-reader.ts';
import { AreaResolver } from './area.resolver.ts';

let db: TestDatabase;
let reader: GraphqlReader;

beforeAll(async () => {
  db = await testDatabase();
  reader = graphqlReader(db, [AreaResolver]);
});

interface Listed {
  areas: { nodes: { code: string; name: string; level: string }[]; count: { value: number } };
}

async function list(args: string): Promise<Listed['areas']> {
  const { data, statements } = await reader.ask<Listed>(`{ areas(first: 100, ${args}) { nodes { code name level } } }`);
  expect(statements).toHaveLength(1);
  return data.areas;
}

test('DATA without arguments the areas are the 38 provinces', async () => {
  const { data } = await reader.ask<Listed>('{ areas(first: 100) { nodes { level } count { value } } }');
  expect(data.areas.count).toEqual({ value: 38 });
  expect(new Set(data.areas.nodes.map(({ level }) => level))).toEqual(new Set(['PROVINCE']));
});

test('an area is found by its code, with its label, kind, time zone and the areas it lies in', async () => {
  const { data } = await reader.ask(`{ area(code: "32.73.02") {
    code name level levelLabel timeZone kind path parent { code kind kindLabel(locale: EN) } ancestors { code }
  } none: area(code: "99") { code } }`);
  expect(data).toEqual({
    area: {
      code: '32.73.02',
      name: 'Coblong',
      level: 'DISTRICT',
      levelLabel: 'Kecamatan',
      timeZone: 'Asia/Jakarta',
      kind: null,
      path: 'Coblong, Kota Bandung, Jawa Barat',
      parent: { code: '32.73', kind: 'KOTA', kindLabel: 'City' },
      ancestors: [{ code: '32' }, { code: '32.73' }],
    },
    none: null,
  });
});

test('the code of every area begins with its parent’s', async () => {
  const { rows } = await db.ownerPool.query(
    `select code from area where parent_code is not null and code !~ ('^' || parent_code || '\\.[0-9]+$')`,
  );
  expect(rows).toEqual([]);
});

test('a parent alone lists what lies directly below it; with a level, whatever lies within it', async () => {
  const directly = await list('parentCode: "32"');
  expect(new Set(directly.nodes.map(({ level }) => level))).toEqual(new Set(['REGENCY']));
  const within = await list('parentCode: "32", level: DISTRICT');
  expect(within.nodes.every(({ code, level }) => code.startsWith('32.') && level === 'DISTRICT')).toBe(true);
  expect(within.nodes).toHaveLength(100);
  expect((await list('parentCode: "3%", level: DISTRICT')).nodes).toEqual([]);
});

test('a search finds areas within a parent and shows the higher level first', async () => {
  expect((await list('search: "bandung"')).nodes[0]!.level).toBe('REGENCY');
  const within = await list('search: "bandung", parentCode: "32.04"');
  expect(within.nodes.every(({ code }) => code.startsWith('32.04.'))).toBe(true);
  expect((await list('search: "jawa ti"')).nodes).toMatchObject([{ name: 'Jawa Timur' }]);
  expect((await list('search: ", ,"')).nodes.length).toBe(100);
});

test('a page of areas takes as many statements as one area does', async () => {
  const DEEP = `query ($first: Int!) { areas(first: $first, level: DISTRICT) { nodes {
    path parent { name } children(first: 2) { nodes { name path } count { value } } } } }`;
  const few = await reader.ask(DEEP, { first: 1 });
  const many = await reader.ask(DEEP, { first: 100 });
  expect(few.statements.length).toBeLessThanOrEqual(4);
  expect(many.statements.length).toBeLessThanOrEqual(4);
});

test('searching, browsing and descending are served by indexes, with the villages of a whole country', async () => {
  await db.ownerPool.query(
    `insert into area (code, parent_code, level, name, time_zone)
     select d.code || '.9' || lpad(n::text, 3, '0'), d.code, 'VILLAGE', initcap(substr(md5(d.code || n), 1, 9)), d.time_zone
     from area d, generate_series(1, 11) n where d.level = 'DISTRICT'`,
  );
  // What was just inserted waits in the trigram index's pending list until a vacuum.
  await db.ownerPool.query('vacuum analyze area');
  const planOf = async (args: string) =>
    reader.explain((await reader.ask(`{ areas(first: 20, ${args}) { nodes { code } } }`)).statements[0]!);
  expect(await planOf('search: "coblong"')).toContain('area_name_trigram');
  expect(await planOf('search: "co"')).toContain('area_name_trigram');
  expect(await planOf('level: VILLAGE')).toContain('area_level');
  expect(await planOf('parentCode: "32.73"')).toContain('area_parent');
  expect(await planOf('parentCode: "32.73", level: VILLAGE')).toMatch(/area_within|area_pkey/);
});
