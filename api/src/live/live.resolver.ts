import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { VERIFICATION_TOPIC } from '../casework/happening.events.ts';
import type { TuntasContext } from '../context.ts';
import { dispositionById } from '../dispositions/disposition.loaders.ts';
import type { DispositionRow } from '../dispositions/disposition.row.ts';
import { DispositionType } from '../dispositions/disposition.type.ts';
import { uuidFrom } from '../platform/graphql/global-id.ts';
import { Allow } from '../platform/graphql/policy.ts';
import type { LiveItem } from '../platform/realtime/live-event.ts';
import { reportById } from '../reports/report.loaders.ts';
import { seenBy } from './live.message.ts';
import { LiveChangeType, LiveMessage, type ResyncRequiredType } from './live.type.ts';

interface After {
  readonly after?: string | null;
}

interface Subscribing<Args> {
  readonly args: Args & After;
  readonly context: TuntasContext;
}

type Message = Promise<LiveChangeType | ResyncRequiredType | null>;

const AFTER =
  'The cursor of the last message handled: the stream begins with the one after it. Without it, with the next.';
const NEVER_NULL = 'Null only in the schema: what the viewer may not see is not sent (docs/REALTIME.md).';

function follow(topic: string, { args, context }: Subscribing<object>): AsyncIterable<LiveItem> {
  return context.commands.hub.subscribe({ topics: [topic], after: args.after ?? null, signal: context.signal });
}

/** IDN-4: what does not exist and what the viewer may not follow are answered alike. */
function notFound(): GraphQLError {
  return new GraphQLError('There is nothing to follow under this id.', { extensions: { code: 'NOT_FOUND' } });
}

/** Is this agency the viewer's own or one below it? Admins and overseers may look at every agency. */
async function mayFollowAgency(ctx: TuntasContext, agencyId: string): Promise<boolean> {
  const row = await ctx.reads.one<{ allowed: boolean }>(
    `select viewer_role() in ('ADMIN', 'OVERSEER') or viewer_in_scope($1::uuid) as allowed
     from agency where id = $1::uuid`,
    [agencyId],
  );
  return row?.allowed ?? false;
}

/**
 * Live streams. A message says that something happened; what it shows is read again for each viewer at each event, under
 * their own row policies, and an event they may not see is not sent at all.
 */
@Resolver()
export class LiveResolver {
  @Query(() => String, {
    description: 'The cursor of this moment: ask for it, then for the data, then subscribe `after` it to miss nothing.',
  })
  @Allow('PUBLIC')
  liveCursor(@Ctx() ctx: TuntasContext): string {
    return ctx.commands.hub.cursor();
  }

  @Subscription(() => LiveMessage, {
    nullable: true,
    description: `Everything that changes the verification queue, claims included (VER-1, VER-4). ${NEVER_NULL}`,
    subscribe: (subscribing: Subscribing<object>) => follow(VERIFICATION_TOPIC, subscribing),
  })
  @Allow(['ADMIN', 'INTERN', 'OVERSEER'])
  verificationQueueChanged(
    @Root() item: LiveItem,
    @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | null,
    @Ctx() ctx: TuntasContext,
  ): Message {
    return seenBy(ctx, item);
  }

  @Subscription(() => LiveMessage, {
    nullable: true,
    description:
      'Everything that happens to the reports which an agency or a unit below it holds or has held (DIS-4). ' +
      `Error NOT_FOUND where there is no such agency or it is not one's own. ${NEVER_NULL}`,
    subscribe: async ({ args, context }: Subscribing<{ agencyId?: string | null }>) => {
      const agencyId = args.agencyId == null ? context.viewer.agencyId : uuidFrom(args.agencyId, 'Agency');
      if (agencyId === null || !(await mayFollowAgency(context, agencyId))) throw notFound();
      return follow(`agency:${agencyId}`, { args, context });
    },
  })
  @Allow(['LIAISON_OFFICER', 'EXECUTIVE', 'ADMIN', 'OVERSEER'])
  agencyQueueChanged(
    @Root() item: LiveItem,
    @Arg('agencyId', () => ID, {
      nullable: true,
      description: "The agency, the viewer's own by default: that one or one below it; for admins and overseers, any.",
    })
    _agencyId: string | null,
    @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | null,
    @Ctx() ctx: TuntasContext,
  ): Message {
    return seenBy(ctx, item);
  }

  @Subscription(() => LiveMessage, {
    nullable: true,
    description:
      'Everything that happens to one report, as far as the viewer may know (FUP-3). Silent from the moment they may no ' +
      `longer see the report. Error NOT_FOUND where there is no such report or they may not see it. ${NEVER_NULL}`,
    subscribe: async ({ args, context }: Subscribing<{ reportId: string }>) => {
      const reportId = uuidFrom(args.reportId, 'Report');
      if (reportId === null || (await reportById(context).load(reportId)) === null) throw notFound();
      return follow(`report:${reportId}`, { args, context });
    },
  })
  @Allow(['PUBLIC', 'ANYONE_WITH_RECEIPT'])
  reportChanged(
    @Root() item: LiveItem,
    @Arg('reportId', () => ID, { description: 'The report.' }) _reportId: string,
    @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | null,
    @Ctx() ctx: TuntasContext,
  ): Message {
    return seenBy(ctx, item);
  }
}

/** The leg of a report that a change is about. */
@Resolver(() => LiveChangeType)
export class LiveChangeResolver {
  @FieldResolver(() => DispositionType, {
    nullable: true,
    description: 'The leg of the report it happened to, as it is now; null where it happened to the report as a whole.',
  })
  disposition(@Root() change: LiveChangeType, @Ctx() ctx: TuntasContext): Promise<DispositionRow | null> | null {
    return change.dispositionId === null ? null : dispositionById(ctx).load(change.dispositionId);
  }
}
