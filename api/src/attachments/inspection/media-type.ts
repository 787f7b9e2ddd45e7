import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { UploadRefused } from '../attachment.errors.ts';
import { officeMediaType } from './office.ts';

export type AttachmentKind = 'PHOTO' | 'VIDEO' | 'DOCUMENT' | 'AUDIO';

/** What is taken. Text, HTML and SVG are not: a browser may run them. A zip is opened to see which document it is. */
const TAKEN: Readonly<Record<string, { mediaType: string; kind: AttachmentKind }>> = {
  'image/jpeg': { mediaType: 'image/jpeg', kind: 'PHOTO' },
  'image/png': { mediaType: 'image/png', kind: 'PHOTO' },
  // An animated PNG is taken as its first picture.
  'image/apng': { mediaType: 'image/png', kind: 'PHOTO' },
  'image/webp': { mediaType: 'image/webp', kind: 'PHOTO' },
  'image/heic': { mediaType: 'image/heic', kind: 'PHOTO' },
  'image/heif': { mediaType: 'image/heic', kind: 'PHOTO' },
  'video/mp4': { mediaType: 'video/mp4', kind: 'VIDEO' },
  'video/x-m4v': { mediaType: 'video/mp4', kind: 'VIDEO' },
  'video/quicktime': { mediaType: 'video/quicktime', kind: 'VIDEO' },
  'video/webm': { mediaType: 'video/webm', kind: 'VIDEO' },
  'application/pdf': { mediaType: 'application/pdf', kind: 'DOCUMENT' },
};

const HEAD_BYTES = 8192;

export interface SniffedType {
  readonly mediaType: string;
  readonly kind: AttachmentKind;
}

/** What the first bytes say the file is; neither its name nor what the sender calls it counts. */
export async function sniffType(path: string): Promise<SniffedType> {
  const head = await firstBytes(path);
  if (head.length === 0) throw new UploadRefused('EMPTY_FILE');
  // Zips go to our own reader, which opens them with bounds.
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
    return { mediaType: await officeMediaType(path), kind: 'DOCUMENT' };
  }
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const taken = found && TAKEN[found.mime];
  if (!taken) throw new UploadRefused('TYPE_NOT_ALLOWED');
  return taken;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
