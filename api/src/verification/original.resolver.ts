import 'reflect-metadata';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { isRefusal } from '../casework/casework.ts';
import type { TuntasContext } from '../context.ts';
import { checkedText } from '../platform/graphql/checked-text.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { requireUuid } from '../reports/report.answer.ts';
import { readOriginal } from './commands/read-original.ts';
import { OriginalReportPayload, ReadOriginalResult } from './original.type.ts';

/** The sealed originals of corrected reports. */
@Resolver()
export class OriginalResolver {
  @Mutation(() => ReadOriginalResult, {
    description:
      'Opens a corrected report as it stood before each correction. A mutation, because the reading is written into the ' +
      'audit trail before anything is shown (VER-3, AUD-1).',
  })
  @Allow(['ADMIN', 'OVERSEER'])
  async readOriginal(
    @Arg('reportId', () => ID, { description: 'The report.' }) reportId: string,
    @Arg('reason', () => String, { description: 'Why, for the audit trail: 3 to 1,000 characters.' }) reason: string,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReadOriginalResult> {
    const reading = {
      reportId: requireUuid(reportId, 'Report'),
      reason: checkedText(reason, 'reason', { least: 3, most: 1000 }),
    };
    const outcome = await readOriginal(ctx.commands, ctx.viewer, reading);
    return isRefusal(outcome) ? outcome : new OriginalReportPayload(outcome);
  }
}
