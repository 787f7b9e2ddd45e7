import { ArrayMaxSize, MaxLength } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { REPORT_STATUSES, type ReportStatus } from '../casefile/case-file.ts';
import { ConnectionArgs } from '../platform/graphql/connection.ts';
import type { FeedFilter } from './queries/public-feed.ts';
import { requireUuid } from './report.answer.ts';
import { ReportStatuses } from './report.vocabulary.ts';

/** Which published reports are wanted. */
@ArgsType()
export class FeedArgs extends ConnectionArgs {
  @Field(() => [ReportStatuses.values], { defaultValue: [], description: 'Only these; empty for all.' })
  @ArrayMaxSize(REPORT_STATUSES.length)
  statuses!: ReportStatus[];

  @Field(() => [ID], { defaultValue: [], description: 'Only in these categories, up to 100; empty for all.' })
  @ArrayMaxSize(100)
  categoryIds!: string[];

  @Field(() => String, { nullable: true, description: 'Only in this area and those below it.' })
  @MaxLength(20)
  areaCode?: string | null;

  /** Throws RefusedError for an id that is not of a category. */
  filter(): FeedFilter {
    return {
      statuses: this.statuses,
      categoryIds: this.categoryIds.map((id) => requireUuid(id, 'Category')),
      areaCode: this.areaCode,
    };
  }
}
