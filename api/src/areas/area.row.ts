import type { TimeZone } from '../platform/calendar/local-day.ts';

export type AreaLevel = 'PROVINCE' | 'REGENCY' | 'DISTRICT' | 'VILLAGE';
export type AreaKind = 'KABUPATEN' | 'KOTA';

/** An administrative area as its resolvers read it; areas are public. */
export interface AreaRow {
  /** The code of the Ministry of Home Affairs, such as `32.12.31.2001`; it begins with the parent's code and a dot. */
  readonly code: string;
  readonly parentCode: string | null;
  readonly level: AreaLevel;
  readonly name: string;
  /** Only at the level REGENCY. */
  readonly kind: AreaKind | null;
  readonly timeZone: TimeZone;
}

/** The columns of an AreaRow, for a table aliased `a`. */
export const AREA_COLUMNS = `a.code, a.parent_code as "parentCode", a.level, a.name, a.kind, a.time_zone as "timeZone"`;
