import 'reflect-metadata';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../platform/graphql/context.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { personById } from './person.loaders.ts';
import { PersonType, type PersonRow } from './person.type.ts';
import type { Viewer } from './viewer.ts';
import { ViewerType } from './viewer.type.ts';

/** Tells clients who they are signed in as, so that they never have to guess it from a token. */
@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who this request is taken to come from.' })
  @Allow('PUBLIC')
  viewer(@Ctx() ctx: RequestContext<Viewer>): Viewer {
    return ctx.viewer;
  }

  @FieldResolver(() => PersonType, { nullable: true })
  async person(@Root() viewer: Viewer, @Ctx() ctx: RequestContext<Viewer>): Promise<PersonRow | null> {
    return viewer.personId === null ? null : personById(ctx).load(viewer.personId);
  }
}
