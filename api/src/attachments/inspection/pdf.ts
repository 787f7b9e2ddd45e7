import { UploadRefused } from '../attachment.errors.ts';
import { blankJpegSegments } from './jpeg-segments.ts';
import { isPlainlyDeflated, pdfStreams, inflated, deflatedInto, type PdfStream } from './pdf-streams.ts';

/** Names whose presence anywhere means that the document does something by itself or carries another file. */
const ACTIVE =
  /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|SubmitForm|ImportData|GoToE|Movie)(?![A-Za-z0-9])|\/XFA\s*[[\d]/;
const SCRIPT = /<script\b|<\?php\b|<!doctype html/i;
/** Who wrote it, with what, for whom. */
const PERSONAL = [
  'Author',
  'Creator',
  'Producer',
  'Company',
  'Manager',
  'LastModifiedBy',
  'Keywords',
  'SourceModified',
];
const PERSONAL_IN_INFO = [...PERSONAL, 'Title', 'Subject'];
/** Writers add an end-of-line; more behind the end mark is another file. */
const MOST_BEHIND_END = 64;
const MOST_REFERENCES = 40;
const MOST_NOTES = 10_000;
/** How far around a name it is looked whether it belongs to a note. */
const NOTE_SIZE = 1_500;
const NOTE =
  /\/Subtype\s{0,9}\/(Text|FreeText|Highlight|Underline|StrikeOut|Squiggly|Stamp|Caret|Ink|Popup|Line|Square|Circle|Poly\w+)/;

/**
 * Checks a PDF and returns it without its author, title and XMP; every other byte stays where it is, so the document's
 * index stays true. A signed document is checked but not changed: taking the metadata out would break the signature,
 * and whoever signs has given their name.
 *
 * Throws ACTIVE_CONTENT, ENCRYPTED_DOCUMENT, POLYGLOT, METADATA_NOT_REMOVABLE, ZIP_BOMB or CORRUPT_FILE.
 */
export function cleanPdf(source: Buffer): Buffer {
  const text = withPlainNames(source.toString('latin1'));
  refuseSecondFile(source);
  if (/\/Encrypt(?![A-Za-z])/.test(text)) throw new UploadRefused('ENCRYPTED_DOCUMENT');
  if (ACTIVE.test(text)) throw new UploadRefused('ACTIVE_CONTENT');
  const streams = pdfStreams(source);
  const objectStreams = streams
    .filter((stream) => /\/ObjStm(?![A-Za-z])/.test(stream.dictionary))
    .map((stream) => ({ stream, content: inflated(source, stream) }));
  for (const { content } of objectStreams) {
    const inner = withPlainNames(content.toString('latin1'));
    if (ACTIVE.test(inner)) throw new UploadRefused('ACTIVE_CONTENT');
  }
  if (/\/ByteRange\s*\[/.test(text)) return source;

  const result = Buffer.from(source);
  const referenced = blankStrings(result, PERSONAL);
  blankCommentators(result);
  for (const [start, end] of infoObjects(source)) {
    referenced.push(...blankStrings(result.subarray(start, end), PERSONAL_IN_INFO));
  }
  blankReferenced(result, [...new Set(referenced)]);
  for (const { stream, content } of objectStreams) {
    const cleaned = Buffer.from(content);
    const outside = blankStrings(cleaned, looksLikeInfo(content) ? PERSONAL_IN_INFO : PERSONAL);
    blankCommentators(cleaned);
    if (outside.length > 0) throw new UploadRefused('METADATA_NOT_REMOVABLE');
    if (!cleaned.equals(content)) deflatedInto(result, stream, cleaned);
  }
  for (const stream of streams) {
    if (/\/Metadata(?![A-Za-z])/.test(stream.dictionary)) blankXmp(result, stream);
    // A picture is put into a document as the camera wrote it.
    else blankJpegSegments(result.subarray(stream.start, stream.end));
  }
  return result;
}

/** "/J#61vaScript" is "/JavaScript". */
function withPlainNames(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function refuseSecondFile(source: Buffer): void {
  const end = source.lastIndexOf('%%EOF');
  if (source.indexOf('%PDF-') !== 0 || end < 0) throw new UploadRefused('CORRUPT_FILE');
  const behind = source.subarray(end + 5);
  if (behind.length > MOST_BEHIND_END && behind.some((byte) => byte > 0x20)) throw new UploadRefused('POLYGLOT');
  if (SCRIPT.test(source.toString('latin1'))) throw new UploadRefused('POLYGLOT');
}

/** Where the objects stand that a trailer names as the document's information. */
function infoObjects(source: Buffer): [number, number][] {
  const text = source.toString('latin1');
  const named = new Set(
    [...text.matchAll(/\/Info\s{1,9}(\d{1,9}\s{1,9}\d{1,5})\s{1,9}R/g)].map((match) => match[1] ?? ''),
  );
  if (named.size > MOST_REFERENCES) throw new UploadRefused('CORRUPT_FILE');
  return [...named].flatMap((reference) => placesOf(text, reference));
}

/** Every version of an object: where it begins, behind its head, and where it ends. */
function placesOf(text: string, reference: string): [number, number][] {
  const head = new RegExp(`(?<!\\d)${reference.replace(/\s+/, '\\s{1,9}')}\\s{1,9}obj\\b`, 'g');
  return [...text.matchAll(head)].map((match): [number, number] => {
    const end = text.indexOf('endobj', match.index);
    return [match.index + match[0].length, end < 0 ? text.length : end];
  });
}

function looksLikeInfo(content: Buffer): boolean {
  return /\/(Producer|CreationDate|ModDate)(?![A-Za-z])/.test(content.toString('latin1'));
}

/**
 * Spaces over the text of `/Key (text)` and `/Key <hex>`, in place. Returns the objects that hold the text of
 * `/Key 12 0 R`, as macOS writes it.
 */
function blankStrings(bytes: Buffer, keys: readonly string[]): string[] {
  const text = bytes.toString('latin1');
  const elsewhere = new Set<string>();
  let done = 0;
  for (const match of text.matchAll(
    new RegExp(`/(?:${keys.join('|')})\\s{0,9}(\\(|<(?!<)|\\d{1,9}\\s\\d{1,5}\\sR)`, 'g'),
  )) {
    if (match.index < done) continue;
    const opener = match[1] ?? '';
    if (opener.endsWith('R')) elsewhere.add(opener.slice(0, -2));
    else done = blankString(bytes, text, match.index + match[0].length - 1);
  }
  return [...elsewhere];
}

/** Blanks the text whose opening bracket stands at `open`; returns where it ends. */
function blankString(bytes: Buffer, text: string, open: number): number {
  const hexadecimal = text[open] === '<';
  const end = hexadecimal ? text.indexOf('>', open) : endOfText(text, open + 1);
  if (end < 0) throw new UploadRefused('CORRUPT_FILE');
  bytes.fill(hexadecimal ? '20' : ' ', open + 1, end);
  return end;
}

function blankReferenced(result: Buffer, references: readonly string[]): void {
  if (references.length > MOST_REFERENCES) throw new UploadRefused('METADATA_NOT_REMOVABLE');
  const text = result.toString('latin1');
  for (const reference of references) {
    const places = placesOf(text, reference);
    const opens = places.map(([start]) => start + (/^\s{0,9}/.exec(text.slice(start, start + 9))?.[0].length ?? 0));
    const readable = opens.length > 0 && opens.every((open) => text[open] === '(' || text[open] === '<');
    if (!readable) throw new UploadRefused('METADATA_NOT_REMOVABLE');
    for (const open of opens) blankString(result, text, open);
  }
}

/** The names above the notes in the margin: `/T` of a note; the same key of a form's field is kept. */
function blankCommentators(bytes: Buffer): void {
  const text = bytes.toString('latin1');
  let done = 0;
  let seen = 0;
  for (const match of text.matchAll(/\/T\s{0,9}(?:\(|<(?!<))/g)) {
    if (match.index < done) continue;
    if (++seen > MOST_NOTES) throw new UploadRefused('METADATA_NOT_REMOVABLE');
    if (isNote(text, match.index)) done = blankString(bytes, text, match.index + match[0].length - 1);
  }
}

function isNote(text: string, at: number): boolean {
  const before = text.slice(Math.max(at - NOTE_SIZE, 0), at);
  const after = text.slice(at, at + NOTE_SIZE);
  const object = before.slice(before.lastIndexOf('endobj') + 1) + after.split('endobj', 1)[0];
  return NOTE.test(object) && !/\/Widget|\/FT\b/.test(object);
}

/** The closing bracket of a text that may contain brackets, in pairs or escaped. */
function endOfText(text: string, start: number): number {
  let open = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') open += 1;
    else if (text[at] === ')' && --open === 0) return at;
  }
  throw new UploadRefused('CORRUPT_FILE');
}

function blankXmp(result: Buffer, stream: PdfStream): void {
  // A catalog or page that merely points to metadata is no metadata stream.
  if (!/\/(Subtype\s*\/XML|Type\s*\/Metadata)(?![A-Za-z])/.test(stream.dictionary)) return;
  if (!/\/Filter/.test(stream.dictionary)) result.fill(' ', stream.start, stream.end);
  else if (isPlainlyDeflated(stream)) deflatedInto(result, stream, Buffer.from(' '));
  else throw new UploadRefused('METADATA_NOT_REMOVABLE');
}
