import { isRefusal } from '../casework/casework.ts';
import type { TuntasContext } from '../context.ts';
import { uuidFrom } from '../platform/graphql/global-id.ts';
import { refuse, RefusedError, type AnyRefusal } from '../platform/graphql/refusals.ts';
import { reportById } from './report.loaders.ts';
import { ReportPayload } from './report.payloads.ts';

/** Ends what this request has read so far: what comes next shall see what a command has just committed. */
export async function readAnew(ctx: TuntasContext): Promise<void> {
  await ctx.reads.close();
  ctx.loaders.clear();
}

/** The answer of a mutation on a report: the refusal, or the report as it is after the command. */
export async function reportAnswer(
  ctx: TuntasContext,
  outcome: { readonly reportId: string } | AnyRefusal,
): Promise<ReportPayload | AnyRefusal> {
  if (isRefusal(outcome)) return outcome;
  await readAnew(ctx);
  return new ReportPayload(await reportById(ctx).load(outcome.reportId));
}

/** The uuid in a global id; an id of another type or of nothing is answered like one that does not exist (IDN-4). */
export function requireUuid(id: string, type: string): string {
  const uuid = uuidFrom(id, type);
  if (uuid === null) throw new RefusedError(refuse('NOT_FOUND'));
  return uuid;
}
