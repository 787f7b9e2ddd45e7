import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { sessionSettings, type Viewer } from '../people/viewer.ts';
import { disclosureOffice, REASON, type DisclosureOffice } from './disclosures.fixture.ts';

let db: TestDatabase;
let office: DisclosureOffice;

beforeAll(async () => {
  db = await testDatabase();
  office = await disclosureOffice(db);
});

/** What an intruder gets who can send any SQL in the name of a viewer, in one transaction that is rolled back. */
async function asViewer<T>(viewer: Viewer, work: (client: PoolClient) => Promise<T>, now?: Date): Promise<T> {
  const { role, variables } = sessionSettings(viewer);
  const client = await db.pool.connect();
  try {
    await client.query(`begin; set local role ${role}`);
    for (const [name, value] of Object.entries({ ...variables, 'tuntas.now': now?.toISOString() ?? '' })) {
      await client.query('select set_config($1, $2, true)', [name, value]);
    }
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const VAULT = 'select sealed from reporter_identity where report_id = $1';

/** Logs a reading as the application would. */
async function logReading(client: PoolClient, viewer: Viewer, reportId: string): Promise<void> {
  const kind = viewer.role === 'ADMIN' ? 'ADMIN' : 'AGENCY';
  await client.query(
    `select append_event('REPORT', $1, 'IDENTITY_READ', $1, null, $2, $3, $4, 'REPORTER', now(), now(), '{}', '{}', '{}')`,
    [reportId, kind, viewer.personId, viewer.agencyId],
  );
}

describe('IDN-3 the database keeps the vault closed', () => {
  test('AUD-1 before the reading is logged in the same transaction, also for an admin', async () => {
    const reportId = await office.report(false);
    await asViewer(office.admin, async (client) => {
      expect((await client.query(VAULT, [reportId])).rowCount).toBe(0);
      await logReading(client, office.admin, reportId);
      expect((await client.query(VAULT, [reportId])).rowCount).toBe(1);
    });
    await asViewer(office.admin, async (client) => expect((await client.query(VAULT, [reportId])).rowCount).toBe(0));
  });

  test('for an admin whose colleague logged a reading', async () => {
    const reportId = await office.report(false);
    await asViewer(office.admin, async (client) => {
      await logReading(client, office.admin, reportId);
      await client.query(`select set_config('tuntas.viewer_person', $1, true)`, [office.second.personId]);
      expect((await client.query(VAULT, [reportId])).rowCount).toBe(0);
    });
  });

  test('for an agency whose grant has ended, or that does not say what time it is', async () => {
    const reportId = await office.report(false);
    const id = await office.request(office.officer, reportId);
    await office.grant(office.admin, id);
    const { expiresAt } = await office.disclosure(id);
    const rowsAt = (now?: Date) =>
      asViewer(
        office.officer,
        async (client) => {
          await logReading(client, office.officer, reportId);
          return (await client.query(VAULT, [reportId])).rowCount;
        },
        now,
      );
    expect(await rowsAt(office.clock.now())).toBe(1);
    expect(await rowsAt(expiresAt!)).toBe(0);
    expect(await rowsAt()).toBe(0);
  });

  test('for overseers, whatever they do', async () => {
    const overseer = await office.person('OVERSEER');
    const reportId = await office.report(false);
    await asViewer(overseer, async (client) => {
      expect((await client.query(VAULT, [reportId])).rowCount).toBe(0);
      await expect(logReading(client, overseer, reportId)).rejects.toThrow('may not write events');
    });
  });
});

describe('IDN-3 the database refuses', () => {
  const insert = (
    client: PoolClient,
    row: { reportId: string; agencyId: string | null; by: string; status?: string },
  ) =>
    client.query(
      `insert into disclosure (id, report_id, agency_id, requested_by_id, reason, status, requested_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, now(), case when $6 = 'GRANTED' then now() + interval '1 day' end)`,
      [randomUUID(), row.reportId, row.agencyId, row.by, REASON, row.status ?? 'REQUESTED'],
    );

  test('a request in the name of another agency, of nobody, of another person, or one that comes granted', async () => {
    const reportId = await office.report(true);
    const me = office.officer;
    const own = { reportId, agencyId: me.agencyId, by: me.personId! };
    for (const change of [
      { agencyId: await office.agencyId('KEMENDAGRI') },
      { agencyId: null },
      { by: office.admin.personId! },
      { status: 'GRANTED' },
    ]) {
      const attempt = asViewer(me, (client) => insert(client, { ...own, ...change }));
      await expect(attempt, JSON.stringify(change)).rejects.toThrow('row-level security');
    }
    await asViewer(me, (client) => insert(client, own));
  });

  test('a grant for an anonymous reporter by one admin, and one signed in the name of a colleague', async () => {
    const id = await office.request(office.officer, await office.report(true));
    const me = office.admin.personId;
    const update = (first: unknown, second: unknown) =>
      asViewer(office.admin, (client) =>
        client.query(
          `update disclosure set status = 'GRANTED', first_decided_by_id = $2, second_decided_by_id = $3,
             decided_at = now(), expires_at = now() + interval '1 day' where id = $1`,
          [id, first, second],
        ),
      );
    await expect(update(me, null)).rejects.toThrow('needs a second admin');
    await expect(update(office.second.personId, me)).rejects.toThrow('another name');
    await expect(update(office.second.personId, office.third.personId)).rejects.toThrow('another name');
    await expect(update(me, me)).rejects.toThrow();
  });

  test('a decision on one’s own request, on a decided one, and any other change of a request', async () => {
    const reportId = await office.report(true);
    const id = await office.request(office.admin, reportId);
    const refuse = `update disclosure set status = 'REFUSED', first_decided_by_id = viewer_person(), decided_at = now()
      where id = $1`;
    expect((await asViewer(office.admin, (client) => client.query(refuse, [id]))).rowCount).toBe(0);
    await office.grant(office.second, id);
    await office.grant(office.third, id);
    await expect(asViewer(office.second, (client) => client.query(refuse, [id]))).rejects.toThrow('has been decided');
    const longer = `update disclosure set expires_at = now() + interval '10 years' where id = $1`;
    await expect(asViewer(office.second, (client) => client.query(longer, [id]))).rejects.toThrow('has been decided');
    for (const column of ['agency_id', 'requested_by_id', 'reason', 'report_id', 'requested_at']) {
      const change = `update disclosure set ${column} = ${column} where id = $1`;
      await expect(
        asViewer(office.second, (client) => client.query(change, [id])),
        column,
      ).rejects.toThrow('permission');
    }
  });
});
