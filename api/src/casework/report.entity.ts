import { OptionalProps } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { ReportState, ReportStatus, ServiceClass } from '../casefile/case-file.ts';
import type { Fact } from '../categories/fact.ts';
import type { TimeZone } from '../platform/calendar/local-day.ts';

export type ReportKind = 'COMPLAINT' | 'ASPIRATION' | 'INFORMATION_REQUEST';
export type Channel =
  'WEB' | 'SMS' | 'MOBILE' | 'TWITTER' | 'FACEBOOK' | 'WHATSAPP' | 'CALL_CENTRE' | 'LETTER' | 'WALK_IN' | 'THIRD_PARTY';

/** A report as it is stored (INT-2). Who reported is not in here: that is the vault's (IDN-3). */
@Entity({ tableName: 'report' })
export class ReportEntity implements ReportState {
  [OptionalProps]?: 'hasCategory';

  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** Ten digits; the last one is a check digit. */
  @Property({ type: 'text' })
  trackingId!: string;

  @Property({ type: 'text' })
  kind!: ReportKind;

  @Property({ type: 'text' })
  channel!: Channel;

  @Property({ type: 'text' })
  title!: string;

  @Property({ type: 'text' })
  body!: string;

  @Property({ type: 'uuid', nullable: true })
  categoryId!: string | null;

  @Property({ type: 'text' })
  serviceClass!: ServiceClass;

  /** `YYYY-MM-DD` */
  @Property({ type: 'date', nullable: true })
  eventDate!: string | null;

  @Property({ type: 'text', nullable: true })
  areaCode!: string | null;

  @Property({ type: 'text', nullable: true })
  place!: string | null;

  @Property({ type: 'double', nullable: true })
  latitude!: number | null;

  @Property({ type: 'double', nullable: true })
  longitude!: number | null;

  /** What the reporter said to each of the 5W1H questions. */
  @Property({ type: 'json' })
  facts!: Partial<Record<Fact, string>>;

  @Property({ type: 'boolean' })
  anonymous!: boolean;

  @Property({ type: 'boolean' })
  confidential!: boolean;

  /** A name or a masked number; null when anonymous (IDN-1, IDN-2). */
  @Property({ type: 'text', nullable: true })
  reporterDisplay!: string | null;

  @Property({ type: 'text' })
  status!: ReportStatus;

  /** The `subjectVersion` of the last event that changed the report or one of its legs. */
  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'text' })
  timeZone!: TimeZone;

  @Property({ type: 'timestamptz' })
  receivedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  publishedAt!: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  verifiedAt!: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  disposedAt!: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  resolvedAt!: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  closedBy!: 'REPORTER' | 'SYSTEM' | null;

  @Property({ type: 'timestamptz', nullable: true })
  archivedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  archiveReason!: string | null;

  @Property({ type: 'text', nullable: true })
  archiveNote!: string | null;

  @Property({ type: 'text[]' })
  missingFacts!: string[];

  @Property({ type: 'text', nullable: true })
  returnNote!: string | null;

  @Property({ type: 'integer' })
  pauseDaysUsed!: number;

  @Property({ type: 'uuid', nullable: true })
  heldForAgencyId!: string | null;

  @Property({ type: 'uuid', nullable: true })
  mergedIntoId!: string | null;

  @Property({ type: 'integer' })
  disputeCount!: number;

  @Property({ type: 'smallint', nullable: true })
  rating!: number | null;

  get hasCategory(): boolean {
    return this.categoryId !== null;
  }
}
