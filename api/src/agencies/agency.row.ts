import type { TimeZone } from '../platform/calendar/local-day.ts';

export type AgencyKind = 'MINISTRY' | 'BODY' | 'PROVINCE' | 'REGENCY' | 'CITY' | 'SOE' | 'UNIT';

/** An agency or a unit of one as its resolvers read it; the list of agencies is public. */
export interface AgencyRow {
  readonly id: string;
  /** The path of codes from the top agency down, joined by dots, such as `KOTA-BANDUNG.DISHUB`. */
  readonly code: string;
  readonly name: string;
  readonly type: AgencyKind;
  readonly parentId: string | null;
  readonly areaCode: string | null;
  readonly timeZone: TimeZone;
  readonly connectedAt: Date | null;
}

/** The columns of an AgencyRow, for a table aliased `a`. */
export const AGENCY_COLUMNS = `a.id, a.code, a.name, a.type, a.parent_id as "parentId", a.area_code as "areaCode",
  a.time_zone as "timeZone", a.connected_at as "connectedAt"`;
