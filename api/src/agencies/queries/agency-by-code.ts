import type { RequestContext } from '../../platform/graphql/context.ts';
import { AGENCY_COLUMNS, type AgencyRow } from '../agency.row.ts';

/** The agency with this code; null when there is none. */
export function agencyByCode(ctx: RequestContext, code: string): Promise<AgencyRow | null> {
  return ctx.reads.one<AgencyRow>(`select ${AGENCY_COLUMNS} from agency a where a.code = $1`, [code]);
}
