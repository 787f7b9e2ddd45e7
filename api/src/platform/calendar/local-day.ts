/** The three Indonesian time zones, WIB, WITA and WIT, by their IANA names. */
export type TimeZone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura';

/** A calendar day on the wall of some time zone, written `YYYY-MM-DD`. */
export type LocalDay = string;

/** A local day counted from 1970-01-01 (day 0), so that days can be added and compared. */
export type DayNumber = number;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Indonesia has no daylight saving time, so a fixed offset per zone is exact and needs no time zone database. */
const OFFSET: Readonly<Record<TimeZone, number>> = {
  'Asia/Jakarta': 7 * HOUR,
  'Asia/Makassar': 8 * HOUR,
  'Asia/Jayapura': 9 * HOUR,
};

/** WIB, WITA and WIT, from west to east. */
export const TIME_ZONES = Object.keys(OFFSET) as readonly TimeZone[];

/** True when `name` is one of the three zones: for values that come from a form or a column. */
export function isTimeZone(name: string): name is TimeZone {
  return Object.hasOwn(OFFSET, name);
}

/** The local day on which `instant` falls. Throws RangeError for an invalid Date. */
export function localDayOf(instant: Date, zone: TimeZone): LocalDay {
  return formatDay(dayNumberOf(instant, zone));
}

/** 24:00 of a local day, which is 00:00 of the next one. Throws RangeError when `day` is no real `YYYY-MM-DD` day. */
export function endOfLocalDay(day: LocalDay, zone: TimeZone): Date {
  return endOfDay(parseDay(day), zone);
}

/** The number of the local day on which `instant` falls. Throws RangeError for an invalid Date or an unknown zone. */
export function dayNumberOf(instant: Date, zone: TimeZone): DayNumber {
  const day = Math.floor((instant.getTime() + OFFSET[zone]) / DAY);
  if (Number.isNaN(day)) throw new RangeError(`No local day for ${instant} in ${zone}`);
  return day;
}

/** 24:00 local of the numbered day, as an instant. */
export function endOfDay(day: DayNumber, zone: TimeZone): Date {
  return new Date((day + 1) * DAY - OFFSET[zone]);
}

/** Reads `YYYY-MM-DD`. Throws RangeError for any other form and for days that do not exist, such as 2026-02-30. */
export function parseDay(day: LocalDay): DayNumber {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(midnight) || formatDay(midnight / DAY) !== day) throw new RangeError(`Not a day: ${day}`);
  return midnight / DAY;
}

function formatDay(day: DayNumber): LocalDay {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
