import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskStorage } from './disk.storage.ts';
import { S3Storage } from './s3.storage.ts';
import { type ObjectStorage, openStorage } from './storage.ts';
import { InvalidStorageKey, ObjectNotFound } from './storage.errors.ts';

interface Place {
  readonly storage: ObjectStorage;
  dispose(): Promise<void>;
}

async function onDisk(): Promise<Place> {
  const directory = await mkdtemp(join(tmpdir(), 'tuntas-disk-storage-'));
  return { storage: new DiskStorage(directory), dispose: () => rm(directory, { recursive: true }) };
}

interface S3Server {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}

/** A server that speaks S3 on loopback; it has no types of its own. */
async function onS3(): Promise<Place> {
  const directory = await mkdtemp(join(tmpdir(), 'tuntas-s3-storage-'));
  const Server = createRequire(import.meta.url)('s3rver') as new (options: object) => S3Server;
  const server = new Server({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'tuntas' }],
  });
  const { port } = await server.run();
  const storage = new S3Storage({
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'tuntas',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  });
  return {
    storage,
    async dispose() {
      await storage.close();
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}

describe.each([
  ['disk', onDisk],
  ['S3', onS3],
])('INT-7 object storage on %s', (_name, open) => {
  let place: Place;
  let storage: ObjectStorage;
  beforeAll(async () => {
    place = await open();
    storage = place.storage;
  });
  afterAll(() => place.dispose());

  it('gives back a buffer byte for byte', async () => {
    const bytes = randomBytes(70_000);
    await storage.put('ready/buffer', bytes, 'image/jpeg');
    expect((await buffer(await storage.get('ready/buffer'))).equals(bytes)).toBe(true);
  });

  it('gives back a stream byte for byte', async () => {
    const bytes = randomBytes(300_000);
    const chunks = [bytes.subarray(0, 1), bytes.subarray(1, 200_000), bytes.subarray(200_000)];
    await storage.put('ready/stream', { stream: Readable.from(chunks), byteSize: bytes.length }, 'video/mp4');
    expect((await buffer(await storage.get('ready/stream'))).equals(bytes)).toBe(true);
  });

  it('delivers a range with both ends inclusive', async () => {
    await storage.put('ready/range', Buffer.from('0123456789'), 'video/mp4');
    expect((await buffer(await storage.get('ready/range', { start: 2, end: 5 }))).toString()).toBe('2345');
  });

  it('knows the size of an object and the absence of another', async () => {
    await storage.put('ready/size', Buffer.alloc(1234), 'image/png');
    expect(await storage.head('ready/size')).toEqual({ byteSize: 1234 });
    expect(await storage.head('ready/none')).toBeNull();
  });

  it('replaces an object under the same key', async () => {
    await storage.put('ready/again', Buffer.from('first'), 'image/png');
    await storage.put('ready/again', Buffer.from('second'), 'image/png');
    expect((await buffer(await storage.get('ready/again'))).toString()).toBe('second');
  });

  it('deletes, also twice, and then no longer finds the object', async () => {
    await storage.put('ready/gone', Buffer.from('x'), 'image/png');
    await storage.delete('ready/gone');
    await storage.delete('ready/gone');
    await expect(storage.get('ready/gone')).rejects.toBeInstanceOf(ObjectNotFound);
  });

  it('stores nothing of a stream that is longer than announced', async () => {
    const stream = Readable.from([Buffer.alloc(10), Buffer.alloc(10)]);
    await expect(storage.put('ready/long', { stream, byteSize: 12 }, 'video/mp4')).rejects.toThrow();
    expect(await storage.head('ready/long')).toBeNull();
  });

  it('stores nothing of a stream that breaks off', async () => {
    const stream = Readable.from(
      (async function* () {
        yield Buffer.alloc(10);
        throw new Error('the line went dead');
      })(),
    );
    await expect(storage.put('ready/broken', { stream, byteSize: 20 }, 'video/mp4')).rejects.toThrow();
    expect(await storage.head('ready/broken')).toBeNull();
  });

  it.each([
    '../x',
    '/etc/passwd',
    'a/../../b',
    'a//b',
    'A',
    'a\\b',
    'a\0b',
    '',
    '.hidden',
    'a/..',
    'a/./b',
    'x'.repeat(500),
  ])('refuses the key %j', async (key) => {
    await expect(storage.put(key, Buffer.from('x'), 'image/png')).rejects.toBeInstanceOf(InvalidStorageKey);
    await expect(storage.get(key)).rejects.toBeInstanceOf(InvalidStorageKey);
    await expect(storage.head(key)).rejects.toBeInstanceOf(InvalidStorageKey);
    await expect(storage.delete(key)).rejects.toBeInstanceOf(InvalidStorageKey);
  });
});

describe('INT-7 storage on disk', () => {
  it('leaves no half-written file behind and lets nobody else read', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tuntas-disk-storage-'));
    const storage = new DiskStorage(directory);
    await storage.put('ready/one', Buffer.from('x'));
    await storage.put('ready/two', { stream: Readable.from(['x']), byteSize: 5 }).catch(() => {});
    expect(await readdir(join(directory, 'ready'))).toEqual(['one']);
    expect((await stat(join(directory, 'ready', 'one'))).mode & 0o077).toBe(0);
    await rm(directory, { recursive: true });
  });

  it('reports an object it cannot write as an error, not as stored', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tuntas-disk-storage-'));
    await writeFile(join(directory, 'ready'), 'a file where a folder should be');
    await expect(new DiskStorage(directory).put('ready/one', Buffer.from('x'))).rejects.toThrow();
    await rm(directory, { recursive: true });
  });
});

describe('INT-7 the configuration chooses the store', () => {
  it('takes the disk unless a bucket is named', () => {
    expect(openStorage({ DATA_DIR: '/tmp/x' })).toBeInstanceOf(DiskStorage);
    expect(openStorage({ DATA_DIR: '/tmp/x', S3_BUCKET: 'tuntas', S3_REGION: 'auto' })).toBeInstanceOf(S3Storage);
  });
});
