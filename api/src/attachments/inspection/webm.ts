import { UploadRefused } from '../attachment.errors.ts';
import type { Edit, RandomAccess } from './file-edits.ts';

interface Element {
  readonly id: number;
  readonly offset: number;
  readonly content: number;
  /** Null while the length is not known: live recordings (browsers) never go back to write it. */
  readonly end: number | null;
}

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const CLUSTER = 0x1f43b675;
/** Tags (place, owner, device) and attached files. */
const REMOVED_FROM_SEGMENT = new Set([0x1254c367, 0x1941a469, 0xec]);
/** Title and the names of this, the previous and the next file; a checksum that would no longer fit. */
const REMOVED_FROM_INFO = new Set([0x7ba9, 0x7384, 0x3c83ab, 0x3e83bb, 0xbf, 0xec]);
const MOST_ELEMENTS = 2_000_000;

/** The edits that take place, owner and attached files out of a WebM film; `Void` elements of the same length remain. */
export async function webmRedactions(film: RandomAccess): Promise<Edit[]> {
  const head = await elementAt(film, 0);
  if (head.id !== EBML || head.end === null) throw new UploadRefused('CORRUPT_FILE');
  const segment = await elementAt(film, head.end);
  const segmentEnd = segment.end ?? film.size;
  // Bytes behind the film are no part of it, and a place to hide another file.
  if (segment.id !== SEGMENT || segmentEnd !== film.size) throw new UploadRefused('POLYGLOT');
  const edits: Edit[] = [];
  let offset = segment.content;
  for (let seen = 0; offset < segmentEnd; seen += 1) {
    if (seen > MOST_ELEMENTS) throw new UploadRefused('CORRUPT_FILE');
    const element = await elementAt(film, offset);
    if (REMOVED_FROM_SEGMENT.has(element.id)) edits.push(asVoid(element));
    if (element.id === INFO) edits.push(...(await redactionsOfInfo(film, element)));
    // Inside a cluster of unknown length its parts are simply the next elements.
    const entered = element.end === null && element.id === CLUSTER;
    if (element.end === null && !entered) throw new UploadRefused('CORRUPT_FILE');
    offset = entered ? element.content : element.end!;
  }
  return edits;
}

async function redactionsOfInfo(film: RandomAccess, info: Element): Promise<Edit[]> {
  const edits: Edit[] = [];
  if (info.end === null) throw new UploadRefused('CORRUPT_FILE');
  for (let offset = info.content; offset < info.end;) {
    const element = await elementAt(film, offset);
    if (element.end === null || element.end > info.end) throw new UploadRefused('CORRUPT_FILE');
    if (REMOVED_FROM_INFO.has(element.id)) edits.push(asVoid(element));
    offset = element.end;
  }
  return edits;
}

async function elementAt(film: RandomAccess, offset: number): Promise<Element> {
  const bytes = await film.read(offset, Math.min(12, film.size - offset));
  const idLength = lengthOfNumber(bytes[0] ?? 0, 4);
  const sizeLength = lengthOfNumber(bytes[idLength] ?? 0, 8);
  if (bytes.length < idLength + sizeLength) throw new UploadRefused('CORRUPT_FILE');
  const id = bytes.readUIntBE(0, idLength);
  const mask = 2 ** (8 - sizeLength) - 1;
  let size = BigInt((bytes[idLength] ?? 0) & mask);
  for (let i = 1; i < sizeLength; i += 1) size = (size << 8n) | BigInt(bytes[idLength + i] ?? 0);
  const content = offset + idLength + sizeLength;
  if (size === (1n << BigInt(7 * sizeLength)) - 1n) return { id, offset, content, end: null };
  const end = content + Number(size);
  if (end > film.size) throw new UploadRefused('CORRUPT_FILE');
  return { id, offset, content, end };
}

/** The first byte says by its leading zeros how many bytes the number has. */
function lengthOfNumber(first: number, most: number): number {
  const length = Math.clz32(first) - 23;
  if (first === 0 || length > most) throw new UploadRefused('CORRUPT_FILE');
  return length;
}

function asVoid(element: Element): Edit {
  const { offset, end } = element;
  if (end === null) throw new UploadRefused('METADATA_NOT_REMOVABLE');
  const total = end - offset;
  if (total < 9) return { offset, bytes: Buffer.from([0xec, 0x80 | (total - 2)]), zeros: total - 2 };
  const header = Buffer.alloc(9);
  header[0] = 0xec;
  header[1] = 0x01;
  header.writeUIntBE(total - 9, 3, 6);
  return { offset, bytes: header, zeros: total - 9 };
}
