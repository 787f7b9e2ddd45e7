import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { ClockKind, ClockState } from '../casefile/case-file.ts';
import type { TimeZone } from '../platform/calendar/local-day.ts';
import { ReportEntity } from './report.entity.ts';

/** A limit that runs on a track of a report, as it is stored (CLK-2). */
@Entity({ tableName: 'clock' })
export class ClockEntity implements ClockState {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @ManyToOne(() => ReportEntity, { mapToPk: true, fieldName: 'report_id' })
  reportId!: string;

  @Property({ type: 'integer' })
  track!: number;

  @Property({ type: 'text' })
  kind!: ClockKind;

  @Property({ type: 'integer' })
  epoch!: number;

  @Property({ type: 'text' })
  timeZone!: TimeZone;

  @Property({ type: 'integer' })
  limitDays!: number;

  @Property({ type: 'timestamptz' })
  startedAt!: Date;

  @Property({ type: 'timestamptz' })
  dueAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  pausedAt!: Date | null;

  @Property({ type: 'integer', nullable: true })
  daysLeft!: number | null;

  @Property({ type: 'timestamptz', nullable: true })
  stoppedAt!: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  firedAt!: Date | null;
}
