import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { ByteRange, ObjectStorage } from '../platform/storage/storage.ts';
import { ObjectNotFound } from '../platform/storage/storage.errors.ts';
import { requestedRange } from './byte-range.ts';

/** What is delivered under which name. */
export interface Delivery {
  readonly key: string;
  readonly mediaType: string;
  readonly fileName: string;
  /** Changes when the bytes do. */
  readonly version: string;
  /** Shown in the page, or saved. Documents are saved: a viewer runs what is in them. */
  readonly inline: boolean;
}

/** Streams an object, or the range or nothing of it that was asked for; false, with the response untouched, when there is none. */
export async function deliver(
  storage: ObjectStorage,
  it: Delivery,
  request: Request,
  response: Response,
): Promise<boolean> {
  const facts = await storage.head(it.key);
  if (!facts) return false;
  const version = `"${it.version}"`;
  if (request.headers['if-none-match'] === version) {
    response.set(headersOf(it, version)).status(304).end();
    return true;
  }
  const ifRange = request.headers['if-range'];
  const range = ifRange && ifRange !== version ? null : requestedRange(request.headers.range, facts.byteSize);
  if (range === 'UNSATISFIABLE') {
    response.status(416).set('Content-Range', `bytes */${facts.byteSize}`).end();
    return true;
  }
  const body = request.method === 'HEAD' ? null : await opened(storage, it.key, range ?? undefined);
  if (body === 'MISSING') return false;
  const length = range ? range.end - range.start + 1 : facts.byteSize;
  response.set(headersOf(it, version)).set('Content-Length', String(length));
  if (range) response.set('Content-Range', `bytes ${range.start}-${range.end}/${facts.byteSize}`);
  response.status(range ? 206 : 200);
  if (body) await send(body, response);
  else response.end();
  return true;
}

function headersOf(it: Delivery, version: string): Record<string, string> {
  return {
    'Content-Type': it.mediaType,
    'Content-Disposition': disposition(it),
    'X-Content-Type-Options': 'nosniff',
    // Whatever a file turns out to be, it gets no script, no origin and no frame.
    'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-site',
    'Referrer-Policy': 'no-referrer',
    // Kept by the reader alone and asked about every time: who may read can change.
    'Cache-Control': 'private, no-cache',
    'Accept-Ranges': 'bytes',
    ETag: version,
    Vary: 'Cookie, Authorization',
  };
}

async function opened(storage: ObjectStorage, key: string, range?: ByteRange): Promise<Readable | 'MISSING'> {
  try {
    return await storage.get(key, range);
  } catch (error) {
    if (error instanceof ObjectNotFound) return 'MISSING';
    throw error;
  }
}

async function send(body: Readable, response: Response): Promise<void> {
  try {
    await pipeline(body, response);
  } catch (error) {
    const readerLeft = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!readerLeft) throw error;
  }
}

/** RFC 6266: an ASCII name for old readers, the real one for the others. */
function disposition({ fileName, inline }: Delivery): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
