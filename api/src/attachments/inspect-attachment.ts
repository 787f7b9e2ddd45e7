import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../platform/clock/clock.ts';
import type { ObjectStorage } from '../platform/storage/storage.ts';
import { ObjectNotFound } from '../platform/storage/storage.errors.ts';
import { UploadRefused, type UploadRefusalCode } from './attachment.errors.ts';
import type { AttachmentRow, AttachmentRows } from './attachment.rows.ts';
import { keptFileName } from './file-name.ts';
import { cleanFile } from './inspection/clean-file.ts';
import type { Spool } from './spool.ts';

/** A row is written before its bytes; after this long without bytes they will not come any more. */
const LOST_AFTER_MS = 15 * 60_000;

/** What checking an upload needs. */
export interface Inspection {
  readonly rows: AttachmentRows;
  readonly storage: ObjectStorage;
  readonly spool: Spool;
  readonly clock: Clock;
}

/** LATER: the bytes are still on their way. GONE: there is no such upload. */
export type Verdict = 'READY' | 'REJECTED' | 'LATER' | 'GONE';

/** Where the upload waits as it was sent. */
export const quarantineKey = (id: string): string => `quarantine/${id}`;
/** Where what may be kept of it goes. */
export const readyKey = (id: string): string => `ready/${id}`;
export const thumbnailKey = (id: string): string => `ready/${id}.webp`;

/**
 * Checks a quarantined upload and makes it ready or rejects it (INT-7). May run any number of times and be killed
 * anywhere: the row says last what happened, the original is gone before it does, and a repetition starts from
 * whatever is left.
 */
export async function inspectAttachment(house: Inspection, id: string): Promise<Verdict> {
  const row = await house.rows.find(id);
  if (!row) return 'GONE';
  if (row.status !== 'QUARANTINED') {
    // A repeated request may have brought the original again while the check was ending.
    await house.storage.delete(quarantineKey(id));
    return row.status;
  }
  return house.spool.lend(async (path) => {
    if (await fetched(house.storage, id, path)) return decide(house, row, path);
    const late = house.clock.now().getTime() - row.createdAt.getTime() > LOST_AFTER_MS;
    return late ? reject(house, id, 'LOST') : 'LATER';
  });
}

/** Checks the file of a quarantined row that lies at `path`. */
export async function decide(house: Inspection, row: AttachmentRow, path: string): Promise<Verdict> {
  try {
    return await house.spool.lend((clean) => release(house, row, path, clean));
  } catch (error) {
    if (error instanceof UploadRefused) return reject(house, row.id, error.code);
    throw error;
  }
}

async function release(house: Inspection, row: AttachmentRow, path: string, clean: string): Promise<Verdict> {
  const { id } = row;
  const { mediaType, thumbnail } = await cleanFile(path, clean, row.mediaType);
  const { size: byteSize } = await stat(clean);
  const sha256 = createHash('sha256');
  await pipeline(createReadStream(clean), sha256);
  await house.storage.put(readyKey(id), { stream: createReadStream(clean), byteSize }, mediaType);
  if (thumbnail) await house.storage.put(thumbnailKey(id), thumbnail, 'image/webp');
  await house.storage.delete(quarantineKey(id));
  const released = await house.rows.release(id, {
    fileName: keptFileName(row.fileName, mediaType),
    mediaType,
    byteSize,
    sha256: sha256.digest(),
    thumbnailKey: thumbnail ? thumbnailKey(id) : null,
  });
  return released ? 'READY' : decidedElsewhere(house, id);
}

async function reject(house: Inspection, id: string, code: UploadRefusalCode): Promise<Verdict> {
  for (const key of [quarantineKey(id), readyKey(id), thumbnailKey(id)]) await house.storage.delete(key);
  return (await house.rows.reject(id, code)) ? 'REJECTED' : decidedElsewhere(house, id);
}

async function decidedElsewhere(house: Inspection, id: string): Promise<Verdict> {
  const row = await house.rows.find(id);
  return row && row.status !== 'QUARANTINED' ? row.status : 'LATER';
}

/** The original, or what a run that died before its last step had already made of it. */
async function fetched(storage: ObjectStorage, id: string, path: string): Promise<boolean> {
  for (const key of [quarantineKey(id), readyKey(id)]) {
    try {
      await pipeline(await storage.get(key), createWriteStream(path, { mode: 0o600 }));
      return true;
    } catch (error) {
      if (!(error instanceof ObjectNotFound)) throw error;
    }
  }
  return false;
}
