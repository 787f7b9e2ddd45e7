import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { VERIFICATION_TOPIC } from '../casework/happening.events.ts';
import type { TuntasContext } from '../context.ts';
import { uuidFrom } from '../platform/graphql/global-id.ts';
import { Allow } from '../platform/graphql/policy.ts';
import type { LiveItem } from '../platform/realtime/live-event.ts';
import { reportById } from '../reports/report.loaders.ts';
import { LiveChangeType, LiveMessage, ResyncRequiredType } from './live.type.ts';

interface After {
  readonly after?: string | null;
}

interface Subscribing<Args> {
  readonly args: Args & After;
  readonly context: TuntasContext;
}

const AFTER = 'The cursor of the last message received; the stream begins with the one after it.';

function follow(topic: string, { args, context }: Subscribing<object>): AsyncIterable<LiveItem> {
  return context.commands.hub.subscribe({ topics: [topic], after: args.after ?? null, signal: context.signal });
}

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
    description: 'Everything that changes the verification queue (VER-1, docs/REALTIME.md).',
    subscribe: (subscribing: Subscribing<object>) => follow(VERIFICATION_TOPIC, subscribing),
  })
  @Allow(['ADMIN', 'INTERN', 'OVERSEER'])
  verificationQueueChanged(
    @Root() item: LiveItem,
    @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | null,
    @Ctx() ctx: TuntasContext,
  ): Promise<LiveChangeType | ResyncRequiredType | null> {
    return this.message(item, ctx);
  }

  @Subscription(() => LiveMessage, {
    nullable: true,
    description: 'Everything that happens to reports of an agency and its units (DIS-4, docs/REALTIME.md).',
    subscribe: async ({ args, context }: Subscribing<{ agencyId?: string | null }>) => {
      const agencyId = args.agencyId ? uuidFrom(args.agencyId, 'Agency') : context.viewer.agencyId;
      if (agencyId === null || !(await mayFollowAgency(context, agencyId))) throw notFound();
      return follow(`agency:${agencyId}`, { args, context });
    },
  })
  @Allow(['LIAISON_OFFICER', 'EXECUTIVE', 'ADMIN', 'OVERSEER'])
  agencyQueueChanged(
    @Root() item: LiveItem,
    @Arg('agencyId', () => ID, { nullable: true, description: "The agency; the viewer's own by default." })
    _agencyId: string | null,
    @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | null,
    @Ctx() ctx: TuntasContext,
  ): Promise<LiveChangeType | ResyncRequiredType | null> {
    return this.message(item, ctx);
  }

  @Subscription(() => LiveMessage, {
    nullable: true,
    description: 'Everything that happens to one report which the viewer may see (FUP-3, docs/REALTIME.md).',
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
  ): Promise<LiveChangeType | ResyncRequiredType | null> {
    return this.message(item, ctx);
  }

  /** The event as this viewer may see it now; null, and so not sent, where they may not. */
  private async message(item: LiveItem, ctx: TuntasContext): Promise<LiveChangeType | ResyncRequiredType | null> {
    if (item.kind === 'RESYNC_REQUIRED') return new ResyncRequiredType(item.cursor);
    if (item.reportId === null) return null;
    const seen = await ctx.reads.one<{ id: string }>(
      'select e.id from event_log l join event e on e.id = l.event_id where l.position = $1::bigint',
      [item.position.toString()],
    );
    const report = seen && (await reportById(ctx).load(item.reportId));
    return report ? new LiveChangeType({ cursor: item.cursor, type: item.type, at: item.occurredAt, report }) : null;
  }
}
