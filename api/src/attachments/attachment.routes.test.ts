import { randomBytes, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { AttachmentHouse, cameraPicture, MAX_BYTES, ORIGIN } from './attachments.fixture.ts';
import { letter, pdf, zip } from './inspection/document.fixture.ts';
import { phoneFilm, webmFilm } from './inspection/film.fixture.ts';

let house: AttachmentHouse;
beforeAll(async () => {
  house = await AttachmentHouse.open();
  return () => house.close();
});

describe('INT-7 taking a file', () => {
  it('answers with what was found in it, and a claim of 128 bits for whoever has no account', async () => {
    const taken = await house.upload(await cameraPicture(), {
      'x-file-name': encodeURIComponent('/home/budi/jalan é.PNG'),
    });
    expect(taken).toMatchObject({ status: 'READY', fileName: 'jalan é.jpg', mediaType: 'image/jpeg' });
    expect(taken.id).toBe(toGlobalId('Attachment', taken.uuid));
    expect(taken.claimToken).toMatch(/^[A-Za-z0-9_-]{22}$/);
    const row = await house.row(taken.uuid);
    expect(Number(row['byte_size'])).toBe(taken.byteSize);
    expect(JSON.stringify(row)).not.toContain(taken.claimToken);
  });

  it('gives no claim to whoever is signed in: their account is the claim', async () => {
    const person = await house.person();
    const taken = await house.upload(await cameraPicture(), { 'x-viewer': person });
    expect(taken.claimToken).toBeNull();
    expect((await house.row(taken.uuid))['uploader_person_id']).toBe(person);
  });

  it('takes the one file of a form', async () => {
    const form = new FormData();
    form.set('note', 'jalan rusak');
    form.set('file', new Blob([new Uint8Array(await cameraPicture('png'))]), 'jalan.png');
    const response = await house.post(form);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ fileName: 'jalan.png', mediaType: 'image/png', status: 'READY' });
  });

  it('stores of a picture nothing but what is visible', async () => {
    const taken = await house.upload(await cameraPicture());
    const stored = await sharp(await bytesFrom(`ready/${taken.uuid}`)).metadata();
    expect([stored.exif, stored.xmp, stored.width, stored.height]).toEqual([undefined, undefined, 400, 640]);
    expect(await house.storage.head(`quarantine/${taken.uuid}`)).toBeNull();
  });

  it.each([
    ['an MP4 film', () => phoneFilm({ positions: 'meta' }), 'video/mp4'],
    ['a QuickTime film', () => phoneFilm({ brand: 'qt  ' }), 'video/quicktime'],
    ['a WebM film', () => webmFilm(true), 'video/webm'],
    ['a PDF', () => pdf(['<< /Author (MARKED) >>'], '/Info 4 0 R'), 'application/pdf'],
    ['a DOCX', letter, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ])(
    'keeps %s in quarantine until it is checked, then without hidden names and places',
    async (_what, make, mediaType) => {
      const taken = await house.upload(await make());
      expect(taken).toMatchObject({ status: 'QUARANTINED', mediaType });
      await house.uploads.idle();
      expect(await house.row(taken.uuid)).toMatchObject({ status: 'READY', media_type: mediaType });
      if (mediaType !== 'video/quicktime')
        expect((await bytesFrom(`ready/${taken.uuid}`)).includes('MARKED')).toBe(false);
      expect(await house.storage.head(`quarantine/${taken.uuid}`)).toBeNull();
    },
  );

  async function bytesFrom(key: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of await house.storage.get(key)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
});

describe('INT-7 refusing a file', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, number, string]>([
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 415, 'TYPE_NOT_ALLOWED'],
    ['an SVG in XML', () => Buffer.from('<?xml version="1.0"?><svg/>'), 415, 'TYPE_NOT_ALLOWED'],
    ['HTML', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 415, 'TYPE_NOT_ALLOWED'],
    ['a text', () => Buffer.from('just text'), 415, 'TYPE_NOT_ALLOWED'],
    ['a Windows program', () => Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(500)]), 415, 'TYPE_NOT_ALLOWED'],
    [
      'a Linux program',
      () => Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(500)]),
      415,
      'TYPE_NOT_ALLOWED',
    ],
    ['a script', () => Buffer.from('#!/bin/sh\nrm -rf /'), 415, 'TYPE_NOT_ALLOWED'],
    ['a GIF that is a script', () => Buffer.from('GIF89a/*\0\0*/=1;alert(1)'), 415, 'TYPE_NOT_ALLOWED'],
    ['a zip', () => zip({ 'a.txt': 'x' }), 415, 'TYPE_NOT_ALLOWED'],
    ['a zip bomb', () => letter({ 'word/media/a.emf': Buffer.alloc(40_000_000) }), 422, 'ZIP_BOMB'],
    ['half a picture', async () => (await cameraPicture()).subarray(0, 300), 422, 'CORRUPT_FILE'],
    [
      'a HEIC picture',
      () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]),
      415,
      'HEIC_NOT_SUPPORTED',
    ],
    ['nothing', () => Buffer.alloc(0), 422, 'EMPTY_FILE'],
  ])('refuses %s', async (_what, make, status, code) => {
    expect(await house.refusal(await make(), { 'content-type': 'image/jpeg' })).toEqual([status, code]);
  });

  it.each([
    ['a PDF with a script', () => pdf(['<< /S /JavaScript /JS (x) >>']), 'ACTIVE_CONTENT'],
    ['a PDF that is a page of HTML', () => pdf(['(<script>)']), 'POLYGLOT'],
    ['a DOCX with macros', () => letter({ 'word/vbaProject.bin': 'x' }), 'ACTIVE_CONTENT'],
    ['a film that is none', () => phoneFilm().subarray(0, 40), 'CORRUPT_FILE'],
  ])('rejects %s in quarantine, and nothing of it remains', async (_what, make, code) => {
    const taken = await house.upload(await make());
    await house.uploads.idle();
    expect(await house.row(taken.uuid)).toMatchObject({ status: 'REJECTED', rejection: code });
    expect(await house.storage.head(`quarantine/${taken.uuid}`)).toBeNull();
    expect(await house.storage.head(`ready/${taken.uuid}`)).toBeNull();
    const status = await house.get(`/attachments/${taken.id}/status`, { 'x-claim-token': taken.claimToken ?? '' });
    expect(await status.json()).toMatchObject({ status: 'REJECTED', rejection: code });
  });

  it('stops reading one byte past the limit, whether the length is announced or not', async () => {
    const before = await house.count();
    const large = Buffer.concat([await cameraPicture(), randomBytes(MAX_BYTES * 3)]);
    expect(await house.refusal(large)).toEqual([413, 'TOO_LARGE']);
    const chunked = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    // This one never ends by itself.
    const response = await house.post(chunked).catch(() => null);
    if (response) expect(response.status).toBe(413);
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(large)]), 'large.jpg');
    expect((await house.post(form)).status).toBe(413);
    expect(await house.count()).toBe(before);
  });

  it('refuses a form with no file, with two, and one that ends in the middle', async () => {
    const none = new FormData();
    none.set('note', 'x');
    expect((await house.post(none)).status).toBe(400);
    const two = new FormData();
    for (const name of ['a', 'b']) two.append(name, new Blob([new Uint8Array(await cameraPicture())]), 'a.jpg');
    const response = await house.post(two);
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'MORE_THAN_ONE_FILE' } }]);
    const half = Buffer.from('--x\r\nContent-Disposition: form-data; name="f"; filename="a.jpg"\r\n\r\nbytes');
    expect(await house.refusal(half, { 'content-type': 'multipart/form-data; boundary=x' })).toEqual([
      400,
      'UPLOAD_BROKEN_OFF',
    ]);
    expect(await house.refusal(half, { 'content-type': 'multipart/form-data' })).toEqual([400, 'NO_FILE']);
  });

  it('refuses a form sent by another site in the name of its visitor', async () => {
    expect(await house.refusal(await cameraPicture(), { origin: 'https://evil.example' })).toEqual([
      403,
      'ORIGIN_NOT_ALLOWED',
    ]);
    expect((await house.upload(await cameraPicture(), { origin: ORIGIN })).status).toBe('READY');
  });

  it('leaves nothing behind of an upload that breaks off', async () => {
    const before = await house.count();
    await new Promise<void>((resolve) => {
      const upload = httpRequest(`${house.url}/attachments`, {
        method: 'POST',
        headers: { 'content-length': '500000' },
      });
      upload.on('error', () => resolve());
      upload.write(randomBytes(50_000), () => upload.destroy());
      upload.on('close', () => resolve());
    });
    await expect
      .poll(async () => (await house.files()).filter((name) => /^[0-9a-f-]{36}$/.test(name) && !name.startsWith('01')))
      .toEqual([]);
    expect(await house.count()).toBe(before);
    expect(house.errors).toEqual([]);
  });
});

describe('INT-7 one Idempotency-Key', () => {
  it('fifty times at the same moment is one upload and one answer', async () => {
    const picture = await cameraPicture();
    const key = randomUUID();
    const before = await house.count();
    const person = await house.person();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => house.upload(picture, { 'idempotency-key': key, 'x-viewer': person })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe('READY');
    expect(await house.count()).toBe(before + 1);
  });

  it('gives somebody without an account the same claim again', async () => {
    const picture = await cameraPicture();
    const headers = { 'idempotency-key': randomUUID() };
    expect(await house.upload(picture, headers)).toEqual(await house.upload(picture, headers));
  });

  it('refuses the same file again for the same reason', async () => {
    const half = (await cameraPicture()).subarray(0, 300);
    const headers = { 'idempotency-key': randomUUID() };
    expect(await house.refusal(half, headers)).toEqual([422, 'CORRUPT_FILE']);
    expect(await house.refusal(half, headers)).toEqual([422, 'CORRUPT_FILE']);
  });

  it('is refused for another file, and for whatever is no UUID', async () => {
    const key = randomUUID();
    await house.upload(await cameraPicture(), { 'idempotency-key': key });
    expect(await house.refusal(await cameraPicture('png'), { 'idempotency-key': key })).toEqual([
      409,
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    expect(await house.refusal(await cameraPicture(), { 'idempotency-key': 'x' })).toEqual([
      400,
      'INVALID_IDEMPOTENCY_KEY',
    ]);
  });

  it('of two people is two uploads', async () => {
    const picture = await cameraPicture();
    const key = randomUUID();
    const first = await house.upload(picture, { 'idempotency-key': key, 'x-viewer': await house.person() });
    const second = await house.upload(picture, { 'idempotency-key': key, 'x-viewer': await house.person() });
    expect(first.uuid).not.toBe(second.uuid);
  });
});
