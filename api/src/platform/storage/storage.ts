import type { Readable } from 'node:stream';
import { DiskStorage } from './disk.storage.ts';
import { S3Storage } from './s3.storage.ts';

/** What a store knows about an object without opening it. */
export interface ObjectFacts {
  /** Bytes. */
  readonly byteSize: number;
}

/** Both ends inclusive, as in an HTTP Range header; `end` must lie inside the object. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What is put: a buffer, or a stream whose length in bytes the caller knows beforehand. */
export type ObjectBody = Buffer | { readonly stream: Readable; readonly byteSize: number };

/**
 * A place for bytes under a key. Keys are lower-case paths such as `ready/0198…/original`; every implementation
 * refuses any other key with `InvalidStorageKey`. A put replaces the object in one step: a reader sees the old bytes or
 * the new ones, never a part, and when the promise resolves the bytes survive a crash.
 */
export interface ObjectStorage {
  /** Stores the body; rejects, and stores nothing, when a stream delivers other than `byteSize` bytes. */
  put(key: string, body: ObjectBody, mediaType: string): Promise<void>;
  /** The object's bytes, or a range of them. Throws `ObjectNotFound` before any byte is delivered. */
  get(key: string, range?: ByteRange): Promise<Readable>;
  /** Null when there is no such object. */
  head(key: string): Promise<ObjectFacts | null>;
  /** Succeeds as well when there is no such object. */
  delete(key: string): Promise<void>;
  /** Releases connections. */
  close(): Promise<void>;
}

/** Where objects go: the first directory below DATA_DIR, unless a bucket is named. */
export interface StorageSettings {
  readonly DATA_DIR: string;
  readonly S3_ENDPOINT?: string | null | undefined;
  readonly S3_BUCKET?: string | null | undefined;
  readonly S3_REGION?: string | null | undefined;
  readonly S3_ACCESS_KEY_ID?: string | null | undefined;
  readonly S3_SECRET_ACCESS_KEY?: string | null | undefined;
}

/** The store the configuration names: S3_BUCKET set means S3, otherwise the disk. */
export function openStorage(settings: StorageSettings): ObjectStorage {
  if (!settings.S3_BUCKET) return new DiskStorage(`${settings.DATA_DIR}/attachments`);
  return new S3Storage({
    endpoint: settings.S3_ENDPOINT,
    bucket: settings.S3_BUCKET,
    region: settings.S3_REGION,
    accessKeyId: settings.S3_ACCESS_KEY_ID,
    secretAccessKey: settings.S3_SECRET_ACCESS_KEY,
  });
}
