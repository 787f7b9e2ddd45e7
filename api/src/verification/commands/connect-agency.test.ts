import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { graphqlReader } from '../../../test/office/graphql-reader.ts';
import { testOffice, type TestOffice } from '../../../test/office/test-office.ts';
import { AgencyResolver } from '../../agencies/agency.resolver.ts';
import { AreaResolver } from '../../areas/area.resolver.ts';
import { isRefusal } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import { sessionSettings } from '../../people/viewer.ts';
import { NodeResolver } from '../../platform/graphql/node.resolver.ts';
import { ConnectionResolver } from '../connection.resolver.ts';
import { connectAgency, type AgencyConnected } from './connect-agency.ts';
import { releaseHeldReports } from './release-held-reports.ts';

let db: TestDatabase;
let office: TestOffice;
let admin: Viewer;
let unconnected: string[];

beforeAll(async () => {
  db = await testDatabase();
  office = await testOffice(db);
  admin = await office.person('ADMIN');
  const { rows } = await db.ownerPool.query<{ id: string }>(
    'select id from agency where connected_at is null and parent_id is null order by code',
  );
  unconnected = rows.map(({ id }) => id);
});

/** An agency that no other test uses. */
function nextAgency(): string {
  return unconnected.shift()!;
}

async function rows<Row extends object>(sql: string, ...params: unknown[]): Promise<Row[]> {
  return (await db.ownerPool.query<Row>(sql, params)).rows;
}

async function unitOf(agencyId: string, code: string): Promise<string> {
  const [unit] = await rows<{ id: string }>(
    `insert into agency (id, code, parent_id, name, type, time_zone) values (uuidv7(), $2, $1, $2, 'UNIT', 'Asia/Jayapura')
     returning id`,
    agencyId,
    code,
  );
  return unit!.id;
}

async function hold(agencyId: string): Promise<string> {
  const { reportId } = await office.file({ categoryId: await office.categoryId('KESEHATAN') });
  const held = await office.casework.onReport(admin, { reportId, expectedVersion: 1, agencyIds: [agencyId] }, (work) =>
    work.advance({ action: 'HOLD', agencyId }).then((refusal) => refusal ?? {}),
  );
  if (isRefusal(held)) throw new Error(`Holding was refused: ${held.code}`);
  return reportId;
}

async function connect(agencyId: string): Promise<AgencyConnected> {
  const outcome = await connectAgency(office.casework, admin, agencyId);
  if (isRefusal(outcome)) throw new Error(`Connecting was refused: ${outcome.code}`);
  return outcome;
}

const stateOf = async (reportId: string) =>
  (
    await rows(
      `select r.status, (select count(*)::int from disposition d where d.report_id = r.id) as legs,
         (select count(*)::int from event e where e.report_id = r.id and e.type = 'REPORT_RELEASED') as releases
       from report r where r.id = $1`,
      reportId,
    )
  )[0];

const RELEASED_ONCE = { status: 'IN_PROGRESS', legs: 1, releases: 1 };

test('connecting an agency does not wait for a command that is just disposing to a unit of it', async () => {
  const agencyId = nextAgency();
  const unitId = await unitOf(agencyId, 'TEST-UNIT-BUSY');
  const disposing = await db.ownerPool.connect();
  // What a foreign key takes while a row that refers to the agency is written.
  await disposing.query('begin');
  await disposing.query('select id from agency where id = $1 for key share', [unitId]);
  const connecting = connect(agencyId);
  const first = await Promise.race([connecting.then(() => 'CONNECTED'), sleep(2_000, 'WAITING')]);
  await disposing.query('rollback');
  disposing.release();
  await connecting;
  expect(first).toBe('CONNECTED');
});

test('VER-6 connecting an agency connects its units and disposes the reports held for them', async () => {
  const agencyId = nextAgency();
  const unitId = await unitOf(agencyId, 'TEST-UNIT');
  const reports = [await hold(agencyId), await hold(unitId)];
  const elsewhere = await hold(nextAgency());

  const outcome = await connect(agencyId);
  expect(outcome.releasedReports).toBe(2);
  expect(outcome.connectedIds).toEqual(expect.arrayContaining([agencyId, unitId]));
  for (const reportId of reports) expect(await stateOf(reportId)).toEqual(RELEASED_ONCE);
  expect(await stateOf(elsewhere)).toEqual({ status: 'HELD', legs: 0, releases: 0 });
});

test('VER-6 the released report is with the agency for which it was held, released by the system', async () => {
  const agencyId = nextAgency();
  const reportId = await hold(agencyId);
  await connect(agencyId);
  expect(
    await rows(
      `select d.agency_id, d.part, d.status, r.published_at is not null as published, e.actor_kind
       from report r join disposition d on d.report_id = r.id
       join event e on e.report_id = r.id and e.type = 'REPORT_RELEASED' where r.id = $1`,
      reportId,
    ),
  ).toEqual([{ agency_id: agencyId, part: 'LEAD', status: 'RECEIVED', published: true, actor_kind: 'SYSTEM' }]);
});

test('AUD-1 a connection is one event of the agency, for those who follow it, those above, and the verifiers', async () => {
  const agencyId = nextAgency();
  const unitId = await unitOf(agencyId, 'TEST-UNIT-2');
  await connect(unitId);
  await connect(agencyId);
  expect(
    await rows(
      `select subject_id, actor_kind, actor_person_id, topics from event where type = 'AGENCY_CONNECTED'
       and subject_id = any($1) order by id`,
      [agencyId, unitId],
    ),
  ).toEqual([
    {
      subject_id: unitId,
      actor_kind: 'ADMIN',
      actor_person_id: admin.personId,
      topics: [`agency:${unitId}`, `agency:${agencyId}`, 'verification'],
    },
    {
      subject_id: agencyId,
      actor_kind: 'ADMIN',
      actor_person_id: admin.personId,
      topics: [`agency:${agencyId}`, 'verification'],
    },
  ]);
});

test('connecting again connects nothing twice, keeps the first date and writes no event', async () => {
  const agencyId = nextAgency();
  await connect(agencyId);
  const [before] = await rows<{ connected_at: Date }>('select connected_at from agency where id = $1', agencyId);
  office.clock.advanceTo(new Date(office.clock.now().getTime() + 60_000));
  expect(await connect(agencyId)).toEqual({ agencyId, connectedIds: [], releasedReports: 0 });
  expect(await rows('select connected_at from agency where id = $1', agencyId)).toEqual([before]);
  expect(await rows(`select 1 from event where subject_id = $1`, agencyId)).toHaveLength(1);
});

test('VER-6 what a crash left held for a connected agency is released by connecting again, or by the sweeper', async () => {
  for (const again of [connect, () => releaseHeldReports(office.casework)]) {
    const agencyId = nextAgency();
    const reportId = await hold(agencyId);
    await rows('update agency set connected_at = now() where id = $1', agencyId);
    await again(agencyId);
    expect(await stateOf(reportId)).toEqual(RELEASED_ONCE);
  }
  expect(await releaseHeldReports(office.casework)).toBe(0);
});

test('VER-6 held reports are released exactly once by eight releases at the same time', async () => {
  const agencyId = nextAgency();
  const reports = await Promise.all(Array.from({ length: 6 }, () => hold(agencyId)));
  const counts = await Promise.all([
    ...Array.from({ length: 4 }, () => connect(agencyId).then(({ releasedReports }) => releasedReports)),
    ...Array.from({ length: 4 }, () => releaseHeldReports(office.casework)),
  ]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(6);
  for (const reportId of reports) expect(await stateOf(reportId)).toEqual(RELEASED_ONCE);
  expect(await rows(`select 1 from event where subject_id = $1 and type = 'AGENCY_CONNECTED'`, agencyId)).toHaveLength(
    1,
  );
});

test('a report that cannot be released does not keep the others', async () => {
  const agencyId = nextAgency();
  const [first, second] = [await hold(agencyId), await hold(agencyId)];
  await rows(
    `create function refuse_one() returns trigger language plpgsql as $$ begin
       if new.report_id = '${first}' then raise exception 'broken'; end if; return new; end $$`,
  );
  await rows('create trigger refuse_one before insert on disposition for each row execute function refuse_one()');
  await expect(connect(agencyId)).rejects.toThrow('1 held reports could not be released');
  await rows('drop trigger refuse_one on disposition');
  expect(await stateOf(second)).toEqual(RELEASED_ONCE);
  expect(await stateOf(first)).toMatchObject({ status: 'HELD', legs: 0 });
  expect((await connect(agencyId)).releasedReports).toBe(1);
});

test('nobody but an admin connects an agency, and an unknown one is not found', async () => {
  const agencyId = nextAgency();
  for (const viewer of [
    await office.person('CITIZEN'),
    await office.person('LIAISON_OFFICER', 'KOTA-BANDUNG'),
    await office.person('OVERSEER'),
    await office.person('INTERN'),
  ]) {
    expect(await connectAgency(office.casework, viewer, agencyId)).toMatchObject({ code: 'NOT_PERMITTED' });
  }
  expect(await connectAgency(office.casework, admin, '0197a4a0-0000-7000-8000-000000000001')).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('row-level security lets no citizen, officer or stranger connect an agency, whatever the application asks', async () => {
  const agencyId = nextAgency();
  for (const role of ['CITIZEN', 'LIAISON_OFFICER', 'OVERSEER', null] as const) {
    const viewer = role && (await office.person(role, role === 'LIAISON_OFFICER' ? 'KOTA-BANDUNG' : undefined));
    const client = await db.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local role tuntas_app');
      for (const [name, value] of Object.entries(viewer ? sessionSettings(viewer).variables : {})) {
        await client.query('select set_config($1, $2, true)', [name, value]);
      }
      const update = await client.query('update agency set connected_at = now() where id = $1', [agencyId]);
      expect(update.rowCount).toBe(0);
      await expect(client.query(`update agency set name = 'Mine' where id = $1`, [agencyId])).rejects.toThrow(
        'permission',
      );
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
});

test('VER-6 held reports are counted per agency, the most wanted first, in two statements', async () => {
  const [one, two] = [nextAgency(), nextAgency()];
  for (const agencyId of [one, one, one, two, two]) await hold(agencyId);
  const reader = graphqlReader(db, [NodeResolver, AgencyResolver, AreaResolver, ConnectionResolver], office);
  const { data, statements } = await reader.ask<{
    heldReportCounts: { nodes: { reports: number; agency: { connected: boolean } }[] };
  }>('{ heldReportCounts(first: 50) { nodes { reports oldestReceivedAt agency { name connected } } } }', {}, admin);
  expect(statements).toHaveLength(2);
  const counts = data.heldReportCounts.nodes.map(({ reports }) => reports);
  expect(counts.slice(0, 2)).toEqual([3, 2]);
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  expect(data.heldReportCounts.nodes.every(({ agency }) => !agency.connected)).toBe(true);
  const citizen = await office.person('CITIZEN');
  await expect(reader.ask('{ heldReportCounts { nodes { reports } } }', {}, citizen)).rejects.toThrow('may not use');
});

test('VER-6 an admin connects an agency over GraphQL and reads it connected; a citizen may not', async () => {
  const agencyId = nextAgency();
  await hold(agencyId);
  const reader = graphqlReader(db, [NodeResolver, AgencyResolver, AreaResolver, ConnectionResolver], office);
  const id = Buffer.from(`Agency:${agencyId}`).toString('base64');
  const CONNECT = `mutation ($id: ID!) { connectAgency(id: $id) { __typename
    ... on AgencyConnected { agency { connected connectedAt } connectedAgencies releasedReports }
    ... on Refusal { code } } }`;
  const citizen = await office.person('CITIZEN');
  await expect(reader.ask(CONNECT, { id }, citizen)).rejects.toThrow('may not use');
  expect((await reader.ask(CONNECT, { id }, admin)).data).toEqual({
    connectAgency: {
      __typename: 'AgencyConnected',
      agency: { connected: true, connectedAt: office.clock.now().toISOString() },
      connectedAgencies: expect.any(Number) as number,
      releasedReports: 1,
    },
  });
  const wrong = Buffer.from(`Report:${agencyId}`).toString('base64');
  expect((await reader.ask(CONNECT, { id: wrong }, admin)).data).toEqual({
    connectAgency: { __typename: 'ActionRefused', code: 'NOT_FOUND' },
  });
});
