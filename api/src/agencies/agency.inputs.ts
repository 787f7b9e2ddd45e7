import { MaxLength } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { ConnectionArgs } from '../platform/graphql/connection.ts';
import { uuidFrom } from '../platform/graphql/global-id.ts';
import { refuse, RefusedError } from '../platform/graphql/refusals.ts';
import type { AgencyKind } from './agency.row.ts';
import { AgencyTypes } from './agency.vocabulary.ts';
import type { AgencyFilter } from './queries/agency-list.ts';

/** Which agencies are wanted. */
@ArgsType()
export class AgenciesArgs extends ConnectionArgs {
  @Field(() => AgencyTypes.values, { nullable: true, description: 'Only agencies of this type.' })
  type?: AgencyKind | null;

  @Field(() => Boolean, { nullable: true, description: 'Only connected agencies, or only those that are not (PUB-3).' })
  connected?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Only the units directly below this agency.' })
  @MaxLength(200)
  parentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only agencies whose names and codes, from the top agency down, have all these words in any order, such as ' +
      '"dishub bandung": up to 100 characters. Words of one or two letters alone find names that begin with them. ' +
      'Agencies come before their units.',
  })
  @MaxLength(100)
  search?: string | null;

  filter(): AgencyFilter {
    return {
      type: this.type ?? null,
      connected: this.connected ?? null,
      parentId: this.parentId == null ? null : agencyUuid(this.parentId),
      search: this.search?.trim() || null,
    };
  }
}

/** The uuid in an agency's global id; any other id is answered like one that does not exist. */
export function agencyUuid(id: string): string {
  const uuid = uuidFrom(id, 'Agency');
  if (uuid === null) throw new RefusedError(refuse('NOT_FOUND'));
  return uuid;
}
