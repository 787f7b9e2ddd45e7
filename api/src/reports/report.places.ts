import type { TuntasContext } from '../context.ts';
import { defineLoader } from '../platform/graphql/loaders.ts';
import type { ReportRow } from './report.row.ts';

/** Where something happened, as far as a viewer may know. */
export type Whereabouts = Pick<ReportRow, 'place' | 'latitude' | 'longitude' | 'facts'>;

/**
 * Where a report happened, as its viewer may know it (PUB-1): of a report in a sensitive category everybody but its
 * reporter, admins, overseers and agencies that have or had a leg of it sees the area and a point of a kilometre.
 */
export async function whereabouts(ctx: TuntasContext, report: ReportRow): Promise<Whereabouts> {
  if (!tellsWhere(report) || (await seesExactPlace(ctx).load(report.id))) return report;
  const { WHERE: _place, ...facts } = report.facts;
  return { place: null, latitude: coarse(report.latitude), longitude: coarse(report.longitude), facts };
}

function tellsWhere({ place, latitude, facts }: Whereabouts): boolean {
  return place !== null || latitude !== null || facts.WHERE !== undefined;
}

/** To two decimals of a degree: 1.1 kilometres, at the equator in both directions. */
function coarse(degrees: number | null): number | null {
  return degrees === null ? null : Math.round(degrees * 100) / 100;
}

const seesExactPlace = defineLoader<string, boolean, TuntasContext>('seesExactPlace', async (ctx, reportIds) => {
  const { role } = ctx.viewer;
  if (role === 'ADMIN' || role === 'OVERSEER') return reportIds.map(() => true);
  const rows = await ctx.reads.query<{ id: string }>(
    `select r.id from report r join category c on c.id = r.category_id
     where r.id = any($1::uuid[]) and c.sensitive and not viewer_is_reporter(r.id) and viewer_has_leg(r.id) is not true`,
    [reportIds],
  );
  const coarsened = new Set(rows.map(({ id }) => id));
  return reportIds.map((id) => !coarsened.has(id));
});
