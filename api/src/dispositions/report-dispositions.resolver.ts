import 'reflect-metadata';
import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { agencyById } from '../agencies/agency.loaders.ts';
import type { AgencyRow } from '../agencies/agency.row.ts';
import { AgencyType } from '../agencies/agency.type.ts';
import { MAIN_TRACK } from '../casefile/case-file.ts';
import type { TuntasContext } from '../context.ts';
import type { ReportRow } from '../reports/report.row.ts';
import { ReportType } from '../reports/report.type.ts';
import type { CustodyRow } from './custody.row.ts';
import { CustodyType } from './custody.type.ts';
import { custodyByReport, dispositionsByReport } from './disposition.loaders.ts';
import type { DispositionRow } from './disposition.row.ts';
import { DispositionType } from './disposition.type.ts';

/** What a report shows of the agencies that work on it. */
@Resolver(() => ReportType)
export class ReportDispositionsResolver {
  @FieldResolver(() => [DispositionType], {
    description: 'Every leg it has or had: by track, and on a track in the order in which the agencies got it (DIS-3).',
  })
  @Extensions({ listSize: 4 })
  dispositions(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<DispositionRow[]> {
    return dispositionsByReport(ctx).load(report.id);
  }

  @FieldResolver(() => AgencyType, {
    nullable: true,
    description:
      'The agency that leads, or led when it was closed; null before disposition and while the main line is back in the ' +
      'national queue or with the arbiter.',
  })
  async leadAgency(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow | null> {
    const legs = await dispositionsByReport(ctx).load(report.id);
    const lead = legs.filter((leg) => leg.track === MAIN_TRACK).at(-1);
    if (!lead || lead.status === 'DECLINED' || lead.status === 'IN_ARBITRATION') return null;
    return agencyById(ctx).load(lead.agencyId);
  }

  @FieldResolver(() => [CustodyType], {
    description: 'Who held it, from when to when: by track, and on a track one after the other (DIS-3).',
  })
  @Extensions({ listSize: 6 })
  custody(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<CustodyRow[]> {
    return custodyByReport(ctx).load(report.id);
  }
}

/** Who held a track. */
@Resolver(() => CustodyType)
export class CustodyResolver {
  @FieldResolver(() => AgencyType, {
    nullable: true,
    description: 'The agency that held it, or for which it was held; null for every other holder.',
  })
  agency(@Root() custody: CustodyRow, @Ctx() ctx: TuntasContext): Promise<AgencyRow | null> | null {
    return custody.agencyId === null ? null : agencyById(ctx).load(custody.agencyId);
  }
}
