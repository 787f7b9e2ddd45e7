import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database/test-database.ts';
import { refusalOf } from '../../../test/office/disposition-desk.ts';
import { VersionConflict } from '../../platform/graphql/refusals.ts';
import { disclosureOffice, REASON, type DisclosureOffice } from '../disclosures.fixture.ts';
import { decideDisclosure } from './decide-disclosure.ts';
import { readIdentity } from './read-identity.ts';
import { requestDisclosure } from './request-disclosure.ts';

const NAMED = { name: 'Maman Riyanto', email: null, phone: '+6282316330001', address: null };
const DAY_MS = 24 * 3_600_000;

let db: TestDatabase;
let office: DisclosureOffice;

beforeAll(async () => {
  db = await testDatabase();
  office = await disclosureOffice(db);
});

const ask = (viewer: Parameters<typeof requestDisclosure>[1], reportId: string, key: string = randomUUID()) =>
  requestDisclosure(office.casework, viewer, { reportId, reason: REASON, idempotencyKey: key });
const read = (viewer: Parameters<typeof readIdentity>[1], reportId: string) =>
  readIdentity(office, viewer, { reportId, reason: 'Menghubungi pelapor.' });

describe('IDN-3 asking for an identity', () => {
  test('an agency that works on the report may ask, in its own name and with its reason', async () => {
    const reportId = await office.report(false);
    const id = await office.request(office.officer, reportId);
    expect(await office.row('select agency_id, status, reason, version from disclosure where id = $1', id)).toEqual({
      agency_id: office.officer.agencyId,
      status: 'REQUESTED',
      reason: REASON,
      version: 1,
    });
    expect(
      await office.row(
        `select visibility, public_data, topics from event where type = 'DISCLOSURE_REQUESTED'
        and report_id = $1`,
        reportId,
      ),
    ).toMatchObject({
      visibility: 'CONCERNED',
      public_data: { disclosureId: id, agencyId: office.officer.agencyId },
      topics: expect.arrayContaining(['verification']),
    });
  });

  test('an agency without a leg is told that there is no such report, or that it may not', async () => {
    const stranger = await office.person('LIAISON_OFFICER', 'KEMENDAGRI');
    expect(refusalOf(await ask(stranger, await office.report(false)))).toBe('NOT_PERMITTED');
    expect(refusalOf(await ask(stranger, await office.disposed(['KEMENSOS'], { confidential: true })))).toBe(
      'NOT_FOUND',
    );
  });

  test('nobody else may ask: not overseers, executives, interns, citizens or the reporter', async () => {
    const { reportId, reporter } = await office.file();
    for (const viewer of [
      await office.person('OVERSEER'),
      await office.person('EXECUTIVE', 'KEMENSOS'),
      await office.person('INTERN'),
      await office.person('CITIZEN'),
      reporter,
    ]) {
      expect(['NOT_PERMITTED', 'NOT_FOUND']).toContain(refusalOf(await ask(viewer, reportId)));
    }
  });

  test('an admin asks for an anonymous reporter; a named one needs no request', async () => {
    expect(refusalOf(await ask(office.admin, await office.report(false)))).toBe('DISCLOSURE_NOT_NEEDED');
    const id = await office.request(office.admin, await office.report(true));
    expect(await office.row('select agency_id from disclosure where id = $1', id)).toEqual({ agency_id: null });
  });

  test('while one request of an agency waits, another is refused; after the decision it is not', async () => {
    const reportId = await office.report(false);
    const id = await office.request(office.officer, reportId);
    const colleague = await office.person('LIAISON_OFFICER', 'KEMENSOS');
    expect(refusalOf(await ask(colleague, reportId))).toBe('DISCLOSURE_PENDING');
    await office.grant(office.admin, id);
    await office.request(colleague, reportId);
  });

  test('one idempotency key sent in parallel makes one request', async () => {
    const reportId = await office.report(false);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(office.officer, reportId, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await office.row('select count(*)::int as n from disclosure where report_id = $1', reportId)).toEqual({
      n: 1,
    });
  });

  test('a reason that is only spaces, or too short, is no reason', async () => {
    const reportId = await office.report(false);
    for (const reason of [' '.repeat(30), 'terlalu pendek      ']) {
      const input = { reportId, reason, idempotencyKey: randomUUID() };
      expect(refusalOf(await requestDisclosure(office.casework, office.officer, input))).toBe('INVALID_INPUT');
    }
  });
});

describe('IDN-3 deciding on a request', () => {
  const decide = async (admin: Parameters<typeof decideDisclosure>[1], disclosureId: string, grant = true) => {
    const { reportId, version } = await office.disclosure(disclosureId);
    const note = grant ? null : 'Tidak diperlukan.';
    return decideDisclosure(office.casework, admin, { reportId, disclosureId, grant, note, expectedVersion: version });
  };

  test('a named reporter takes one admin, and the grant lasts 30 days', async () => {
    const id = await office.request(office.officer, await office.report(false));
    await office.grant(office.admin, id);
    expect(await office.disclosure(id)).toMatchObject({
      status: 'GRANTED',
      version: 2,
      expiresAt: new Date(office.clock.now().getTime() + 30 * DAY_MS),
    });
  });

  test('an anonymous reporter takes two admins who are not each other', async () => {
    const id = await office.request(office.officer, await office.report(true));
    await office.grant(office.admin, id);
    expect(await office.disclosure(id)).toMatchObject({ status: 'AWAITING_SECOND_ADMIN', expiresAt: null });
    expect(refusalOf(await decide(office.admin, id))).toBe('SECOND_ADMIN_NEEDED');
    await office.grant(office.second, id);
    expect(await office.disclosure(id)).toMatchObject({ status: 'GRANTED', version: 3 });
  });

  test('an admin never decides on their own request, neither first nor second', async () => {
    const id = await office.request(office.admin, await office.report(true));
    expect(refusalOf(await decide(office.admin, id))).toBe('NOT_PERMITTED');
    await office.grant(office.second, id);
    expect(refusalOf(await decide(office.admin, id))).toBe('NOT_PERMITTED');
    expect(refusalOf(await decide(office.admin, id, false))).toBe('NOT_PERMITTED');
    await office.grant(office.third, id);
  });

  test('one admin is enough to refuse, also the one who granted first; a refusal says why', async () => {
    const id = await office.request(office.officer, await office.report(true));
    await office.grant(office.admin, id);
    const { reportId, version } = await office.disclosure(id);
    const bare = { reportId, disclosureId: id, grant: false, note: '  ', expectedVersion: version };
    expect(refusalOf(await decideDisclosure(office.casework, office.admin, bare))).toBe('INVALID_INPUT');
    await decide(office.admin, id, false);
    expect(await office.disclosure(id)).toMatchObject({ status: 'REFUSED', expiresAt: null });
    expect(refusalOf(await decide(office.second, id))).toBe('DISCLOSURE_DECIDED');
  });

  test('VER-4 a decision on an older version is refused with what happened since', async () => {
    const id = await office.request(office.officer, await office.report(true));
    const { reportId } = await office.disclosure(id);
    await office.grant(office.admin, id);
    const submitted = { grant: true, note: 'Setuju.' };
    const stale = { reportId, disclosureId: id, ...submitted, expectedVersion: 1, submitted };
    const outcome = await decideDisclosure(office.casework, office.second, stale);
    expect(outcome).toBeInstanceOf(VersionConflict);
    expect(outcome).toMatchObject({
      actualVersion: 2,
      changes: [{ type: 'DISCLOSURE_FIRST_GRANTED', actor: 'ADMIN' }],
      submitted,
    });
    for (const expectedVersion of [0, 3]) {
      const unread = await decideDisclosure(office.casework, office.second, { ...stale, expectedVersion });
      expect(unread).toMatchObject({ fields: [{ path: 'expectedVersion', code: 'VERSION_UNKNOWN' }] });
    }
  });

  test('two second admins at once: one grants, the other hears that somebody was faster', async () => {
    const id = await office.request(office.officer, await office.report(true));
    await office.grant(office.admin, id);
    // Both have seen the same version, whoever's transaction comes first.
    const { reportId, version: expectedVersion } = await office.disclosure(id);
    const grant = { reportId, disclosureId: id, grant: true, note: null, expectedVersion };
    const outcomes = await Promise.all(
      [office.second, office.third].map((admin) => decideDisclosure(office.casework, admin, grant)),
    );
    expect(outcomes.filter((outcome) => outcome instanceof VersionConflict)).toHaveLength(1);
    expect(await office.disclosure(id)).toMatchObject({ status: 'GRANTED', version: 3 });
  });

  test('only admins decide', async () => {
    const id = await office.request(office.officer, await office.report(false));
    for (const viewer of [
      office.officer,
      await office.person('OVERSEER'),
      await office.person('EXECUTIVE', 'KEMENSOS'),
    ]) {
      expect(['NOT_PERMITTED', 'NOT_FOUND']).toContain(refusalOf(await decide(viewer, id)));
    }
  });
});

describe('IDN-3 reading an identity', () => {
  test('an admin reads a named reporter, and the reading is logged with reason and person', async () => {
    const reportId = await office.report(false);
    expect(await read(office.admin, reportId)).toEqual(NAMED);
    expect(
      await office.row(
        `select actor_kind, actor_person_id, visibility, public_data, protected_data from event
         where report_id = $1 and type = 'IDENTITY_READ'`,
        reportId,
      ),
    ).toEqual({
      actor_kind: 'ADMIN',
      actor_person_id: office.admin.personId,
      visibility: 'REPORTER',
      public_data: { readerKind: 'ADMIN', agencyId: null },
      protected_data: { reason: 'Menghubungi pelapor.', personId: office.admin.personId },
    });
  });

  test('every reading is logged anew, and one that is refused leaves nothing', async () => {
    const reportId = await office.report(false);
    await read(office.admin, reportId);
    await read(office.admin, reportId);
    await read(office.officer, reportId);
    const sql = `select count(*)::int as n from event where report_id = $1 and type = 'IDENTITY_READ'`;
    expect(await office.row(sql, reportId)).toEqual({ n: 2 });
  });

  test('an agency reads with a grant and not without', async () => {
    const reportId = await office.report(false);
    expect(refusalOf(await read(office.officer, reportId))).toBe('IDENTITY_NOT_DISCLOSED');
    const id = await office.request(office.officer, reportId);
    expect(refusalOf(await read(office.officer, reportId))).toBe('IDENTITY_NOT_DISCLOSED');
    await office.grant(office.admin, id);
    expect(await read(office.officer, reportId)).toEqual(NAMED);
  });

  test('a grant to one agency is none to another on the same report', async () => {
    const reportId = await office.disposed(['KEMENSOS', 'KEMENDAGRI']);
    await office.grant(office.admin, await office.request(office.officer, reportId));
    const other = await office.person('LIAISON_OFFICER', 'KEMENDAGRI');
    expect(refusalOf(await read(other, reportId))).toBe('IDENTITY_NOT_DISCLOSED');
  });

  test('a grant ends after 30 days by the clock, to the millisecond', async () => {
    const reportId = await office.report(false);
    await office.grant(office.admin, await office.request(office.officer, reportId));
    const granted = office.clock.now().getTime();
    office.clock.advanceTo(new Date(granted + 30 * DAY_MS - 1));
    expect(await read(office.officer, reportId)).toEqual(NAMED);
    office.clock.advanceTo(new Date(granted + 30 * DAY_MS));
    expect(refusalOf(await read(office.officer, reportId))).toBe('IDENTITY_NOT_DISCLOSED');
  });

  test('an anonymous reporter is read by the admin who asked, after two others granted it, and by no other', async () => {
    const reportId = await office.report(true);
    expect(refusalOf(await read(office.admin, reportId))).toBe('SECOND_ADMIN_NEEDED');
    const id = await office.request(office.admin, reportId);
    await office.grant(office.second, id);
    expect(refusalOf(await read(office.admin, reportId))).toBe('SECOND_ADMIN_NEEDED');
    await office.grant(office.third, id);
    expect(await read(office.admin, reportId)).toEqual(NAMED);
    expect(refusalOf(await read(office.second, reportId))).toBe('SECOND_ADMIN_NEEDED');
  });

  test('a grant by one admin ends when the report becomes anonymous', async () => {
    const reportId = await office.report(false);
    await office.grant(office.admin, await office.request(office.officer, reportId));
    await db.ownerPool.query('update report set anonymous = true, reporter_display = null where id = $1', [reportId]);
    expect(refusalOf(await read(office.officer, reportId))).toBe('IDENTITY_NOT_DISCLOSED');
  });

  test('EXE-2 an overseer never reads, nor does anybody else', async () => {
    const reportId = await office.report(false);
    await office.grant(office.admin, await office.request(office.officer, reportId));
    for (const viewer of [
      await office.person('OVERSEER'),
      await office.person('EXECUTIVE', 'KEMENSOS'),
      await office.person('INTERN'),
      await office.person('CITIZEN'),
    ]) {
      expect(['NOT_PERMITTED', 'NOT_FOUND']).toContain(refusalOf(await read(viewer, reportId)));
    }
  });
});
