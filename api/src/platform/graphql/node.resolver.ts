import 'reflect-metadata';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from './context.ts';
import { loadNodes, Node } from './global-id.ts';
import { Allow } from './policy.ts';
import { invalid, RefusedError } from './refusals.ts';

const MOST_NODES = 100;

/** Fetching anything again by its id; each type's own rules decide who sees it. */
@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'One thing by its id; null when it does not exist or is not for the viewer.',
  })
  @Allow('PUBLIC')
  async node(
    @Arg('id', () => ID, { description: 'An id as handed out by this API.' }) id: string,
    @Ctx() ctx: RequestContext,
  ): Promise<object | null> {
    const [row] = await loadNodes(ctx, [id]);
    return row ?? null;
  }

  @Query(() => [Node], {
    nullable: 'items',
    description:
      'Several things by their ids, at most 100, in the order asked; null for each one that `node` has null for.',
  })
  @Allow('PUBLIC')
  async nodes(
    @Arg('ids', () => [ID], { description: 'Ids as handed out by this API.' }) ids: string[],
    @Ctx() ctx: RequestContext,
  ): Promise<(object | null)[]> {
    if (ids.length > MOST_NODES) {
      throw new RefusedError(invalid([{ path: 'ids', code: 'TOO_MANY_ITEMS', details: { limit: MOST_NODES } }]));
    }
    return loadNodes(ctx, ids);
  }
}
