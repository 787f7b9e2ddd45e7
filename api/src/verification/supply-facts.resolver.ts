import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { TuntasContext } from '../context.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { reportAnswer } from '../reports/report.answer.ts';
import { ReportResult } from '../reports/report.payloads.ts';
import { supplyFacts } from './commands/supply-facts.ts';
import { SupplyFactsInput } from './verification.inputs.ts';
import { supplyOf } from './verification.requests.ts';

/** What reporters do while their report is verified. */
@Resolver()
export class SupplyFactsResolver {
  @Mutation(() => ReportResult, {
    description:
      'Answers a return: the reporter, by account or receipt, supplies what was asked for, and verification goes on with ' +
      'the days it had left (VER-2).',
  })
  @Allow(['SIGNED_IN', 'ANYONE_WITH_RECEIPT'])
  async supplyFacts(
    @Arg('input', () => SupplyFactsInput, { description: 'What is added.' }) input: SupplyFactsInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof ReportResult> {
    return reportAnswer(ctx, await supplyFacts(ctx.commands, ctx.viewer, supplyOf(input)));
  }
}
