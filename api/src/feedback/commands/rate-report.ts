import type { Casework } from '../../casework/casework.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';

export interface RateReport {
  readonly reportId: string;
  /** 1 to 5. */
  readonly rating: number;
}

/** The reporter rates a closed report that has no rating yet, once (FUP-5). */
export function rateReport(
  casework: Casework,
  viewer: Viewer,
  { reportId, rating }: RateReport,
): Promise<{ readonly reportId: string } | AnyRefusal> {
  return casework.onReport(viewer, { reportId, expectedVersion: null }, async (work) => {
    return (await work.advance({ action: 'RATE', rating })) ?? { reportId };
  });
}
