import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { AttachmentHouse, cameraPicture } from './attachments.fixture.ts';
import { pdf } from './inspection/document.fixture.ts';
import { phoneFilm } from './inspection/film.fixture.ts';

let house: AttachmentHouse;
beforeAll(async () => {
  house = await AttachmentHouse.open();
  return () => house.close();
});

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

describe('IDN-2 IDN-4 reading a file', () => {
  const notFound = { error: { code: 'NOT_FOUND', message: 'Not found.' } };

  /** Everything of an answer by which one might tell two apart. */
  async function told(path: string, viewer = 'public'): Promise<unknown> {
    const response = await house.get(path, { 'x-viewer': viewer });
    const headers = [...response.headers].filter(([name]) => name !== 'date');
    return { status: response.status, headers, body: await response.text() };
  }

  it('is for whoever sees the report; a confidential one answers like one that does not exist', async () => {
    const shown = await house.upload(await cameraPicture());
    await house.place(shown.uuid, await house.report());
    const hidden = await house.upload(await cameraPicture());
    const confidential = await house.report({ confidential: true });
    await house.place(hidden.uuid, confidential);
    const unknown = await told(`/attachments/${toGlobalId('Attachment', randomUUID())}`);
    expect(unknown).toMatchObject({ status: 404, body: JSON.stringify(notFound) });

    expect((await house.get(`/attachments/${shown.id}`)).status).toBe(200);
    const stranger = await house.person();
    const agency = await house.database.ownerPool.query<{ id: string }>('select id from agency limit 1');
    const officer = await house.person('LIAISON_OFFICER', agency.rows[0]!.id);
    for (const viewer of [
      'public',
      stranger,
      officer,
      await house.person('INTERN'),
      await house.person('THIRD_PARTY_APP'),
    ]) {
      for (const path of [`/attachments/${hidden.id}`, `/attachments/${hidden.id}/thumbnail`]) {
        expect(await told(path, viewer)).toEqual(unknown);
      }
    }
    for (const viewer of [await house.person('ADMIN'), await house.person('OVERSEER'), house.receiptOf(confidential)]) {
      expect((await house.get(`/attachments/${hidden.id}`, { 'x-viewer': viewer })).status).toBe(200);
    }
  });

  it('is for nobody while it is in quarantine or rejected, not even the uploader', async () => {
    const person = await house.person();
    const film = await house.upload(phoneFilm(), { 'x-viewer': person });
    await house.uploads.idle();
    await house.place(film.uuid, await house.report());
    const admin = await house.person('ADMIN');
    for (const status of ['QUARANTINED', 'REJECTED']) {
      await house.database.ownerPool.query('update attachment set status = $2 where id = $1', [film.uuid, status]);
      for (const viewer of [person, admin, 'public'])
        expect(await told(`/attachments/${film.id}`, viewer)).toMatchObject({ status: 404 });
    }
    await house.database.ownerPool.query(`update attachment set status = 'READY' where id = $1`, [film.uuid]);
    expect(await told(`/attachments/${film.id}`, person)).toMatchObject({ status: 200 });
  });

  it('is for the uploader alone until it is attached', async () => {
    const person = await house.person();
    const taken = await house.upload(await cameraPicture(), { 'x-viewer': person });
    expect((await house.get(`/attachments/${taken.id}`, { 'x-viewer': person })).status).toBe(200);
    for (const viewer of ['public', await house.person('ADMIN')]) {
      expect((await house.get(`/attachments/${taken.id}`, { 'x-viewer': viewer })).status).toBe(404);
    }
  });

  it('shows the name a reporter gave it to nobody else', async () => {
    const person = await house.person();
    const headers = { 'x-viewer': person, 'x-file-name': 'KTP-Budi.jpg' };
    const taken = await house.upload(await cameraPicture(), headers);
    await house.place(taken.uuid, await house.report());
    const seen = (await house.get(`/attachments/${taken.id}`)).headers.get('content-disposition');
    expect(seen).not.toContain('Budi');
    expect(seen).toContain(`lampiran-${taken.uuid.slice(-8)}.jpg`);
    expect((await house.get(`/attachments/${taken.id}`, headers)).headers.get('content-disposition')).toContain(
      'KTP-Budi.jpg',
    );
  });

  it('comes with headers that let it do nothing', async () => {
    const picture = await house.upload(await cameraPicture());
    const document = await house.upload(pdf());
    await house.uploads.idle();
    const report = await house.report();
    for (const taken of [picture, document]) await house.place(taken.uuid, report);
    const { headers } = await house.get(`/attachments/${picture.id}`);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('content-disposition')).toMatch(/^inline;/);
    const saved = await house.get(`/attachments/${document.id}`);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect((await house.get(`/attachments/${document.id}/thumbnail`)).status).toBe(404);
  });

  it('has a thumbnail of at most 320 pixels for a picture', async () => {
    const taken = await house.upload(await cameraPicture());
    await house.place(taken.uuid, await house.report());
    const response = await house.get(`/attachments/${taken.id}/thumbnail`);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(await sharp(await bytesOf(response)).metadata()).toMatchObject({ width: 200, height: 320 });
  });

  it('delivers parts of a film, and nothing again that the reader has', async () => {
    const taken = await house.upload(phoneFilm());
    await house.uploads.idle();
    await house.place(taken.uuid, await house.report());
    const path = `/attachments/${taken.id}`;
    const whole = await house.get(path);
    const all = await bytesOf(whole);
    const etag = whole.headers.get('etag') ?? '';
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    const part = await house.get(path, { range: 'bytes=4-7' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 4-7/${all.length}`]);
    expect((await bytesOf(part)).toString()).toBe('ftyp');
    expect((await house.get(path, { range: 'bytes=999999-' })).status).toBe(416);
    expect((await house.get(path, { range: 'bytes=4-7', 'if-range': '"other"' })).status).toBe(200);
    expect((await house.get(path, { 'if-none-match': etag })).status).toBe(304);
    const head = await fetch(house.url + path, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(all.length)]);
  });

  it('does not fail when the reader leaves in the middle', async () => {
    const taken = await house.upload(await cameraPicture('png', 2000, 1500));
    await house.place(taken.uuid, await house.report());
    const abort = new AbortController();
    const response = await fetch(`${house.url}/attachments/${taken.id}`, { signal: abort.signal });
    abort.abort();
    await response.arrayBuffer().catch(() => undefined);
    expect((await house.get(`/attachments/${taken.id}`)).status).toBe(200);
    expect(house.errors).toEqual([]);
  });

  it('tells how the check went to the uploader alone', async () => {
    const taken = await house.upload(await cameraPicture());
    const path = `/attachments/${taken.id}/status`;
    expect((await house.get(path, { 'x-claim-token': taken.claimToken ?? '' })).status).toBe(200);
    for (const token of ['', 'x', 'A'.repeat(22)]) {
      expect((await house.get(path, { 'x-claim-token': token })).status).toBe(404);
    }
    expect((await house.get('/attachments/nonsense/status')).status).toBe(404);
    expect((await house.get(`/attachments/${toGlobalId('Report', taken.uuid)}`)).status).toBe(404);
  });
});
