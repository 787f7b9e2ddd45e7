import { isRefusal } from '../casework/casework.ts';
import type { TuntasContext } from '../context.ts';
import type { AnyRefusal } from '../platform/graphql/refusals.ts';
import { readAnew } from '../reports/report.answer.ts';
import { dispositionById, legAfter } from './disposition.loaders.ts';
import { DispositionPayload } from './disposition.payloads.ts';

/** What a command did, and to which leg of which report. */
export interface DispositionChanged {
  readonly reportId: string;
  readonly dispositionId: string;
}

/** The answer of a mutation on a disposition: the refusal, or the disposition as it is after the command. */
export async function dispositionAnswer(
  ctx: TuntasContext,
  outcome: DispositionChanged | AnyRefusal,
): Promise<DispositionPayload | AnyRefusal> {
  if (isRefusal(outcome)) return outcome;
  await readAnew(ctx);
  const leg = await dispositionById(ctx).load(outcome.dispositionId);
  return new DispositionPayload(leg, leg && (await legAfter(ctx, leg)));
}
