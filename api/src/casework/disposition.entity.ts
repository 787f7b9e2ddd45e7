import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { DispositionState, DispositionStatus } from '../casefile/case-file.ts';
import { ReportEntity } from './report.entity.ts';

/** One agency's leg of a report, as it is stored (DIS-1). */
@Entity({ tableName: 'disposition' })
export class DispositionEntity implements DispositionState {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @ManyToOne(() => ReportEntity, { mapToPk: true, fieldName: 'report_id' })
  reportId!: string;

  @Property({ type: 'integer' })
  track!: number;

  @Property({ type: 'uuid' })
  agencyId!: string;

  @Property({ type: 'text' })
  part!: 'LEAD' | 'SUPPORTING';

  @Property({ type: 'boolean' })
  required!: boolean;

  @Property({ type: 'boolean' })
  binding!: boolean;

  @Property({ type: 'text' })
  status!: DispositionStatus;

  @ManyToOne(() => DispositionEntity, { mapToPk: true, fieldName: 'forwarded_from_id', nullable: true })
  forwardedFromId!: string | null;

  @Property({ type: 'timestamptz' })
  openedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  acceptedAt!: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  firstRespondedAt!: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  resolvedAt!: Date | null;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** The nearest running due instant of the track: what the agency's queue is ordered by. */
  @Property({ type: 'timestamptz', nullable: true })
  nextDueAt!: Date | null;

  /** The `subjectVersion` of the last event that changed this leg. */
  @Property({ type: 'integer' })
  version!: number;
}
