import { randomBytes, randomUUID } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { DiskStorage } from '../platform/storage/disk.storage.ts';
import { AttachmentHouse, cameraPicture, SECRET } from './attachments.fixture.ts';
import { inspectAttachment } from './inspect-attachment.ts';
import { phoneFilm } from './inspection/film.fixture.ts';

let house: AttachmentHouse;
beforeAll(async () => {
  house = await AttachmentHouse.open();
  return () => house.close();
});

/** A film in quarantine whose check has not begun. */
async function waitingFilm(): Promise<string> {
  const idle = house.newUploads();
  await idle.close();
  const path = await idle.spool.newPath();
  await writeFile(path, phoneFilm());
  const { row } = await idle.take(
    { path, byteSize: phoneFilm().length, sha256: randomBytes(32), sentName: 'f.mp4' },
    null,
    null,
  );
  expect(row.status).toBe('QUARANTINED');
  return row.id;
}

const inspection = (storage = house.storage) => ({
  rows: house.uploads.rows,
  storage,
  spool: house.uploads.spool,
  clock: house.clock,
});

/** A disk that dies before the n-th change, as a process killed there. */
class DyingStorage extends DiskStorage {
  constructor(
    directory: string,
    private left: number,
  ) {
    super(directory);
  }

  override put(...change: Parameters<DiskStorage['put']>): Promise<void> {
    return this.alive(() => super.put(...change));
  }

  override delete(key: string): Promise<void> {
    return this.alive(() => super.delete(key));
  }

  private async alive(change: () => Promise<void>): Promise<void> {
    this.left -= 1;
    if (this.left < 0) throw new Error('killed');
    await change();
  }
}

describe('INT-7 checking uploads', () => {
  it('takes up at start what an earlier process left in quarantine', async () => {
    const id = await waitingFilm();
    const next = house.newUploads();
    await next.sweep();
    await next.idle();
    expect(await house.row(id)).toMatchObject({ status: 'READY' });
  });

  it.each([0, 1])('comes to the same end after being killed before change %i of the store', async (changes) => {
    const id = await waitingFilm();
    const dying = new DyingStorage(`${house.directory}/attachments`, changes);
    await expect(inspectAttachment(inspection(dying), id)).rejects.toThrow('killed');
    expect(await house.row(id)).toMatchObject({ status: 'QUARANTINED' });
    expect(await inspectAttachment(inspection(), id)).toBe('READY');
    expect(await house.storage.head(`quarantine/${id}`)).toBeNull();
    expect(await house.storage.head(`ready/${id}`)).toEqual({ byteSize: phoneFilm().length });
  });

  it('comes to the same end after being killed between store and row', async () => {
    const id = await waitingFilm();
    expect(await inspectAttachment(inspection(), id)).toBe('READY');
    await house.database.ownerPool.query(`update attachment set status = 'QUARANTINED' where id = $1`, [id]);
    expect(await inspectAttachment(inspection(), id)).toBe('READY');
  });

  it('has one end when several processes check the same upload', async () => {
    const id = await waitingFilm();
    const verdicts = await Promise.all(Array.from({ length: 5 }, () => inspectAttachment(inspection(), id)));
    expect(new Set(verdicts)).toEqual(new Set(['READY']));
    expect(await house.storage.head(`ready/${id}`)).not.toBeNull();
  });

  it('is done once: a second time changes nothing', async () => {
    const id = await waitingFilm();
    await inspectAttachment(inspection(), id);
    const before = await house.row(id);
    expect(await inspectAttachment(inspection(), id)).toBe('READY');
    expect(await house.row(id)).toEqual(before);
  });

  it('keeps no original that a repeated request brings after the check', async () => {
    const id = await waitingFilm();
    await inspectAttachment(inspection(), id);
    await house.storage.put(`quarantine/${id}`, phoneFilm());
    expect(await inspectAttachment(inspection(), id)).toBe('READY');
    expect(await house.storage.head(`quarantine/${id}`)).toBeNull();
  });

  it.each([
    ['picture', () => cameraPicture()],
    ['film', async () => phoneFilm()],
  ])('ends well for a %s whose first request died before its bytes were stored', async (_what, make) => {
    const bytes = await make();
    const key = randomUUID();
    const dying = house.newUploads(new DyingStorage(`${house.directory}/attachments`, 0));
    const path = await dying.spool.newPath();
    await writeFile(path, bytes);
    const file = { path, byteSize: bytes.length, sha256: randomBytes(32), sentName: 'a.bin' };
    await expect(dying.take(file, null, key)).rejects.toThrow('killed');
    const { row } = await house.uploads.take(file, null, key);
    await house.uploads.idle();
    expect(await house.row(row.id)).toMatchObject({ status: 'READY' });
    await expect(house.uploads.take({ ...file, sha256: randomBytes(32) }, null, key)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('waits for bytes that may still come, and after a quarter of an hour no longer', async () => {
    const id = await waitingFilm();
    await house.storage.delete(`quarantine/${id}`);
    expect(await inspectAttachment(inspection(), id)).toBe('LATER');
    house.clock.advanceTo(new Date(house.clock.now().getTime() + 16 * 60_000));
    expect(await inspectAttachment(inspection(), id)).toBe('REJECTED');
    expect(await house.row(id)).toMatchObject({ rejection: 'LOST' });
  });

  it('knows nothing of an upload that does not exist', async () => {
    expect(await inspectAttachment(inspection(), '0197a4a0-0000-7000-8000-00000000cafe')).toBe('GONE');
  });
});

describe('INT-7 what nobody uses', () => {
  it('is thrown away after a day; what is part of a report stays', async () => {
    const unused = await house.upload(await cameraPicture());
    const used = await house.upload(await cameraPicture());
    await house.place(used.uuid, await house.report());
    house.clock.advanceTo(new Date(house.clock.now().getTime() + 25 * 3_600_000));
    await house.uploads.sweep();
    expect(await house.row(unused.uuid)).toMatchObject({ status: 'REJECTED', rejection: 'EXPIRED' });
    expect(await house.storage.head(`ready/${unused.uuid}`)).toBeNull();
    expect(await house.storage.head(`ready/${unused.uuid}.webp`)).toBeNull();
    expect(await house.row(used.uuid)).toMatchObject({ status: 'READY' });
    expect(await house.storage.head(`ready/${used.uuid}`)).not.toBeNull();
  });

  it('is thrown away when a process died over it: an original is in nobody’s folder for long', async () => {
    const path = await house.uploads.spool.newPath();
    await writeFile(path, 'an original');
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    await utimes(path, longAgo, longAgo);
    await house.uploads.sweep();
    expect(await house.files()).not.toContain(path.split('/').at(-1));
  });

  it('is not mistaken for a file that is just coming in, although the clock of the cases was moved', async () => {
    const path = await house.uploads.spool.newPath();
    await writeFile(path, 'the first half');
    house.clock.advanceTo(new Date(house.clock.now().getTime() + 25 * 3_600_000));
    await house.uploads.sweep();
    expect(await house.files()).toContain(path.split('/').at(-1));
  });

  it('stores nothing from which a claim could be guessed', async () => {
    const taken = await house.upload(await cameraPicture());
    const row = await house.row(taken.uuid);
    expect((row['claim_hash'] as Buffer).toString('latin1')).not.toContain(SECRET);
    expect((row['claim_hash'] as Buffer).toString('base64url')).not.toContain(taken.claimToken);
  });
});
