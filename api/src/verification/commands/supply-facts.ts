import { attachToReport, type ClaimedUploads } from '../../attachments/commands/attach.ts';
import type { Casework } from '../../casework/casework.ts';
import type { CaseWork } from '../../casework/case-work.ts';
import type { ReportEntity } from '../../casework/report.entity.ts';
import { Facts } from '../../categories/category.vocabulary.ts';
import type { Fact } from '../../categories/fact.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { TimeZone } from '../../platform/calendar/local-day.ts';
import type { Locale } from '../../platform/graphql/locale.ts';
import { invalid, refuse, RefusedError, type AnyRefusal } from '../../platform/graphql/refusals.ts';
import { refuseImpossibleDate } from '../../reports/event-date.ts';
import type { ReportChanged } from '../decision.ts';

/** What a reporter adds when asked; absent parts stay as they are, but something must be said. */
export interface SupplyFacts extends ClaimedUploads {
  readonly reportId: string;
  readonly facts: Partial<Record<Fact, string>>;
  /** Appended to the body under the day's date. */
  readonly addition: string | null;
  /** `YYYY-MM-DD`, not after today. */
  readonly eventDate: string | null;
  readonly areaCode: string | null;
  readonly place: string | null;
}

export interface SupplyDesk {
  readonly casework: Casework;
  readonly uploadSecret: string;
}

const LONGEST_BODY = 20_000;

/** The reporter answers a return: the report is complete(r), and its verification goes on (VER-2). */
export async function supplyFacts(
  desk: SupplyDesk,
  viewer: Viewer,
  input: SupplyFacts,
): Promise<ReportChanged | AnyRefusal> {
  if (saysNothing(input)) return invalid([{ path: 'facts', code: 'REQUIRED' }]);
  const { reportId, attachmentIds, claimTokens } = input;
  return desk.casework.onReport(viewer, { reportId, expectedVersion: null }, async (work) => {
    if (!work.standing.capacities.has('REPORTER')) return refuse('NOT_PERMITTED', {}, 'VER-2');
    await complete(work, input);
    const refused = refuseUnlessAnswering(work.file.report, input) ?? (await work.advance({ action: 'SUPPLY_FACTS' }));
    if (refused) return refused;
    const files = { reportId, attachmentIds, claimTokens };
    await attachToReport(work.em, { secret: desk.uploadSecret, now: work.now }, files);
    return { reportId };
  });
}

function saysNothing({ facts, addition, eventDate, areaCode, place, attachmentIds }: SupplyFacts): boolean {
  const said = [addition?.trim(), eventDate, areaCode, place?.trim(), ...Object.values(facts), ...attachmentIds];
  return !said.some(Boolean);
}

/** A return ends by an answer to at least one of its questions; what else is added is welcome, and ends nothing. */
function refuseUnlessAnswering({ missingFacts }: ReportEntity, input: SupplyFacts): AnyRefusal | null {
  const asked = missingFacts as Fact[];
  if (asked.length === 0 || asked.some((fact) => isAnswered(fact, input))) return null;
  const inWords = (locale: Locale) => asked.map((fact) => Facts.label(fact, locale)).join(', ');
  return refuse('FACTS_NOT_SUPPLIED', { facts: { id: inWords('id'), en: inWords('en') } }, 'VER-2');
}

/** An addition is free text, so it may answer anything; a file alone says nothing that can be checked. */
function isAnswered(fact: Fact, { facts, addition, eventDate, areaCode, place }: SupplyFacts): boolean {
  if (addition?.trim() || facts[fact]?.trim()) return true;
  if (fact === 'WHERE') return areaCode !== null || Boolean(place?.trim());
  return fact === 'WHEN' && eventDate !== null;
}

async function complete({ em, file: { report }, now }: CaseWork, input: SupplyFacts): Promise<void> {
  if (input.areaCode !== null) {
    const [area] = await em.execute<{ zone: TimeZone }[]>('select time_zone as zone from area where code = ?', [
      input.areaCode,
    ]);
    if (!area) throw new RefusedError(invalid([{ path: 'areaCode', code: 'AREA_UNKNOWN' }]));
    report.areaCode = input.areaCode;
    report.timeZone = area.zone;
  }
  refuseImpossibleDate(input.eventDate, now, report.timeZone);
  report.eventDate = input.eventDate ?? report.eventDate;
  report.place = input.place?.trim() || report.place;
  report.facts = { ...report.facts, ...input.facts };
  if (input.addition?.trim()) report.body = withAddition(report, input.addition.trim(), now);
}

/** The body with the addition under a line that says when it was added, in the language reports are written in. */
function withAddition(report: ReportEntity, addition: string, now: Date): string {
  const day = new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeZone: report.timeZone }).format(now);
  const head = `${report.body}\n\n— Tambahan dari pelapor, ${day} —\n`;
  const room = LONGEST_BODY - head.length;
  if (addition.length > room) {
    throw new RefusedError(invalid([{ path: 'addition', code: 'TOO_LONG', details: { limit: Math.max(room, 0) } }]));
  }
  return head + addition;
}
