import 'reflect-metadata';
import { MaxLength } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Channel } from '../casework/report.entity.ts';
import type { TuntasContext } from '../context.ts';
import { dispositionsByReport } from '../dispositions/disposition.loaders.ts';
import type { DispositionRow } from '../dispositions/disposition.row.ts';
import { DispositionType } from '../dispositions/disposition.type.ts';
import { connectionOf, ConnectionArgs } from '../platform/graphql/connection.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { requireUuid } from '../reports/report.answer.ts';
import { claimOfReport, type ClaimRow } from '../reports/report.claim.loaders.ts';
import { Channels } from '../reports/report.vocabulary.ts';
import { ReportClaimType } from './claim.type.ts';
import {
  countVerificationQueue,
  verificationQueue,
  type QueueFilter,
  type QueueItemRow,
} from './queries/verification-queue.ts';
import { QueueStages, VerificationQueueItemType, type QueueStage } from './queue.type.ts';

export const queueConnection = connectionOf<QueueItemRow>(() => VerificationQueueItemType, 'VerificationQueueItem');

@ArgsType()
class QueueArgs extends ConnectionArgs {
  @Field(() => [QueueStages.values], { defaultValue: [], description: 'Only these stages; empty for all.' })
  stages!: QueueStage[];

  @Field(() => Channels.values, { nullable: true, description: 'Only what came in by this door.' })
  channel?: Channel | null;

  @Field(() => ID, { nullable: true, description: 'Only this category and those below it.' })
  @MaxLength(200)
  categoryId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this area and those below it, such as 32.12.' })
  @MaxLength(20)
  areaCode?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only what is overdue, or only what is not.' })
  overdue?: boolean | null;

  filter(): QueueFilter {
    return {
      stages: this.stages,
      channel: this.channel ?? null,
      categoryId: this.categoryId ? requireUuid(this.categoryId, 'Category') : null,
      areaCode: this.areaCode ?? null,
      overdue: this.overdue ?? null,
    };
  }
}

/** The verification queue (VER-1). */
@Resolver(() => VerificationQueueItemType)
export class QueueResolver {
  @Query(() => queueConnection.Connection, {
    description:
      'Everything that waits for a decision of the national administration, oldest due first (VER-1): new reports, ' +
      'verified ones to dispose, parts that agencies sent back, and arbitration. Interns do not see confidential reports.',
  })
  @Allow(['ADMIN', 'INTERN', 'OVERSEER'])
  async verificationQueue(@Args(() => QueueArgs) args: QueueArgs, @Ctx() ctx: TuntasContext) {
    const filter = args.filter();
    const page = await verificationQueue(ctx, filter, args.request());
    return queueConnection.of(page, () => countVerificationQueue(ctx, filter));
  }

  @FieldResolver(() => DispositionType, {
    nullable: true,
    description:
      'The last leg of the track: what an agency sent back, or what the arbiter decides on; null before the first.',
  })
  async disposition(@Root() item: QueueItemRow, @Ctx() ctx: TuntasContext): Promise<DispositionRow | null> {
    const legs = await dispositionsByReport(ctx).load(item.report.id);
    return legs.findLast(({ track }) => track === item.track) ?? null;
  }

  @FieldResolver(() => ReportClaimType, { nullable: true, description: 'Who is deciding on it; null when nobody is.' })
  claim(@Root() item: QueueItemRow, @Ctx() ctx: TuntasContext): Promise<ClaimRow | null> {
    return claimOfReport(ctx).load(item.report.id);
  }
}
