import { constants, deflateSync, inflateSync } from 'node:zlib';
import { UploadRefused } from '../attachment.errors.ts';

/** A stream of a PDF: the dictionary before it (names written plainly) and where its bytes stand. */
export interface PdfStream {
  readonly dictionary: string;
  readonly start: number;
  readonly end: number;
}

const LONGEST_INFLATED = 32 * 1024 * 1024;

/** More than any honest document has; bounds how long a hostile one keeps us busy. */
const MOST_STREAMS = 50_000;
const LONGEST_DICTIONARY = 4_096;

/** Every place that a reader could take for a stream; rather one too many than one too few. */
export function pdfStreams(source: Buffer): PdfStream[] {
  const streams: PdfStream[] = [];
  let end = -1;
  for (let at = source.indexOf('stream'); at >= 0; at = source.indexOf('stream', at + 6)) {
    if (source.toString('latin1', at - 3, at) === 'end') continue;
    if (streams.length > MOST_STREAMS) throw new UploadRefused('CORRUPT_FILE');
    const start = afterLineEnd(source, at + 6);
    if (end < start) end = source.indexOf('endstream', start);
    if (end < 0) end = source.length;
    const dictionary = dictionaryBefore(source, at);
    if (dictionary.includes('<<')) streams.push({ dictionary, start, end });
  }
  return streams;
}

function dictionaryBefore(source: Buffer, at: number): string {
  const near = source.subarray(Math.max(at - LONGEST_DICTIONARY, 0), at);
  return near
    .toString('latin1', near.lastIndexOf('obj') + 1)
    .replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function afterLineEnd(source: Buffer, at: number): number {
  const next = source[at] === 0x0d ? at + 1 : at;
  return source[next] === 0x0a ? next + 1 : next;
}

/** Flate alone, without a predictor: all that writers use for objects and metadata. */
export function isPlainlyDeflated(stream: PdfStream): boolean {
  const filter = /\/Filter\s*\[?\s*\/(\w+)\s*(\/\w+)?/.exec(stream.dictionary);
  const another = filter?.[2]?.startsWith('/') && /\/Filter\s*\[/.test(stream.dictionary);
  return filter?.[1] === 'FlateDecode' && !another && !/\/Predictor/.test(stream.dictionary);
}

/** The bytes of a stream of objects. What cannot be read cannot be checked, and is refused. */
export function inflated(source: Buffer, stream: PdfStream): Buffer {
  const bytes = source.subarray(stream.start, stream.end);
  if (!/\/Filter/.test(stream.dictionary)) return bytes;
  if (!isPlainlyDeflated(stream)) throw new UploadRefused('ACTIVE_CONTENT');
  try {
    return inflateSync(bytes, { maxOutputLength: LONGEST_INFLATED, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    const tooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new UploadRefused(tooLong ? 'ZIP_BOMB' : 'CORRUPT_FILE');
  }
}

/** Writes new content into the stream's place; readers stop at the end of the compressed data and ignore the rest. */
export function deflatedInto(target: Buffer, stream: PdfStream, content: Buffer): void {
  const room = stream.end - stream.start;
  const bytes = /\/Filter/.test(stream.dictionary) ? deflateSync(content, { level: 9 }) : content;
  if (bytes.length > room) throw new UploadRefused('METADATA_NOT_REMOVABLE');
  bytes.copy(target, stream.start);
  target.fill(0, stream.start + bytes.length, stream.end);
}
