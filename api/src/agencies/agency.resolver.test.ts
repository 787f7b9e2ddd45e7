import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { graphqlReader, type GraphqlReader } from '../../test/office/graphql-reader.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { NodeResolver } from '../platform/graphql/node.resolver.ts';
import { AreaResolver } from '../areas/area.resolver.ts';
import { AgencyResolver } from './agency.resolver.ts';

let db: TestDatabase;
let reader: GraphqlReader;

beforeAll(async () => {
  db = await testDatabase();
  reader = graphqlReader(db, [NodeResolver, AgencyResolver, AreaResolver]);
});

interface Listed {
  agencies: {
    nodes: { id: string; code: string; name: string; type: string; connected: boolean; path: string }[];
    pageInfo: { endCursor: string; hasNextPage: boolean };
    count: { value: number; precision: string };
  };
}

async function counted(condition: string): Promise<number> {
  const { rows } = await db.ownerPool.query<{ n: number }>(`select count(*)::int as n from agency where ${condition}`);
  return rows[0]!.n;
}

test('an agency is found by its code with its parent, path, area and time zone', async () => {
  const { data } = await reader.ask(
    `{ agency(code: "KOTA-BANDUNG.DISHUB") {
      code name type typeLabel(locale: EN) connected timeZone path parent { code } ancestors { code } area { code name }
    } none: agency(code: "NO-SUCH") { id } }`,
  );
  expect(data).toEqual({
    agency: {
      code: 'KOTA-BANDUNG.DISHUB',
      name: expect.stringContaining('Dinas Perhubungan') as string,
      type: 'UNIT',
      typeLabel: 'Unit',
      connected: true,
      timeZone: 'Asia/Jakarta',
      path: expect.stringMatching(/^Pemerintah Kota Bandung › Dinas Perhubungan/) as string,
      parent: { code: 'KOTA-BANDUNG' },
      ancestors: [{ code: 'KOTA-BANDUNG' }],
      area: { code: '32.73', name: 'Kota Bandung' },
    },
    none: null,
  });
});

test('an agency is fetched again by its global id', async () => {
  const { data } = await reader.ask<{ agency: { id: string } }>('{ agency(code: "KOTA-BANDUNG") { id } }');
  expect((await reader.ask('query ($id: ID!) { node(id: $id) { ... on Agency { code } } }', data.agency)).data).toEqual(
    {
      node: { code: 'KOTA-BANDUNG' },
    },
  );
});

test('PUB-3 agencies are listed by type and connection, by name, and counted', async () => {
  const LIST = `query ($type: AgencyType, $connected: Boolean, $after: String) {
    agencies(first: 100, type: $type, connected: $connected, after: $after) {
      nodes { id code name type connected } pageInfo { endCursor hasNextPage } count { value precision } } }`;
  const { data } = await reader.ask<Listed>(LIST, { type: 'MINISTRY', connected: true });
  expect(data.agencies.nodes).toHaveLength(await counted(`type = 'MINISTRY' and connected_at is not null`));
  expect(new Set(data.agencies.nodes.map(({ type, connected }) => `${type} ${connected}`))).toEqual(
    new Set(['MINISTRY true']),
  );
  const unconnected = await reader.ask<Listed>(LIST, { connected: false });
  expect(unconnected.data.agencies.count).toEqual({ value: await counted('connected_at is null'), precision: 'EXACT' });
});

test('pages of agencies follow one another without gap or overlap', async () => {
  const codes: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data }: { data: Listed } = await reader.ask<Listed>(
      `query ($after: String) { agencies(first: 9, type: MINISTRY, after: $after) {
        nodes { code } pageInfo { endCursor hasNextPage } } }`,
      { after },
    );
    codes.push(...data.agencies.nodes.map(({ code }) => code));
    ({ endCursor: after, hasNextPage: more } = data.agencies.pageInfo);
  }
  expect(codes).toHaveLength(await counted(`type = 'MINISTRY'`));
  expect(new Set(codes).size).toBe(codes.length);
});

test('a search finds every word in any order and shows agencies before their units', async () => {
  const { data } = await reader.ask<Listed>(
    '{ agencies(first: 20, search: "bandung kota") { nodes { name code path } } }',
  );
  expect(data.agencies.nodes[0]).toMatchObject({ name: 'Pemerintah Kota Bandung', code: 'KOTA-BANDUNG' });
  for (const { path } of data.agencies.nodes) expect(path.toLowerCase()).toMatch(/bandung.*kota|kota.*bandung/);
});

test('an agency is found by its code and by the names of those above it', async () => {
  const found = async (search: string) => {
    const list = 'query ($search: String) { agencies(search: $search) { nodes { code path } } }';
    return (await reader.ask<Listed>(list, { search })).data.agencies.nodes.map(({ code }) => code);
  };
  expect((await found('kemensos'))[0]).toBe('KEMENSOS');
  expect(await found('DISHUB')).toContain('JABAR.DISHUB');
  expect(await found('dinas perhubungan kota bandung')).toContain('KOTA-BANDUNG.DISHUB');
  expect(await found('dishub jawa barat')).toContain('JABAR.DISHUB');
});

test('an agency that is renamed is found by its new name, with its units, and no longer by the old one', async () => {
  const client = await db.ownerPool.connect();
  try {
    await client.query('begin');
    await client.query(`update agency set name = 'Pemerintah Kota Parijs van Java' where code = 'KOTA-BANDUNG'`);
    const { rows } = await client.query<{ text: string }>(
      `select search_text as text from agency where code in ('KOTA-BANDUNG', 'KOTA-BANDUNG.DISHUB') order by code`,
    );
    expect(rows).toHaveLength(2);
    for (const { text } of rows) {
      expect(text).toContain('Parijs van Java');
      expect(text).not.toContain('Kota Bandung');
    }
    await client.query('rollback');
  } finally {
    client.release();
  }
});

test('signs that mean something in patterns are searched for as they are', async () => {
  const { data } = await reader.ask<Listed>('{ agencies(search: "%%%") { nodes { code } count { value } } }');
  expect(data.agencies).toEqual({ nodes: [], count: { value: 0 } });
});

test('an id that is no agency is refused as not found', async () => {
  const wrong = toGlobalId('Report', '0197a4a0-0000-7000-8000-000000000001');
  await expect(
    reader.ask('query ($id: ID!) { agencies(parentId: $id) { nodes { code } } }', { id: wrong }),
  ).rejects.toThrow('Tidak ditemukan');
});

const DEEP = `query ($first: Int!) { agencies(first: $first, connected: true) { nodes {
  name path parent { name } area { name path } children(first: 2) { nodes { name path } count { value } } } } }`;

test('a page of agencies takes as many statements as one agency does', async () => {
  const few = await reader.ask(DEEP, { first: 20 });
  const many = await reader.ask(DEEP, { first: 100 });
  expect(few.statements.length).toBeLessThanOrEqual(7);
  expect(many.statements.length).toBeLessThanOrEqual(7);
});

test('the units of several agencies come in their own order, each list cut by itself', async () => {
  const { data } = await reader.ask<{ [city: string]: { children: { nodes: { name: string }[]; count: object } } }>(
    `{ bandung: agency(code: "KOTA-BANDUNG") { children(first: 3) { nodes { name } count { value } pageInfo { endCursor } } }
       jakarta: agency(code: "DKI") { children(first: 3) { nodes { name } count { value } pageInfo { endCursor } } } }`,
  );
  for (const [alias, code] of [
    ['bandung', 'KOTA-BANDUNG'],
    ['jakarta', 'DKI'],
  ] as const) {
    const { rows } = await db.ownerPool.query<{ name: string; n: number }>(
      `select name, (count(*) over ())::int as n from agency where parent_id = (select id from agency where code = $1)
       order by sort, name, id limit 3`,
      [code],
    );
    expect(data[alias]!.children.nodes).toEqual(rows.map(({ name }) => ({ name })));
    expect(data[alias]!.children.count).toEqual({ value: rows[0]!.n });
  }
});

test('a page of units continues after its cursor', async () => {
  const PART = `query ($after: String) { agency(code: "KOTA-BANDUNG") {
    children(first: 2, after: $after) { nodes { code } pageInfo { endCursor } } } }`;
  interface Part {
    agency: { children: { nodes: { code: string }[]; pageInfo: { endCursor: string } } };
  }
  const first = (await reader.ask<Part>(PART)).data.agency.children;
  const second = (await reader.ask<Part>(PART, { after: first.pageInfo.endCursor })).data.agency.children;
  const four = (await reader.ask<Part>(PART.replace('first: 2', 'first: 4'))).data.agency.children;
  expect([...first.nodes, ...second.nodes]).toEqual(four.nodes);
});

test('the last units of an agency come in the same order as the first', async () => {
  interface Ends {
    agency: { all: { nodes: object[] }; end: { nodes: object[]; pageInfo: object } };
  }
  const { data } = await reader.ask<Ends>(`{ agency(code: "KOTA-BANDUNG") {
    all: children(first: 100) { nodes { code } }
    end: children(last: 3) { nodes { code } pageInfo { hasPreviousPage hasNextPage } } } }`);
  expect(data.agency.end.nodes).toEqual(data.agency.all.nodes.slice(-3));
  expect(data.agency.end.pageInfo).toEqual({ hasPreviousPage: true, hasNextPage: false });
});

test('a search and a list of units are served by their indexes, under row-level security too', async () => {
  await db.ownerPool.query(
    `insert into agency (id, code, name, type, time_zone) select uuidv7(), 'X-' || n, 'Badan ' || md5(n::text), 'BODY',
       'Asia/Jakarta' from generate_series(1, 20000) n`,
  );
  // What was just inserted waits in the trigram index's pending list until a vacuum.
  await db.ownerPool.query('vacuum analyze agency');
  const search = await reader.ask('{ agencies(search: "bojonegoro perhubungan") { nodes { code } } }');
  expect(await reader.explain(search.statements[0]!)).toContain('agency_search_trigram');
  const beginning = await reader.ask('{ agencies(search: "bo") { nodes { code } } }');
  expect(await reader.explain(beginning.statements[0]!)).toContain('agency_name');
  const browse = await reader.ask('{ agencies(first: 20) { nodes { code } } }');
  expect(await reader.explain(browse.statements[0]!)).toContain('agency_name');
  const units = await reader.ask('{ agency(code: "KOTA-BANDUNG") { children(first: 5) { nodes { code } } } }');
  expect(await reader.explain(units.statements[1]!)).toContain('agency_parent');
});
