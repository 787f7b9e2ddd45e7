import { UploadRefused } from '../attachment.errors.ts';
import type { Edit, RandomAccess } from './file-edits.ts';

interface Box {
  readonly type: string;
  /** Where the header starts. */
  readonly offset: number;
  /** Where the content starts. */
  readonly content: number;
  readonly end: number;
}

/**
 * What a film needs to play, by place. Everything else is overwritten as a `free` box: `udta` and `meta` (GPS,
 * device, owner), `uuid` (XMP, vendors' additions), old free space and boxes nobody knows.
 */
const NEEDED_AT_TOP = new Set(['ftyp', 'styp', 'moov', 'moof', 'mdat', 'sidx', 'ssix', 'mfra', 'wide']);
const NEEDED_IN_MOOV = new Set(['mvhd', 'trak', 'mvex', 'iods']);
/** Below those, what is never needed wherever it stands. */
const NEVER_NEEDED = new Set(['udta', 'meta', 'uuid', 'free', 'skip']);
const FOLDERS = new Set(['moof', 'traf', 'mdia', 'minf', 'stbl']);
const NEEDED_IN_TRAK = new Set(['tkhd', 'edts', 'tref', 'tapt', 'mdia']);
const MOST_BOXES = 20_000;
/** An index is a few megabytes even for hours of film. */
const LONGEST_TABLE = 16 * 1024 * 1024;

/**
 * The edits that take place, owner and device out of an MP4 or QuickTime film and leave every other byte where it is, so
 * the index of the film stays true. Tracks that are neither picture nor sound (phones, drones and dash cameras write
 * positions there, drones even as subtitles) lose their samples as well.
 *
 * Throws CORRUPT_FILE when this is no film, METADATA_NOT_REMOVABLE when such a track lies in fragments.
 */
export async function mp4Redactions(film: RandomAccess): Promise<Edit[]> {
  const top = await boxesIn(film, 0, film.size);
  const edits = top.filter((box) => !NEEDED_AT_TOP.has(box.type)).map(asFree);
  edits.push(...(await neverNeeded(film, top)));
  const index = top.filter((box) => box.type === 'moov');
  const media = top.filter((box) => box.type === 'mdat');
  const [moov] = index;
  if (top[0]?.type !== 'ftyp' || index.length !== 1 || !moov) throw new UploadRefused('CORRUPT_FILE');

  let pictures = 0;
  for (const box of await boxesIn(film, moov.content, moov.end)) {
    if (!NEEDED_IN_MOOV.has(box.type)) edits.push(asFree(box));
    if (box.type !== 'trak') continue;
    const kind = await kindOfTrack(film, box);
    if (kind === 'vide') pictures += 1;
    if (kind === 'vide' || kind === 'soun') {
      const parts = await boxesIn(film, box.content, box.end);
      edits.push(...parts.filter((part) => !NEEDED_IN_TRAK.has(part.type)).map(asFree));
      edits.push(...(await neverNeeded(film, parts)));
    } else {
      if (top.some((other) => other.type === 'moof')) throw new UploadRefused('METADATA_NOT_REMOVABLE');
      edits.push(...(await samplesOf(film, box, media)), asFree(box));
    }
  }
  if (pictures === 0) throw new UploadRefused('CORRUPT_FILE');
  return edits;
}

async function neverNeeded(film: RandomAccess, boxes: readonly Box[]): Promise<Edit[]> {
  const edits: Edit[] = [];
  for (const folder of boxes.filter((box) => FOLDERS.has(box.type))) {
    const children = await boxesIn(film, folder.content, folder.end);
    edits.push(...children.filter((box) => NEVER_NEEDED.has(box.type)).map(asFree));
    edits.push(...(await neverNeeded(film, children)));
  }
  return edits;
}

async function boxesIn(film: RandomAccess, start: number, end: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let offset = start; end - offset >= 8;) {
    const box = await boxAt(film, offset, end);
    boxes.push(box);
    if (boxes.length > MOST_BOXES) throw new UploadRefused('CORRUPT_FILE');
    offset = box.end;
  }
  return boxes;
}

async function boxAt(film: RandomAccess, offset: number, limit: number): Promise<Box> {
  const header = await film.read(offset, 8);
  const short = header.readUInt32BE(0);
  const type = header.toString('latin1', 4, 8);
  const headerSize = short === 1 ? 16 : 8;
  const size = short === 0 ? limit - offset : short === 1 ? await longSize(film, offset) : short;
  if (size < headerSize || offset + size > limit) throw new UploadRefused('CORRUPT_FILE');
  return { type, offset, content: offset + headerSize, end: offset + size };
}

async function longSize(film: RandomAccess, offset: number): Promise<number> {
  return Number((await film.read(offset + 8, 8)).readBigUInt64BE(0));
}

/** Same length, type `free`, empty. A size of 0 ("to the end") or 64 bits stays as it was. */
function asFree(box: Box): Edit {
  const long = box.content - box.offset === 16;
  const size = Buffer.alloc(long ? 8 : 0);
  if (long) size.writeBigUInt64BE(BigInt(box.end - box.offset));
  return {
    offset: box.offset + 4,
    bytes: Buffer.concat([Buffer.from('free', 'latin1'), size]),
    zeros: box.end - box.content,
  };
}

async function inside(film: RandomAccess, box: Box, ...path: string[]): Promise<Box> {
  let here = box;
  for (const type of path) {
    const next = (await boxesIn(film, here.content, here.end)).find((child) => child.type === type);
    if (!next) throw new UploadRefused('CORRUPT_FILE');
    here = next;
  }
  return here;
}

async function kindOfTrack(film: RandomAccess, track: Box): Promise<string> {
  const handler = await inside(film, track, 'mdia', 'hdlr');
  return (await film.read(handler.content + 8, 4)).toString('latin1');
}

/** Zeros over every chunk of a track. */
async function samplesOf(film: RandomAccess, track: Box, media: readonly Box[]): Promise<Edit[]> {
  const table = await inside(film, track, 'mdia', 'minf', 'stbl');
  const tables = new Map((await boxesIn(film, table.content, table.end)).map((box) => [box.type, box]));
  const offsets = await chunkOffsets(film, tables);
  const runs = await samplesPerChunk(film, tables);
  const sizes = await sampleSizes(film, tables);
  const edits: Edit[] = [];
  let sample = 0;
  let run = -1;
  for (const [chunk, offset] of offsets.entries()) {
    while (runs[run + 1] && runs[run + 1]!.firstChunk <= chunk + 1) run += 1;
    let length = 0;
    for (let n = runs[run]?.samples ?? 0; n > 0 && sample < sizes.count; n -= 1) length += sizes.of(sample++);
    if (!media.some((box) => box.content <= offset && offset + length <= box.end))
      throw new UploadRefused('CORRUPT_FILE');
    edits.push({ offset, bytes: Buffer.alloc(0), zeros: length });
  }
  if (sample < sizes.count) throw new UploadRefused('METADATA_NOT_REMOVABLE');
  return edits;
}

type Tables = ReadonlyMap<string, Box>;

async function tableContent(film: RandomAccess, box: Box | undefined, countAt: number): Promise<[Buffer, number]> {
  if (!box || box.end - box.content > LONGEST_TABLE) throw new UploadRefused('CORRUPT_FILE');
  const bytes = await film.read(box.content, box.end - box.content);
  if (bytes.length < countAt + 4) throw new UploadRefused('CORRUPT_FILE');
  return [bytes.subarray(countAt + 4), bytes.readUInt32BE(countAt)];
}

async function chunkOffsets(film: RandomAccess, tables: Tables): Promise<number[]> {
  const long = tables.has('co64');
  const [bytes, count] = await tableContent(film, tables.get(long ? 'co64' : 'stco'), 4);
  const width = long ? 8 : 4;
  if (bytes.length < count * width) throw new UploadRefused('CORRUPT_FILE');
  return Array.from({ length: count }, (_, i) =>
    long ? Number(bytes.readBigUInt64BE(i * width)) : bytes.readUInt32BE(i * width),
  );
}

async function samplesPerChunk(film: RandomAccess, tables: Tables): Promise<{ firstChunk: number; samples: number }[]> {
  const [bytes, count] = await tableContent(film, tables.get('stsc'), 4);
  if (bytes.length < count * 12) throw new UploadRefused('CORRUPT_FILE');
  return Array.from({ length: count }, (_, i) => ({
    firstChunk: bytes.readUInt32BE(i * 12),
    samples: bytes.readUInt32BE(i * 12 + 4),
  }));
}

async function sampleSizes(film: RandomAccess, tables: Tables): Promise<{ count: number; of(sample: number): number }> {
  const box = tables.get('stsz');
  const [bytes, count] = await tableContent(film, box, 8);
  const same = box ? (await film.read(box.content + 4, 4)).readUInt32BE(0) : 0;
  // A table of equal sizes has no entries, so its count is bounded by the file alone.
  if (same > 0 ? count * same > film.size : bytes.length < count * 4) throw new UploadRefused('CORRUPT_FILE');
  return { count, of: (sample) => (same > 0 ? same : bytes.readUInt32BE(sample * 4)) };
}
