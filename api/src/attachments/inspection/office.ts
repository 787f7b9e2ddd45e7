import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Transform, type Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import yazl from 'yazl';
import { UploadRefused } from '../attachment.errors.ts';
import { cleanImage } from './image.ts';
import { withoutAuthors } from './office-authors.ts';

/** Bounds of what a document may unpack to; a bomb passes one of them long before memory or disk notices. */
const MOST_ENTRIES = 2_000;
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_BYTES_PER_PART = 64 * 1024 * 1024;
/** Sheets of numbers compress 20 to 50 times; above this, with more than a little in it, nothing honest does. */
const HIGHEST_RATIO = 200;
const RATIO_COUNTS_FROM = 1024 * 1024;

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Macros, controls, embedded objects and anything that is itself a program or another archive. */
const ACTIVE_PART =
  /(^|\/)(vbaProject|vbaData|activeX|embeddings|ctrlProps|macrosheets|customUI|externalLinks|queryTables)|\.(bin|exe|dll|js|vbs|html?|svg|hta|jar|zip|docm|xlsm|ole|lnk)$/i;
const ACTIVE_MARKUP = /DDEAUTO|<ddeLink|macroEnabled|<!DOCTYPE|<!ENTITY/i;
const PRINTER_SETTINGS = /^xl\/printerSettings\/printerSettings\d+\.bin$/;

/** Which document a zip is, by its directory alone. Throws TYPE_NOT_ALLOWED, ZIP_BOMB, ENCRYPTED_DOCUMENT, POLYGLOT or CORRUPT_FILE. */
export function officeMediaType(source: string): Promise<string> {
  return withZip(source, async (zip) => typeOf(await listed(zip)));
}

/**
 * Reads a DOCX or XLSX, within bounds, and writes the same document anew to `target`: without the names of authors,
 * without place and camera in its pictures, without bytes that belong to no part. Returns the media type.
 * Throws what `officeMediaType` throws, and ACTIVE_CONTENT.
 */
export function cleanOfficeDocument(source: string, target: string): Promise<string> {
  return withZip(source, async (zip) => {
    const entries = await listed(zip);
    const mediaType = typeOf(entries);
    await rewritten(zip, entries, target);
    return mediaType;
  });
}

async function withZip<T>(source: string, work: (zip: ZipFile) => Promise<T>): Promise<T> {
  const zip = await yauzl.openPromise(source, { strictFileNames: true, autoClose: false }).catch(() => {
    throw new UploadRefused('CORRUPT_FILE');
  });
  try {
    return await work(zip);
  } catch (error) {
    throw error instanceof UploadRefused ? error : asRefusal(error);
  } finally {
    zip.close();
  }
}

async function listed(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MOST_ENTRIES) throw new UploadRefused('ZIP_BOMB');
  const entries: Entry[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    total += entry.uncompressedSize;
    if (entry.isEncrypted()) throw new UploadRefused('ENCRYPTED_DOCUMENT');
    if (total > MOST_BYTES || entry.uncompressedSize > MOST_BYTES_PER_PART || isBlownUp(entry)) {
      throw new UploadRefused('ZIP_BOMB');
    }
  }
  if (entries[0] && Math.min(...entries.map((entry) => entry.relativeOffsetOfLocalHeader)) > 0) {
    throw new UploadRefused('POLYGLOT');
  }
  refuseOverlaps(entries);
  return entries;
}

function isBlownUp({ uncompressedSize, compressedSize }: Entry): boolean {
  return uncompressedSize > RATIO_COUNTS_FROM && uncompressedSize > compressedSize * HIGHEST_RATIO;
}

/** Parts that share bytes are how a small zip unpacks to petabytes without any part looking suspicious. */
function refuseOverlaps(entries: readonly Entry[]): void {
  const places = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  const names = new Set(entries.map((entry) => entry.fileName.toLowerCase()));
  if (names.size !== entries.length) throw new UploadRefused('POLYGLOT');
  let freeFrom = 0;
  for (const entry of places) {
    if (entry.relativeOffsetOfLocalHeader < freeFrom) throw new UploadRefused('ZIP_BOMB');
    freeFrom = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize;
  }
}

function typeOf(entries: readonly Entry[]): string {
  const names = new Set(entries.map((entry) => entry.fileName));
  if (!names.has('[Content_Types].xml')) throw new UploadRefused('TYPE_NOT_ALLOWED');
  if (names.has('word/document.xml')) return DOCX;
  if (names.has('xl/workbook.xml')) return XLSX;
  throw new UploadRefused('TYPE_NOT_ALLOWED');
}

async function rewritten(zip: ZipFile, entries: readonly Entry[], target: string): Promise<void> {
  const copy = new yazl.ZipFile();
  const written = pipeline(copy.outputStream, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
  // The failure of a part comes first and is the one to report.
  written.catch(() => undefined);
  // One moment for all parts: when each was saved is nobody's business.
  const options = { mtime: new Date(Date.UTC(1980, 0, 1, 12)), forceDosTimestamp: true };
  for (const entry of entries) {
    if (entry.fileName.endsWith('/')) continue;
    if (ACTIVE_PART.test(entry.fileName) && !PRINTER_SETTINGS.test(entry.fileName)) {
      throw new UploadRefused('ACTIVE_CONTENT');
    }
    copy.addBuffer(await cleanPart(entry.fileName, await contentOf(zip, entry)), entry.fileName, options);
  }
  copy.end();
  await written;
}

async function cleanPart(name: string, bytes: Buffer): Promise<Buffer> {
  // What a printer's driver remembers includes the names of the user and the machine.
  if (PRINTER_SETTINGS.test(name)) return Buffer.alloc(0);
  if (/(^|\/)media\/|^docProps\/thumbnail/i.test(name)) return cleanPicture(bytes);
  if (!/\.(xml|rels|vml)$/i.test(name)) return bytes;
  const text = readable(bytes);
  if (ACTIVE_MARKUP.test(text)) throw new UploadRefused('ACTIVE_CONTENT');
  const cleaned = withoutAuthors(name, text);
  if (name.endsWith('.rels')) refuseOutsideRelations(cleaned);
  return cleaned === text ? bytes : Buffer.from(cleaned, 'utf8');
}

/** Pictures whose format carries place and camera are drawn anew, in the format they have whatever they are called. */
async function cleanPicture(bytes: Buffer): Promise<Buffer> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, 4096));
  if (found?.mime !== 'image/jpeg' && found?.mime !== 'image/png' && found?.mime !== 'image/webp') return bytes;
  return (await cleanImage(bytes, found.mime)).bytes;
}

/** A relation to the outside is fetched when the document is opened, unless it is a link that waits for a click. */
function refuseOutsideRelations(text: string): void {
  for (const [tag] of text.matchAll(/<[^<>]*>/g)) {
    const hidden = tag.includes('&#');
    const outside = /TargetMode\s*=\s*["']External/i.test(tag) && !/Type\s*=\s*["'][^"']*\/hyperlink["']/.test(tag);
    if (hidden || outside) throw new UploadRefused('ACTIVE_CONTENT');
  }
}

/** Markup in another encoding would pass the checks unread; office programs write UTF-8. */
function readable(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UploadRefused('CORRUPT_FILE');
  }
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const stream: Readable = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let length = 0;
  const bounded = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      // What the directory says of the size is a claim; this is the fact.
      if (length > Math.max(entry.uncompressedSize, 1)) return done(new UploadRefused('ZIP_BOMB'));
      chunks.push(chunk);
      done();
    },
  });
  await pipeline(stream, bounded);
  return Buffer.concat(chunks);
}

function asRefusal(error: unknown): unknown {
  const text = error instanceof Error ? error.message : '';
  if (/too many bytes|overlap/i.test(text)) return new UploadRefused('ZIP_BOMB');
  const system = error instanceof Error && 'code' in error && 'syscall' in error;
  return system ? error : new UploadRefused('CORRUPT_FILE');
}
