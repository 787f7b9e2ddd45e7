import type { FileHandle } from 'node:fs/promises';
import { UploadRefused } from '../attachment.errors.ts';

/** Reading anywhere in a file without holding it in memory: a video has gigabytes, its index kilobytes. */
export interface RandomAccess {
  /** Bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`; throws CORRUPT_FILE past the end. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** Bytes to put over what stands at `offset`; `zeros` more bytes of nothing follow them. The file keeps its length. */
export interface Edit {
  readonly offset: number;
  readonly bytes: Buffer;
  readonly zeros: number;
}

export function fromBuffer(bytes: Buffer): RandomAccess {
  return {
    size: bytes.length,
    read: async (offset, length) => {
      if (offset < 0 || offset + length > bytes.length) throw new UploadRefused('CORRUPT_FILE');
      return bytes.subarray(offset, offset + length);
    },
  };
}

export async function fromFile(file: FileHandle): Promise<RandomAccess> {
  const { size } = await file.stat();
  return {
    size,
    read: async (offset, length) => {
      if (offset < 0 || offset + length > size) throw new UploadRefused('CORRUPT_FILE');
      const bytes = Buffer.alloc(length);
      await file.read(bytes, 0, length, offset);
      return bytes;
    },
  };
}

export async function applyEdits(file: FileHandle, edits: readonly Edit[]): Promise<void> {
  const nothing = Buffer.alloc(64 * 1024);
  for (const { offset, bytes, zeros } of edits) {
    if (bytes.length > 0) await file.write(bytes, 0, bytes.length, offset);
    for (let done = 0; done < zeros; done += nothing.length) {
      await file.write(nothing, 0, Math.min(nothing.length, zeros - done), offset + bytes.length + done);
    }
  }
}

/** The bytes after the edits. */
export function edited(bytes: Buffer, edits: readonly Edit[]): Buffer {
  const result = Buffer.from(bytes);
  for (const edit of edits) {
    edit.bytes.copy(result, edit.offset);
    result.fill(0, edit.offset + edit.bytes.length, edit.offset + edit.bytes.length + edit.zeros);
  }
  return result;
}
