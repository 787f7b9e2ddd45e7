import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { CustodyState, Holder } from '../casefile/case-file.ts';
import { DispositionEntity } from './disposition.entity.ts';
import { ReportEntity } from './report.entity.ts';

/** Who held a track of a report, from when to when, as it is stored (DIS-3). */
@Entity({ tableName: 'custody' })
export class CustodyEntity implements CustodyState {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @ManyToOne(() => ReportEntity, { mapToPk: true, fieldName: 'report_id' })
  reportId!: string;

  @Property({ type: 'integer' })
  track!: number;

  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'text' })
  holder!: Holder;

  @Property({ type: 'uuid', nullable: true })
  agencyId!: string | null;

  @ManyToOne(() => DispositionEntity, { mapToPk: true, fieldName: 'disposition_id', nullable: true })
  dispositionId!: string | null;

  @Property({ type: 'timestamptz' })
  fromAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  untilAt!: Date | null;
}
