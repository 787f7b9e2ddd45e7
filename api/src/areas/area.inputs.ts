import { MaxLength } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { ConnectionArgs } from '../platform/graphql/connection.ts';
import type { AreaLevel } from './area.row.ts';
import { AreaLevels } from './area.vocabulary.ts';
import type { AreaFilter } from './queries/area-list.ts';

/** Which areas are wanted. */
@ArgsType()
export class AreasArgs extends ConnectionArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only directly below the area of this code; with `level` or `search`, anywhere within it.',
  })
  @MaxLength(20)
  parentCode?: string | null;

  @Field(() => AreaLevels.values, { nullable: true, description: 'Only areas of this level.' })
  level?: AreaLevel | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only areas whose name has all these words, in any order: up to 100 characters. Words of one or two letters alone ' +
      'find names that begin with them. Higher levels come first.',
  })
  @MaxLength(100)
  search?: string | null;

  filter(): AreaFilter {
    return {
      parentCode: this.parentCode ?? null,
      level: this.level ?? null,
      search: this.search?.trim() || null,
    };
  }
}
