import 'reflect-metadata';
import { MaxLength } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { Channel, ReportKind } from '../casework/report.entity.ts';
import type { TuntasContext } from '../context.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { allReports, countAllReports, type AllReportsFilter } from './queries/all-reports.ts';
import { requireUuid } from './report.answer.ts';
import { FeedArgs } from './report.feed.inputs.ts';
import { reportConnection } from './report.resolver.ts';
import { Channels, ReportKinds } from './report.vocabulary.ts';

/** Which of all reports are wanted. */
@ArgsType()
class AllReportsArgs extends FeedArgs {
  @Field(() => ReportKinds.values, { nullable: true, description: 'Only reports of this kind.' })
  kind?: ReportKind | null;

  @Field(() => Channels.values, { nullable: true, description: 'Only what came in by this door.' })
  channel?: Channel | null;

  @Field(() => Boolean, { nullable: true, description: 'Only confidential ones, or only those that are not.' })
  confidential?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Only those held until this agency is connected (VER-6).' })
  @MaxLength(200)
  heldForAgencyId?: string | null;

  override filter(): AllReportsFilter {
    return {
      ...super.filter(),
      kind: this.kind ?? null,
      channel: this.channel ?? null,
      confidential: this.confidential ?? null,
      heldForAgencyId: this.heldForAgencyId ? requireUuid(this.heldForAgencyId, 'Agency') : null,
    };
  }
}

/** Every report there is, for those who look after all of them. */
@Resolver()
export class AllReportsResolver {
  @Query(() => reportConnection.Connection, {
    description:
      'Reports in every state, published or not, newest first: held, returned, merged, archived and confidential ones ' +
      'are found here (VER-1, VER-6). Interns do not see confidential reports.',
  })
  @Allow(['ADMIN', 'INTERN', 'OVERSEER'])
  async allReports(@Args(() => AllReportsArgs) args: AllReportsArgs, @Ctx() ctx: TuntasContext) {
    const filter = args.filter();
    return reportConnection.of(await allReports(ctx, filter, args.request()), () => countAllReports(ctx, filter));
  }
}
