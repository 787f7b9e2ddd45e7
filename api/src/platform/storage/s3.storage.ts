import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { exactLength } from './exact-length.ts';
import { checkedKey } from './storage-key.ts';
import type { ByteRange, ObjectBody, ObjectFacts, ObjectStorage } from './storage.ts';
import { ObjectNotFound } from './storage.errors.ts';

/** How to reach the bucket. Without keys the SDK looks for them where it always does (instance role, environment). */
export interface S3Settings {
  readonly endpoint?: string | null | undefined;
  readonly bucket: string;
  readonly region?: string | null | undefined;
  readonly accessKeyId?: string | null | undefined;
  readonly secretAccessKey?: string | null | undefined;
}

/** Objects in a bucket of any S3-compatible store, addressed path-style so that no wildcard DNS is needed. */
export class S3Storage implements ObjectStorage {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(settings: S3Settings) {
    this.#bucket = settings.bucket;
    this.#client = new S3Client({
      ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
      region: settings.region ?? 'us-east-1',
      forcePathStyle: true,
      // Trailing checksums are an AWS extension that many compatible stores answer with an error.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(settings.accessKeyId && settings.secretAccessKey
        ? { credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey } }
        : {}),
    });
  }

  async put(key: string, body: ObjectBody, mediaType: string): Promise<void> {
    const target = { Bucket: this.#bucket, Key: checkedKey(key), ContentType: mediaType };
    if (Buffer.isBuffer(body)) {
      await this.#client.send(new PutObjectCommand({ ...target, Body: body, ContentLength: body.length }));
      return;
    }
    // The SDK waits for ever for a body that broke off, so a broken body aborts the request.
    const abort = new AbortController();
    const Body = exactLength(body.byteSize);
    const delivered = pipeline(body.stream, Body).catch((error: unknown) => {
      abort.abort();
      throw error;
    });
    const stored = this.#client.send(new PutObjectCommand({ ...target, Body, ContentLength: body.byteSize }), {
      abortSignal: abort.signal,
    });
    const outcome = stored.catch((error: unknown) => {
      Body.destroy();
      throw error;
    });
    const [line, answer] = await Promise.allSettled([delivered, outcome]);
    if (answer.status === 'fulfilled') return;
    throw abort.signal.aborted && line.status === 'rejected' ? line.reason : answer.reason;
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const answer = await this.#client
      .send(
        new GetObjectCommand({
          Bucket: this.#bucket,
          Key: checkedKey(key),
          ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}),
        }),
      )
      .catch((error: unknown) => {
        throw isMissing(error) ? new ObjectNotFound(key) : error;
      });
    return answer.Body as Readable;
  }

  async head(key: string): Promise<ObjectFacts | null> {
    try {
      const answer = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: checkedKey(key) }));
      return { byteSize: answer.ContentLength ?? 0 };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: checkedKey(key) }));
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404 && error.name !== 'NoSuchBucket';
}
