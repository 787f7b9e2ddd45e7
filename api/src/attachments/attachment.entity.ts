import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { AttachmentStatus } from './attachment.rows.ts';
import type { UploadRefusalCode } from './attachment.errors.ts';
import type { AttachmentKind } from './inspection/media-type.ts';

/**
 * A photo, film or document (INT-7). Name and uploader may identify a reporter: show the name through `shownFileName`, the
 * uploader never (IDN-2).
 */
@Entity({ tableName: 'attachment' })
export class AttachmentEntity {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid', nullable: true })
  reportId!: string | null;

  @Property({ type: 'uuid', nullable: true })
  followUpId!: string | null;

  @Property({ type: 'uuid', nullable: true })
  feedbackId!: string | null;

  @Property({ type: 'uuid', nullable: true })
  uploaderPersonId!: string | null;

  @Property({ type: 'text' })
  fileName!: string;

  /** What was found in the file, not what the sender called it. */
  @Property({ type: 'text' })
  mediaType!: string;

  @Property({ type: 'text' })
  kind!: AttachmentKind;

  /** Bytes. */
  @Property({ type: 'bigint' })
  byteSize!: number;

  @Property({ type: 'text', nullable: true })
  thumbnailKey!: string | null;

  @Property({ type: 'text' })
  status!: AttachmentStatus;

  @Property({ type: 'text', nullable: true })
  rejection!: UploadRefusalCode | null;

  @Property({ type: 'timestamptz' })
  createdAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  attachedAt!: Date | null;
}
