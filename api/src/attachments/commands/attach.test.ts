import { randomUUID } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { beforeAll, describe, expect, it } from 'vitest';
import { personViewer, receiptViewer, sessionSettings, type Viewer } from '../../people/viewer.ts';
import { createOrm } from '../../platform/database/orm.ts';
import { AttachmentHouse, cameraPicture, SECRET, type Taken } from '../attachments.fixture.ts';
import { attachToReport, type Attaching } from './attach.ts';

let house: AttachmentHouse;
let orm: MikroORM;
beforeAll(async () => {
  house = await AttachmentHouse.open();
  orm = await createOrm([], house.database.url);
  return async () => {
    await orm.close();
    await house.close();
  };
});

function as<T>(viewer: Viewer, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const { role, variables } = sessionSettings(viewer);
  const em = orm.em.fork();
  em.setSessionContext({ role, variables: { ...variables } });
  return em.transactional((transaction) => work(transaction as EntityManager));
}

function attach(viewer: Viewer, attaching: Omit<Attaching, 'claimTokens'> & { claimTokens?: string[] }): Promise<void> {
  const deps = { secret: SECRET, now: house.clock.now() };
  return as(viewer, (em) => attachToReport(em, deps, { claimTokens: [], ...attaching }));
}

async function anonymousUpload(): Promise<Taken & { claimToken: string }> {
  return (await house.upload(await cameraPicture('jpeg', 20, 20))) as Taken & { claimToken: string };
}

async function reportOf(personId: string): Promise<string> {
  const reportId = await house.report();
  await house.database.ownerPool.query(
    `insert into reporter_identity (report_id, person_id, sealed, key_id, created_at) values ($1, $2, '\\x00', 'test', now())`,
    [reportId, personId],
  );
  return reportId;
}

describe('INT-7 attaching uploads to a report', () => {
  it('takes those whose claim is shown', async () => {
    const [one, two] = [await anonymousUpload(), await anonymousUpload()];
    const reportId = await house.report();
    await attach(receiptViewer(reportId), {
      reportId,
      attachmentIds: [one.uuid, two.uuid],
      claimTokens: [two.claimToken, one.claimToken],
    });
    for (const upload of [one, two]) {
      expect(await house.row(upload.uuid)).toMatchObject({ report_id: reportId, attached_at: house.clock.now() });
    }
  });

  it('takes a person’s own, without a claim', async () => {
    const person = await house.person();
    const reportId = await reportOf(person);
    const upload = await house.upload(await cameraPicture(), { 'x-viewer': person });
    await attach(personViewer(person, 'CITIZEN', null), { reportId, attachmentIds: [upload.uuid] });
    expect(await house.row(upload.uuid)).toMatchObject({ report_id: reportId });
  });

  it('refuses all when one has no claim, and nothing remains', async () => {
    const [mine, other] = [await anonymousUpload(), await anonymousUpload()];
    const reportId = await house.report();
    const attaching = { reportId, attachmentIds: [mine.uuid, other.uuid], claimTokens: [mine.claimToken] };
    await expect(attach(receiptViewer(reportId), attaching)).rejects.toMatchObject({
      code: 'ATTACHMENT_NOT_AVAILABLE',
      attachmentIds: [other.uuid],
    });
    expect((await house.row(mine.uuid))['report_id']).toBeNull();
  });

  it('answers alike for somebody else’s upload, an unknown one and one that is used', async () => {
    const reportId = await house.report();
    const used = await anonymousUpload();
    await attach(receiptViewer(reportId), { reportId, attachmentIds: [used.uuid], claimTokens: [used.claimToken] });
    const persons = await house.upload(await cameraPicture(), { 'x-viewer': await house.person() });
    for (const id of [used.uuid, persons.uuid, randomUUID()]) {
      const attaching = { reportId, attachmentIds: [id], claimTokens: [used.claimToken, 'nonsense', "'; drop"] };
      await expect(attach(receiptViewer(reportId), attaching)).rejects.toMatchObject({
        code: 'ATTACHMENT_NOT_AVAILABLE',
      });
    }
  });

  it('tells a person which of their own uploads is used or rejected', async () => {
    const person = await house.person();
    const viewer = personViewer(person, 'CITIZEN', null);
    const reportId = await reportOf(person);
    const upload = await house.upload(await cameraPicture(), { 'x-viewer': person });
    await attach(viewer, { reportId, attachmentIds: [upload.uuid] });
    await expect(attach(viewer, { reportId, attachmentIds: [upload.uuid] })).rejects.toMatchObject({
      code: 'ATTACHMENT_ALREADY_USED',
    });
    const rejected = await house.upload(await cameraPicture(), { 'x-viewer': person });
    await house.database.ownerPool.query(`update attachment set status = 'REJECTED' where id = $1`, [rejected.uuid]);
    await expect(attach(viewer, { reportId, attachmentIds: [rejected.uuid] })).rejects.toMatchObject({
      code: 'ATTACHMENT_REJECTED',
    });
  });

  it('lets nobody attach to a report they have no part in', async () => {
    const person = await house.person();
    const upload = await house.upload(await cameraPicture(), { 'x-viewer': person });
    const attaching = { reportId: await house.report(), attachmentIds: [upload.uuid] };
    await expect(attach(personViewer(person, 'CITIZEN', null), attaching)).rejects.toThrow('may not act');
    expect((await house.row(upload.uuid))['report_id']).toBeNull();
  });

  it('lets an upload go to one report only, however many ask at once', async () => {
    const upload = await anonymousUpload();
    const reports = await Promise.all(Array.from({ length: 8 }, () => house.report()));
    const outcomes = await Promise.allSettled(
      reports.map((reportId) =>
        attach(receiptViewer(reportId), { reportId, attachmentIds: [upload.uuid], claimTokens: [upload.claimToken] }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  it('takes ten at most', async () => {
    const reportId = await house.report();
    const attachmentIds = Array.from({ length: 11 }, () => randomUUID());
    await expect(attach(receiptViewer(reportId), { reportId, attachmentIds })).rejects.toMatchObject({
      code: 'TOO_MANY_ATTACHMENTS',
    });
  });

  it('IDN-2 tells the application role nothing of who uploaded a file that it can see', async () => {
    const budi = personViewer(await house.person(), 'CITIZEN', null);
    const siti = personViewer(await house.person(), 'CITIZEN', null);
    const body = new Uint8Array(await cameraPicture());
    const headers = { 'x-viewer': budi.personId!, 'x-file-name': 'KTP%20Budi.jpg' };
    const upload = await house.upload(Buffer.from(body), headers);
    await house.place(upload.uuid, await house.report());
    for (const column of [
      'uploader_person_id',
      'claim_hash',
      'idempotency_key',
      'file_name',
      'sha256',
      'storage_key',
    ]) {
      const select = (em: EntityManager) => em.execute(`select ${column} from attachment where id = ?`, [upload.uuid]);
      await expect(as(siti, select), column).rejects.toThrow('permission denied');
      await expect(as(budi, select), column).rejects.toThrow('permission denied');
    }
    const move = (em: EntityManager) =>
      em.execute('update attachment set report_id = null where id = ?', [upload.uuid]);
    await expect(as(budi, move)).rejects.toThrow('permission denied');

    const names = (em: EntityManager) =>
      em.execute('select id, published_name, own_file_name(id) as own from attachment where id = ?', [upload.uuid]);
    expect(await as(siti, names)).toEqual([{ id: upload.uuid, published_name: null, own: null }]);
    expect(await as(budi, names)).toEqual([{ id: upload.uuid, published_name: null, own: 'KTP Budi.jpg' }]);
    const uploads = (em: EntityManager) => em.execute('select id from own_uploads(array[?]::uuid[])', [upload.uuid]);
    expect(await as(siti, uploads)).toEqual([]);
    expect(await as(budi, uploads)).toEqual([{ id: upload.uuid }]);
  });
});
