import { MAIN_TRACK, type ClockState } from '../casefile/case-file.ts';
import type { WorkingCalendar } from '../platform/calendar/working-calendar.ts';
import type { Locale, Sentence } from '../platform/graphql/locale.ts';
import { fillSentence } from '../platform/graphql/sentences.ts';
import { ClosedBy, ReportStatuses } from '../reports/report.vocabulary.ts';
import { holderNow, type StepsSource } from './steps.ts';

const LINES = {
  WAITING_FOR_AGENCY: { id: 'Menunggu tindak lanjut Instansi', en: 'Waiting for the agency to follow up' },
  FOLLOWED_UP: { id: 'Ditindaklanjuti oleh Instansi', en: 'Followed up by the agency' },
  DISPUTED: { id: 'Ditanggapi oleh Pelapor', en: 'Answered by the reporter' },
  WAITING_FOR_DISPOSITION: { id: 'Menunggu disposisi ulang', en: 'Waiting to be disposed again' },
  WAITING_FOR_ARBITER: { id: 'Menunggu penetapan arbiter', en: 'Waiting for the arbiter' },
  MERGED_INTO: { id: 'Digabung ke laporan {trackingId}', en: 'Merged into report {trackingId}' },
  DONE_TODAY: { id: 'Selesai otomatis hari ini', en: 'Closes by itself today' },
  // In the words of the original (FUP-3); the days are working days, as everywhere.
  DONE_IN_A_DAY: { id: 'Selesai otomatis dalam 1 hari', en: 'Closes by itself in 1 working day' },
  DONE_IN: { id: 'Selesai otomatis dalam {n} hari', en: 'Closes by itself in {n} working days' },
} satisfies Record<string, Sentence>;

/**
 * Where a report stands, in one line as the public knows it (FUP-3). `n` counts working days by the calendar (CLK-1);
 * `primary` is the tracking ID of the report it was merged into, as far as the reader may know it (VER-7).
 */
export function statusLineOf(
  source: StepsSource,
  calendar: WorkingCalendar,
  now: Date,
  locale: Locale,
  primary: string | null = null,
): string {
  const { status, closedBy } = source.report;
  if (status === 'IN_PROGRESS') return progressLine(source)[locale];
  if (status === 'AWAITING_FEEDBACK') return countdown(source, calendar, now, locale);
  if (status === 'MERGED' && primary !== null) return fillSentence(LINES.MERGED_INTO, { trackingId: primary }, locale);
  if (status === 'CLOSED' && closedBy !== null) return ClosedBy.label(closedBy, locale);
  return ReportStatuses.label(status, locale);
}

function progressLine(source: StepsSource): Sentence {
  const holder = holderNow(source)?.holder;
  if (holder === 'NATIONAL_QUEUE') return LINES.WAITING_FOR_DISPOSITION;
  if (holder === 'ARBITER') return LINES.WAITING_FOR_ARBITER;
  const response = latest(source, 'RESPOND');
  if (response?.stoppedAt) return LINES.FOLLOWED_UP;
  return response !== null && response.epoch > 1 ? LINES.DISPUTED : LINES.WAITING_FOR_AGENCY;
}

/** 0 working days left is the last day itself, up to its 24:00. */
function countdown(source: StepsSource, calendar: WorkingCalendar, now: Date, locale: Locale): string {
  const window = latest(source, 'FEEDBACK');
  const n = window ? calendar.workingDaysLeft(now, window.dueAt, window.timeZone) : 0;
  const line = n === 0 ? LINES.DONE_TODAY : n === 1 ? LINES.DONE_IN_A_DAY : LINES.DONE_IN;
  return fillSentence(line, { n }, locale);
}

/** The newest clock of a kind on the main line: a disputed resolution starts another epoch. */
function latest({ clocks }: StepsSource, kind: ClockState['kind']): ClockState | null {
  return clocks
    .filter((clock) => clock.kind === kind && clock.track === MAIN_TRACK)
    .reduce<ClockState | null>((last, clock) => (last && last.epoch > clock.epoch ? last : clock), null);
}
