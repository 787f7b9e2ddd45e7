import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import yauzl from 'yauzl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cameraPicture } from '../attachments.fixture.ts';
import { letter, sheet, zip } from './document.fixture.ts';
import { cleanOfficeDocument } from './office.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tuntas-office-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function cleaned(bytes: Buffer): Promise<{ mediaType: string; bytes: Buffer; parts: Map<string, Buffer> }> {
  const source = join(directory, randomUUID());
  const target = join(directory, randomUUID());
  await writeFile(source, bytes);
  const mediaType = await cleanOfficeDocument(source, target);
  const result = await readFile(target);
  const parts = new Map<string, Buffer>();
  const file = await yauzl.fromBufferPromise(result);
  for await (const entry of file.eachEntry()) {
    parts.set(entry.fileName, await buffer(await file.openReadStreamPromise(entry)));
  }
  return { mediaType, bytes: result, parts };
}

const everything = (parts: Map<string, Buffer>): string => Buffer.concat([...parts.values()]).toString('latin1');

/** The same zip with another claim about its first part's unpacked size. */
function lying(bytes: Buffer, claimed: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(claimed, copy.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24);
  return copy;
}

describe('IDN-2 office documents', () => {
  it('lose their writer wherever Word names them, and keep their text', async () => {
    const { mediaType, parts } = await cleaned(await letter());
    expect(mediaType).toMatch(/wordprocessingml\.document$/);
    expect(everything(parts)).not.toContain('MARKED');
    expect(everything(parts)).toContain('Isi surat');
    expect(parts.get('docProps/app.xml')?.toString()).toContain('<Pages>1</Pages>');
  });

  it('lose their writer wherever Excel names them', async () => {
    const { mediaType, parts } = await cleaned(await sheet());
    expect(mediaType).toMatch(/spreadsheetml\.sheet$/);
    expect(everything(parts)).not.toContain('MARKED');
  });

  it('lose place and camera of the pictures in them, whatever those are called', async () => {
    const { parts } = await cleaned(await letter({ 'word/media/image1.png': await cameraPicture('jpeg') }));
    const picture = parts.get('word/media/image1.png')!;
    const facts = await sharp(picture).metadata();
    expect([facts.format, facts.exif]).toEqual(['jpeg', undefined]);
    expect(picture.includes('MARKED')).toBe(false);
  });

  it('come out again when they go in again', async () => {
    const once = await cleaned(await letter());
    expect((await cleaned(once.bytes)).bytes.equals(once.bytes)).toBe(true);
  });

  it('may link to a page, which waits for a click', async () => {
    const link =
      '<Relationships><Relationship Type="http://x/hyperlink" Target="https://example.org" TargetMode="External"/></Relationships>';
    const { parts } = await cleaned(await letter({ 'word/_rels/document.xml.rels': link }));
    expect(parts.get('word/_rels/document.xml.rels')?.toString()).toBe(link);
  });
});

describe('INT-7 office documents that act by themselves', () => {
  const outside = (type: string, mode = 'External'): string =>
    `<Relationships><Relationship Type="http://x/${type}" Target="http://evil.example/x" TargetMode="${mode}"/></Relationships>`;

  it.each<[string, Record<string, string>]>([
    ['macros', { 'word/vbaProject.bin': 'x' }],
    ['controls', { 'word/activeX/activeX1.xml': '<x/>' }],
    ['embedded files', { 'word/embeddings/oleObject1.bin': 'x' }],
    ['a program', { 'word/media/run.exe': 'MZ' }],
    ['a web page', { 'word/afchunk.html': '<script>' }],
    ['a picture fetched from outside', { 'word/_rels/document.xml.rels': outside('image') }],
    ['an object fetched from outside', { 'word/_rels/document.xml.rels': outside('oleObject') }],
    ['a relation that hides what it is', { 'word/_rels/document.xml.rels': outside('oleObject', '&#69;xternal') }],
    ['an automatic data exchange', { 'word/header1.xml': '<w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>' }],
    ['an entity', { 'word/header1.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }],
  ])('are refused: %s', async (_what, parts) => {
    await expect(cleaned(await letter(parts))).rejects.toMatchObject({ code: 'ACTIVE_CONTENT' });
  });

  it('are refused in an encoding that hides it', async () => {
    const hidden = Buffer.from('\ufeff<!DOCTYPE x>', 'utf16le');
    await expect(cleaned(await letter({ 'word/header1.xml': hidden }))).rejects.toMatchObject({ code: 'CORRUPT_FILE' });
  });
});

describe('INT-7 zips', () => {
  it('that unpack to hundreds of times their size are refused', async () => {
    const bomb = await letter({ 'word/media/bomb.emf': Buffer.alloc(30_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(cleaned(bomb)).rejects.toMatchObject({ code: 'ZIP_BOMB' });
  });

  it('that claim to be smaller than they are are refused when they prove otherwise', async () => {
    const bomb = lying(await zip({ '[Content_Types].xml': ' '.repeat(5_000_000), 'word/document.xml': '<x/>' }), 1000);
    await expect(cleaned(bomb)).rejects.toMatchObject({ code: 'ZIP_BOMB' });
  });

  it('whose parts share bytes are refused', async () => {
    const bytes = await letter();
    const first = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    const second = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'), first + 4);
    bytes.writeUInt32LE(bytes.readUInt32LE(first + 42), second + 42);
    await expect(cleaned(bytes)).rejects.toMatchObject({ code: 'ZIP_BOMB' });
  });

  it('with thousands of parts are refused', async () => {
    const parts = Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`word/p${i}.xml`, '']));
    await expect(cleaned(await letter(parts))).rejects.toMatchObject({ code: 'ZIP_BOMB' });
  });

  it('that are no document are refused', async () => {
    await expect(cleaned(await zip({ 'a.txt': 'x' }))).rejects.toMatchObject({ code: 'TYPE_NOT_ALLOWED' });
    await expect(
      cleaned(await zip({ '[Content_Types].xml': '<x/>', 'ppt/presentation.xml': '<x/>' })),
    ).rejects.toMatchObject({
      code: 'TYPE_NOT_ALLOWED',
    });
  });

  it('with something in front or a part twice are refused', async () => {
    const inFront = Buffer.concat([Buffer.from('GIF89a<script>'), await letter()]);
    await expect(cleaned(inFront)).rejects.toMatchObject({ code: expect.stringMatching(/POLYGLOT|CORRUPT_FILE/) });
    await expect(cleaned(await letter({ 'WORD/document.xml': '<y/>' }))).rejects.toMatchObject({ code: 'POLYGLOT' });
  });

  it('with a password are refused', async () => {
    const bytes = await letter();
    const entry = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 1, entry + 8);
    await expect(cleaned(bytes)).rejects.toMatchObject({ code: 'ENCRYPTED_DOCUMENT' });
  });

  it('that are cut or damaged anywhere are refused with a code, never with a surprise', async () => {
    const bytes = await letter();
    for (let at = 0; at < bytes.length; at += 37) {
      const damaged = Buffer.from(bytes);
      damaged[at] = 0xff;
      for (const broken of [bytes.subarray(0, at), damaged]) {
        await cleaned(broken).catch((error: unknown) => expect(error).toHaveProperty('name', 'UploadRefused'));
      }
    }
  });
});
