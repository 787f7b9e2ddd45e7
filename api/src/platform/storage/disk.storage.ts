import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exactLength } from './exact-length.ts';
import { checkedKey } from './storage-key.ts';
import type { ByteRange, ObjectBody, ObjectFacts, ObjectStorage } from './storage.ts';
import { ObjectNotFound } from './storage.errors.ts';

/** Objects as files below one directory, readable by this user alone. */
export class DiskStorage implements ObjectStorage {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async put(key: string, body: ObjectBody): Promise<void> {
    const path = this.#pathOf(key);
    const folder = dirname(path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // The name cannot be a key, so a half-written file can never be read.
    const temporary = `${path}.${randomUUID()}.PART`;
    try {
      await writeDurably(temporary, body);
      await rename(temporary, path);
      await syncFolder(folder);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const file = await open(this.#pathOf(key), 'r').catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new ObjectNotFound(key) : error;
    });
    return createReadStream('', { fd: file, autoClose: true, ...range });
  }

  async head(key: string): Promise<ObjectFacts | null> {
    const facts = await stat(this.#pathOf(key)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return facts?.isFile() ? { byteSize: facts.size } : null;
  }

  async delete(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  async close(): Promise<void> {}

  #pathOf(key: string): string {
    return join(this.#directory, checkedKey(key));
  }
}

async function writeDurably(path: string, body: ObjectBody): Promise<void> {
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  if (Buffer.isBuffer(body)) await pipeline(Readable.from([body]), target);
  else await pipeline(body.stream, exactLength(body.byteSize), target);
}

/** A rename survives a power cut only once the directory itself is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
