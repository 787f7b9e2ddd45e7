import { ArrayMaxSize, MaxLength } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { OPEN_LEG_STATUSES, type DispositionStatus } from '../casefile/case-file.ts';
import { ConnectionArgs } from '../platform/graphql/connection.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { DispositionStatuses } from './disposition.vocabulary.ts';
import type { QueueFilter } from './queries/agency-queue.ts';

/** Whose open dispositions are wanted, and which of them. */
@ArgsType()
export class AgencyQueueArgs extends ConnectionArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Your own agency when absent; admins and overseers may name any, others those below their own.',
  })
  @MaxLength(200)
  agencyId?: string | null;

  @Field(() => Boolean, { defaultValue: true, description: 'Those of the units below, too.' })
  includeUnits!: boolean;

  @Field(() => [DispositionStatuses.values], {
    defaultValue: [],
    description: 'Only these of the open ones (RECEIVED, ACCEPTED, RESOLVED, IN_ARBITRATION); empty for all.',
  })
  @ArrayMaxSize(OPEN_LEG_STATUSES.length)
  statuses!: DispositionStatus[];

  @Field(() => Boolean, { nullable: true, description: 'Only overdue ones, or only those that are not.' })
  overdue?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Only those due before this instant.' })
  dueBefore?: Date | null;

  filter(): QueueFilter {
    const { includeUnits, statuses, overdue = null, dueBefore = null } = this;
    return { includeUnits, statuses, overdue, dueBefore };
  }
}
