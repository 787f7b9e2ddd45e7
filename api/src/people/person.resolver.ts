import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { agencyById } from '../agencies/agency.loaders.ts';
import type { AgencyRow } from '../agencies/agency.row.ts';
import { AgencyType } from '../agencies/agency.type.ts';
import type { RequestContext } from '../platform/graphql/context.ts';
import { PersonType, type PersonRow } from './person.type.ts';

/** What a person is part of. */
@Resolver(() => PersonType)
export class PersonResolver {
  @FieldResolver(() => AgencyType, {
    nullable: true,
    description: 'The agency or unit they work for; null for citizens and for staff who speak for none.',
  })
  agency(@Root() person: PersonRow, @Ctx() ctx: RequestContext): Promise<AgencyRow | null> | null {
    return person.agencyId === null ? null : agencyById(ctx).load(person.agencyId);
  }
}
