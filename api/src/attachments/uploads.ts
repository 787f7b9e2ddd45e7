import { createReadStream } from 'node:fs';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../platform/clock/clock.ts';
import type { ObjectStorage } from '../platform/storage/storage.ts';
import { UploadRefused } from './attachment.errors.ts';
import { AttachmentRows, type AttachmentRow, type Repetition } from './attachment.rows.ts';
import { claimHash, claimTokenOf, keyed } from './claim-token.ts';
import { keptFileName } from './file-name.ts';
import { decide, inspectAttachment, quarantineKey, readyKey, thumbnailKey } from './inspect-attachment.ts';
import { InspectionQueue } from './inspection-queue.ts';
import { atMost } from './inspection/at-most.ts';
import { sniffType, type SniffedType } from './inspection/media-type.ts';
import { Spool, type SpooledFile } from './spool.ts';

/** An upload nobody attached within a day is thrown away. */
const UNUSED_AFTER_MS = 24 * 3_600_000;
const EXPIRE_BATCH = 200;
const PICTURES_AT_ONCE = 2;

export interface UploadSettings {
  /** Logs in as `tuntas_api`. */
  readonly pool: Pool;
  readonly storage: ObjectStorage;
  readonly clock: Clock;
  /** SECRET of the configuration: claims of uploads without an account are keyed with it. */
  readonly secret: string;
  /** Where files wait while they are received and checked; a folder of this process's own. */
  readonly spoolDirectory: string;
  /** Told of checks that failed for reasons of our own; they are tried again at the next sweep. */
  readonly onError: (error: unknown, attachmentId: string) => void;
}

/** What the uploader is told. */
export interface UploadAnswer {
  readonly row: AttachmentRow;
  /** 128 bits, for uploads without an account; it proves in `attachToReport` whose upload this is. */
  readonly claimToken: string | null;
}

/** Takes files in, has them checked, and throws away what nobody uses (INT-7). */
export class Uploads {
  readonly rows: AttachmentRows;
  readonly spool: Spool;
  private readonly queue: InspectionQueue;
  private readonly pictures = atMost(PICTURES_AT_ONCE);
  /** Pictures being checked, so that a repeated request gets the same answer as the first. */
  private readonly underway = new Map<string, Promise<unknown>>();

  constructor(private readonly settings: UploadSettings) {
    this.rows = new AttachmentRows(settings.pool);
    this.spool = new Spool(settings.spoolDirectory);
    this.queue = new InspectionQueue(this.rows, (id) => inspectAttachment(this.house, id), settings.onError);
  }

  /** Takes one file: pictures are checked at once, films and documents soon. Throws `UploadRefused`. */
  async take(file: SpooledFile, personId: string | null, idempotencyKey: string | null): Promise<UploadAnswer> {
    const sniffed = await sniffType(file.path);
    const row = await this.register(file, sniffed, personId, idempotencyKey);
    const now = row.status === 'QUARANTINED' ? await this.check(row, file) : row;
    if (now.status === 'REJECTED') throw new UploadRefused(now.rejection ?? 'CORRUPT_FILE');
    return { row: now, claimToken: personId ? null : claimTokenOf(this.settings.secret, row.id) };
  }

  /** Whether the token is the one shown when the upload was taken. */
  holdsClaim(row: AttachmentRow, token: string): boolean {
    return row.claimHash?.equals(claimHash(this.settings.secret, token)) ?? false;
  }

  /**
   * Everything time does to uploads: takes up waiting checks, throws away unused uploads and what dead processes left.
   * Call it at start and every few minutes.
   */
  async sweep(): Promise<void> {
    const now = this.settings.clock.now();
    await this.queue.sweep();
    await this.spool.sweep();
    for (const row of await this.rows.expire(new Date(now.getTime() - UNUSED_AFTER_MS), EXPIRE_BATCH)) {
      for (const key of [readyKey(row.id), thumbnailKey(row.id)]) await this.settings.storage.delete(key);
    }
  }

  /** Resolves when every check asked for has been made. */
  idle(): Promise<void> {
    return this.queue.idle();
  }

  async close(): Promise<void> {
    await this.queue.close();
    await Promise.allSettled(this.underway.values());
  }

  private get house() {
    return { rows: this.rows, storage: this.settings.storage, spool: this.spool, clock: this.settings.clock };
  }

  private register(
    file: SpooledFile,
    { mediaType, kind }: SniffedType,
    personId: string | null,
    idempotencyKey: string | null,
  ): Promise<AttachmentRow> {
    const { secret, clock } = this.settings;
    const id = uuidv7();
    const fileName = keptFileName(file.sentName, mediaType);
    const repetition: Repetition | null = idempotencyKey
      ? { key: idempotencyKey, requestHash: keyed(secret, 'upload', `${file.sha256.toString('hex')} ${fileName}`) }
      : null;
    const upload = {
      id,
      uploaderPersonId: personId,
      claimHash: personId ? null : claimHash(secret, claimTokenOf(secret, id)),
      fileName,
      mediaType,
      kind,
      byteSize: file.byteSize,
      sha256: file.sha256,
      storageKey: readyKey(id),
      createdAt: clock.now(),
    };
    return this.rows.register(upload, repetition);
  }

  /** The row after the check of a picture; for anything else the row as it is while the check is ahead. */
  private async check(row: AttachmentRow, { path, byteSize }: SpooledFile): Promise<AttachmentRow> {
    if (row.kind === 'PHOTO') {
      await (this.underway.get(row.id) ?? this.checkPicture(row, path));
      return (await this.rows.find(row.id)) ?? row;
    }
    // A repetition of a request that died halfway brings the bytes the first one did not.
    await this.settings.storage.put(quarantineKey(row.id), { stream: createReadStream(path), byteSize }, row.mediaType);
    this.queue.add(row.id);
    return row;
  }

  private checkPicture(row: AttachmentRow, path: string): Promise<unknown> {
    const check = this.pictures(() => decide(this.house, row, path)).finally(() => this.underway.delete(row.id));
    this.underway.set(row.id, check);
    return check;
  }
}
