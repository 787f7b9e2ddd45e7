import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { TuntasContext } from '../context.ts';
import { dispositionAnswer } from '../dispositions/disposition.answer.ts';
import { DispositionResult } from '../dispositions/disposition.payloads.ts';
import { decisionOf, requireAgency } from '../dispositions/disposition.requests.ts';
import { Allow } from '../platform/graphql/policy.ts';
import { acceptDisposition } from './commands/accept-disposition.ts';
import { declineDisposition } from './commands/decline-disposition.ts';
import { forwardDisposition } from './commands/forward-disposition.ts';
import { AcceptDispositionInput, DeclineDispositionInput, ForwardDispositionInput } from './forwarding.inputs.ts';

/** What a liaison officer does with a disposition of their agency or of a unit below it (DIS-2, DIS-4). */
@Resolver()
export class ForwardingResolver {
  @Mutation(() => DispositionResult, {
    description: 'Takes a disposition on. Its clocks run on: accepting is no response (DIS-2, DIS-5).',
  })
  @Allow('LIAISON_OFFICER')
  async acceptDisposition(
    @Arg('input', () => AcceptDispositionInput, { description: 'Which one.' }) input: AcceptDispositionInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof DispositionResult> {
    const request = await decisionOf(ctx, input);
    return dispositionAnswer(ctx, await acceptDisposition(ctx.commands.casework, ctx.viewer, request));
  }

  @Mutation(() => DispositionResult, {
    description:
      'Passes a disposition on to another agency or to a unit below, down to kelurahan. The due dates stay as they ' +
      'were; an agency that has held it before is refused (DIS-2, DIS-3, CLK-3).',
  })
  @Allow('LIAISON_OFFICER')
  async forwardDisposition(
    @Arg('input', () => ForwardDispositionInput, { description: 'To whom, and for what.' })
    input: ForwardDispositionInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof DispositionResult> {
    const { instruction } = input;
    const targetAgencyId = requireAgency(input.targetAgencyId);
    const request = { ...(await decisionOf(ctx, input)), targetAgencyId, instruction };
    return dispositionAnswer(ctx, await forwardDisposition(ctx.commands.casework, ctx.viewer, request));
  }

  @Mutation(() => DispositionResult, {
    description:
      'Declares a disposition not the authority of the agency: to the agency named, or back to the national queue. The ' +
      'third time on one track it goes to the arbiter (DIS-2).',
  })
  @Allow('LIAISON_OFFICER')
  async declineDisposition(
    @Arg('input', () => DeclineDispositionInput, { description: 'Why, and whose authority it is.' })
    input: DeclineDispositionInput,
    @Ctx() ctx: TuntasContext,
  ): Promise<typeof DispositionResult> {
    const { reason } = input;
    const targetAgencyId = input.targetAgencyId ? requireAgency(input.targetAgencyId) : null;
    const request = { ...(await decisionOf(ctx, input)), targetAgencyId, reason };
    return dispositionAnswer(ctx, await declineDisposition(ctx.commands.casework, ctx.viewer, request));
  }
}
