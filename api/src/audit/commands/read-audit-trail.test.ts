import type { EntityManager } from '@mikro-orm/postgresql';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/database/test-database.ts';
import { allowed, refusalOf } from '../../../test/office/disposition-desk.ts';
import { appendEvent } from '../../casework/event-log.ts';
import { disclosureOffice, type DisclosureOffice } from '../../disclosure/disclosures.fixture.ts';
import type { Viewer } from '../../people/viewer.ts';
import { VersionConflict } from '../../platform/graphql/refusals.ts';
import { readAuditTrail } from './read-audit-trail.ts';

let office: DisclosureOffice;
let overseer: Viewer;
let reportId: string;

beforeAll(async () => {
  office = await disclosureOffice(await testDatabase());
  overseer = await office.person('OVERSEER');
});
beforeEach(async () => {
  reportId = await office.report(false);
});

/** Whatever SQL a viewer sends, in one transaction of theirs. */
function asViewer<T>(viewer: Viewer, work: (em: EntityManager) => Promise<T>): Promise<T> {
  return office.casework.transaction(viewer, work) as Promise<T>;
}

async function entries(em: EntityManager, id = reportId): Promise<number> {
  return (await em.execute<unknown[]>('select t.id from audit_trail(?::uuid) t', [id])).length;
}

/** Logs a reading in the name of the viewer, as whatever they are. */
function log(em: EntityManager, viewer: Viewer, id = reportId, type = 'AUDIT_TRAIL_READ'): Promise<number> {
  const now = office.clock.now();
  return appendEvent(em, {
    subjectKind: 'REPORT',
    subjectId: id,
    type,
    actor: { kind: 'OVERSEER', personId: viewer.personId, agencyId: null },
    visibility: 'INTERNAL',
    occurredAt: now,
    recordedAt: now,
  });
}

async function readings(): Promise<Record<string, unknown>> {
  return office.row(`select count(*)::int from event where report_id = $1 and type = 'AUDIT_TRAIL_READ'`, reportId);
}

test('AUD-1 without a reading logged in this very transaction the database shows no trail', async () => {
  for (const viewer of [office.admin, overseer]) {
    allowed(await readAuditTrail(office.casework, viewer, reportId, {}));
    expect(await asViewer(viewer, entries)).toBe(0);
    await asViewer(viewer, async (em) => {
      const logged = await log(em, viewer);
      expect(await entries(em)).toBe(logged);
    });
  }
});

test('AUD-1 neither the reading of another report, nor of something else, nor by somebody else opens it', async () => {
  const other = await office.report(false);
  await asViewer(overseer, async (em) => {
    await log(em, overseer, other);
    await log(em, overseer, reportId, 'ORIGINAL_READ');
    await log(em, office.admin);
    expect([await entries(em), await entries(em, other)]).toEqual([0, 4]);
  });
});

test('AUD-1 logging a reading opens it to nobody but admins and overseers', async () => {
  await asViewer(office.officer, async (em) => {
    await log(em, office.officer);
    expect(await entries(em)).toBe(0);
  });
  for (const viewer of [await office.person('INTERN'), await office.person('EXECUTIVE', 'KEMENSOS')]) {
    await expect(asViewer(viewer, (em) => log(em, viewer))).rejects.toThrow('may not write events');
    expect(await asViewer(viewer, entries)).toBe(0);
    expect(refusalOf(await readAuditTrail(office.casework, viewer, reportId, {}))).toBe('NOT_PERMITTED');
  }
});

test('AUD-1 overseers write down that they have read, and nothing else', async () => {
  for (const type of ['REPORT_ACCEPTED', 'IDENTITY_READ']) {
    await expect(asViewer(overseer, (em) => log(em, overseer, reportId, type))).rejects.toThrow('may not write events');
  }
});

test('AUD-1 the reading is an internal event by the person who read, at the time of the clock', async () => {
  allowed(await readAuditTrail(office.casework, overseer, reportId, {}));
  const event = await office.row(
    `select actor_kind, actor_person_id, actor_agency_id, visibility, occurred_at, public_data, protected_data
     from event where report_id = $1 order by id desc limit 1`,
    reportId,
  );
  expect(event).toEqual({
    actor_kind: 'OVERSEER',
    actor_person_id: overseer.personId,
    actor_agency_id: null,
    visibility: 'INTERNAL',
    occurred_at: office.clock.now(),
    public_data: {},
    protected_data: {},
  });
});

test('AUD-1 a page nobody gets is not logged', async () => {
  const refused = await readAuditTrail(office.casework, office.admin, reportId, { after: 'nonsense' });
  expect(refusalOf(refused)).toBe('INVALID_INPUT');
  expect(await readings()).toEqual({ count: 0 });
});

test('AUD-1 a page lies between two cursors, from either end', async () => {
  const read = async (request: object) =>
    allowed(await readAuditTrail(office.casework, office.admin, reportId, request)).page;
  const { cursors } = await read({});
  const page = await read({ after: cursors[0], before: cursors[3], last: 1 });
  expect(page.rows.map(({ type, occurredAt }) => [type, occurredAt])).toEqual([
    ['REPORT_DISPOSED', office.clock.now()],
  ]);
  expect([page.hasPreviousPage, page.hasNextPage]).toEqual([true, true]);
});

test('VER-4 a reading changes nothing: a decision is not stale by it, and a conflict does not tell of it', async () => {
  const expectedVersion = await office.version(reportId);
  const decide = () =>
    office.casework.onReport(office.admin, { reportId, expectedVersion }, () => Promise.resolve({ reportId }));
  for (let read = 0; read < 3; read += 1) await readAuditTrail(office.casework, office.admin, reportId, {});
  expect(await decide()).toEqual({ reportId });
  await office.request(office.officer, reportId);
  await office.row('update report set version = version + 1 where id = $1', reportId);
  const conflict = await decide();
  expect(conflict).toBeInstanceOf(VersionConflict);
  expect((conflict as VersionConflict).changes.map(({ type }) => type)).not.toContain('AUDIT_TRAIL_READ');
  expect((conflict as VersionConflict).changes.at(-1)).toMatchObject({ type: 'DISCLOSURE_REQUESTED' });
});
