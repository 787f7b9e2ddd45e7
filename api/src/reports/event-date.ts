import { localDayOf, type TimeZone } from '../platform/calendar/local-day.ts';
import { invalid, RefusedError } from '../platform/graphql/refusals.ts';

/** Nobody alive reports of earlier days: such a date is a typing mistake. */
const EARLIEST = '1900-01-01';

/** Throws RefusedError where nothing can have happened on that day (`YYYY-MM-DD`), seen from the place of the event. */
export function refuseImpossibleDate(eventDate: string | null, now: Date, timeZone: TimeZone): void {
  if (eventDate === null) return;
  const path = 'eventDate';
  if (eventDate < EARLIEST) {
    throw new RefusedError(invalid([{ path, code: 'EVENT_TOO_LONG_AGO', details: { earliest: EARLIEST } }]));
  }
  if (eventDate > localDayOf(now, timeZone)) throw new RefusedError(invalid([{ path, code: 'EVENT_IN_FUTURE' }]));
}
