import { isRefusal } from '../casework/casework.ts';
import type { TuntasContext } from '../context.ts';
import { uuidFrom } from '../platform/graphql/global-id.ts';
import { invalid, refuse, RefusedError, type AnyRefusal, type Problem } from '../platform/graphql/refusals.ts';
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

/** What an input is told that names no category. */
export const UNKNOWN_CATEGORY = { path: 'categoryId', code: 'CATEGORY_UNKNOWN' } as const satisfies Problem;

/** The uuid in a global id which an input refers to; an id of another type or of nothing is a problem of that field. */
export function referencedUuid(id: string, type: string, unknown: Problem): string {
  const uuid = uuidFrom(id, type);
  if (uuid === null) throw new RefusedError(invalid([unknown]));
  return uuid;
}

/** The uuid in a global id; an id of another type or of nothing is answered like one that does not exist (IDN-4). */
export function requireUuid(id: string, type: string): string {
  const uuid = uuidFrom(id, type);
  if (uuid === null) throw new RefusedError(refuse('NOT_FOUND'));
  return uuid;
}
