import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { UploadRefused } from './attachment.errors.ts';

/** A file on its way in, in a place only this process reads. */
export interface SpooledFile {
  readonly path: string;
  readonly byteSize: number;
  readonly sha256: Buffer;
  /** What the sender calls the file; not yet to be trusted. */
  readonly sentName: string | null;
}

const LEFT_BEHIND_AFTER_MS = 3_600_000;

/** The folder where files wait while they are received and checked. */
export class Spool {
  constructor(private readonly directory: string) {}

  /** A path nobody uses; the folder exists. */
  async newPath(): Promise<string> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    return join(this.directory, randomUUID());
  }

  /** Lends a path to `work` and removes whatever stands there afterwards. */
  async lend<T>(work: (path: string) => Promise<T>): Promise<T> {
    const path = await this.newPath();
    try {
      return await work(path);
    } finally {
      await rm(path, { force: true });
    }
  }

  /**
   * Removes what a process that died left here: originals, with everything that is in them. How old a file is, only the
   * machine's clock can tell: by one that was moved, a file that is just coming in could be a year old.
   */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.directory).catch(() => [])) {
      const path = join(this.directory, name);
      const facts = await stat(path).catch(() => null);
      if (facts && Date.now() - facts.mtimeMs > LEFT_BEHIND_AFTER_MS) await rm(path, { force: true });
    }
  }
}

/**
 * Writes the file of a request to `path`: the whole body, or the one file of a multipart form. Stops reading
 * one byte past the limit (TOO_LARGE).
 */
export async function receive(request: IncomingMessage, path: string, maxBytes: number): Promise<SpooledFile> {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return receiveForm(request, type, path, maxBytes);
  // Known beforehand, so nothing is read at all.
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new UploadRefused('TOO_LARGE');
  return write(request, path, maxBytes, decodedName(request.headers['x-file-name']));
}

async function receiveForm(
  request: IncomingMessage,
  type: string,
  path: string,
  maxBytes: number,
): Promise<SpooledFile> {
  const form = openForm(request, type);
  const files: Promise<SpooledFile>[] = [];
  form.on('file', (_field: string, stream: BusboyFileStream, name: string) => {
    const file = write(stream, path, maxBytes, name || null);
    // A refusal ends the whole form at once: nobody reads the rest.
    file.catch((error: Error) => form.destroy(error));
    files.push(file);
  });
  form.on('filesLimit', () => form.destroy(new UploadRefused('MORE_THAN_ONE_FILE')));
  try {
    await pipeline(request, form, { end: true });
  } catch (error) {
    await Promise.allSettled(files);
    throw error instanceof UploadRefused ? error : new UploadRefused('UPLOAD_BROKEN_OFF');
  }
  const [file] = files;
  if (!file) throw new UploadRefused('NO_FILE');
  return file;
}

function openForm(request: IncomingMessage, type: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': type },
      limits: { files: 1, fields: 8, parts: 9, fieldSize: 1024, headerPairs: 20, headerSize: 4096 },
    });
  } catch {
    throw new UploadRefused('NO_FILE');
  }
}

async function write(source: Readable, path: string, maxBytes: number, sentName: string | null): Promise<SpooledFile> {
  const hash = createHash('sha256');
  let byteSize = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      byteSize += chunk.length;
      if (byteSize > maxBytes) return done(new UploadRefused('TOO_LARGE'));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(withoutDestroying(source), meter, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    const expected = error instanceof UploadRefused || !isBrokenLine(error);
    throw expected ? error : new UploadRefused('UPLOAD_BROKEN_OFF');
  }
  if (byteSize === 0) throw new UploadRefused('EMPTY_FILE');
  return { path, byteSize, sha256: hash.digest(), sentName };
}

/** Iterating leaves the request alive when we stop early, so that the refusal still reaches the sender. */
async function* withoutDestroying(source: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of source.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
}

function isBrokenLine(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR';
}

/** Header values are Latin-1, so names are sent percent-encoded. */
function decodedName(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string') return null;
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}
