import type { Pool, PoolClient } from 'pg';
import { asSystem } from '../platform/database/system-transaction.ts';
import { UploadRefused, type UploadRefusalCode } from './attachment.errors.ts';
import type { AttachmentKind } from './inspection/media-type.ts';

export type AttachmentStatus = 'QUARANTINED' | 'READY' | 'REJECTED';

/** What is known of an upload before it is checked. */
export interface NewAttachment {
  readonly id: string;
  readonly uploaderPersonId: string | null;
  readonly claimHash: Buffer | null;
  readonly fileName: string;
  readonly mediaType: string;
  readonly kind: AttachmentKind;
  readonly byteSize: number;
  readonly sha256: Buffer;
  readonly storageKey: string;
  readonly createdAt: Date;
}

export interface AttachmentRow extends NewAttachment {
  readonly followUpId: string | null;
  readonly thumbnailKey: string | null;
  readonly status: AttachmentStatus;
  readonly rejection: UploadRefusalCode | null;
}

/** A repetition is recognised by the key, and has to be of the same file. */
export interface Repetition {
  readonly key: string;
  readonly requestHash: Buffer;
}

const COLUMNS = `id, follow_up_id as "followUpId", uploader_person_id as "uploaderPersonId", claim_hash as "claimHash",
  file_name as "fileName", media_type as "mediaType", kind, byte_size::float8 as "byteSize", sha256,
  storage_key as "storageKey", thumbnail_key as "thumbnailKey", status, rejection, created_at as "createdAt"`;

const COMMAND = 'uploadAttachment';

/**
 * The rows of uploads, as the system: an upload without an account belongs to nobody the row policies could know.
 * Who may read or attach what is decided under the viewer's own policies, elsewhere.
 */
export class AttachmentRows {
  constructor(private readonly pool: Pool) {}

  async find(id: string): Promise<AttachmentRow | null> {
    return asSystem(this.pool, (client) => rowOf(client, id));
  }

  /** Writes the row, quarantined; or finds the one an earlier request under the same key wrote. */
  async register(upload: NewAttachment, repetition: Repetition | null): Promise<AttachmentRow> {
    return asSystem(this.pool, async (client) => {
      const earlier = repetition && (await reserve(client, upload, repetition));
      if (!earlier) await insert(client, upload);
      const row = await rowOf(client, earlier ?? upload.id);
      if (!row) throw new Error(`attachment ${earlier ?? upload.id} is not there`);
      return row;
    });
  }

  /** Quarantined → ready. False when somebody else was faster. */
  async release(
    id: string,
    as: { fileName: string; mediaType: string; byteSize: number; sha256: Buffer; thumbnailKey: string | null },
  ): Promise<boolean> {
    return this.decide(
      `update attachment set status = 'READY', file_name = $2, media_type = $3, byte_size = $4, sha256 = $5,
       thumbnail_key = $6 where id = $1 and status = 'QUARANTINED'`,
      [id, as.fileName, as.mediaType, as.byteSize, as.sha256, as.thumbnailKey],
    );
  }

  /** Quarantined → rejected. False when somebody else was faster. */
  async reject(id: string, rejection: UploadRefusalCode): Promise<boolean> {
    return this.decide(
      `update attachment set status = 'REJECTED', rejection = $2 where id = $1 and status = 'QUARANTINED'`,
      [id, rejection],
    );
  }

  /** Uploads that wait for their check, oldest first. */
  async quarantined(limit: number): Promise<string[]> {
    return asSystem(this.pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `select id from attachment where status = 'QUARANTINED' order by created_at limit $1`,
        [limit],
      );
      return rows.map((row) => row.id);
    });
  }

  /** Uploads that nobody attached become rejected, so that nobody can any more; returns them. */
  async expire(createdBefore: Date, limit: number): Promise<AttachmentRow[]> {
    return asSystem(this.pool, async (client) => {
      const { rows } = await client.query<AttachmentRow>(
        `update attachment set status = 'REJECTED', rejection = 'EXPIRED'
         where id in (select id from attachment where attached_at is null and status = 'READY' and created_at < $1
                      order by created_at limit $2 for update skip locked)
         returning ${COLUMNS}`,
        [createdBefore, limit],
      );
      return rows;
    });
  }

  private async decide(sql: string, parameters: unknown[]): Promise<boolean> {
    return asSystem(this.pool, async (client) => (await client.query(sql, parameters)).rowCount === 1);
  }
}

async function rowOf(client: PoolClient, id: string): Promise<AttachmentRow | null> {
  const { rows } = await client.query<AttachmentRow>(`select ${COLUMNS} from attachment where id = $1`, [id]);
  return rows[0] ?? null;
}

async function insert(client: PoolClient, it: NewAttachment): Promise<void> {
  await client.query(
    `insert into attachment (id, uploader_person_id, claim_hash, file_name, media_type, kind, byte_size, sha256,
       storage_key, status, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'QUARANTINED', $10)`,
    [
      it.id,
      it.uploaderPersonId,
      it.claimHash,
      it.fileName,
      it.mediaType,
      it.kind,
      it.byteSize,
      it.sha256,
      it.storageKey,
      it.createdAt,
    ],
  );
}

/** Takes the key for this upload, or names the upload that has it. Simultaneous requests wait for one another here. */
async function reserve(
  client: PoolClient,
  upload: NewAttachment,
  { key, requestHash }: Repetition,
): Promise<string | null> {
  const scope = upload.uploaderPersonId ?? 'public';
  const taken = await client.query(
    `insert into idempotency (scope, key, command, request_hash, result, created_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (scope, key) do nothing`,
    [scope, key, COMMAND, requestHash, { attachmentId: upload.id }, upload.createdAt],
  );
  if (taken.rowCount === 1) return null;
  const { rows } = await client.query<{ command: string; requestHash: Buffer; attachmentId: string }>(
    `select command, request_hash as "requestHash", result ->> 'attachmentId' as "attachmentId"
     from idempotency where scope = $1 and key = $2`,
    [scope, key],
  );
  const [earlier] = rows;
  if (earlier?.command !== COMMAND || !earlier.requestHash.equals(requestHash)) {
    throw new UploadRefused('IDEMPOTENCY_KEY_REUSED');
  }
  return earlier.attachmentId;
}
