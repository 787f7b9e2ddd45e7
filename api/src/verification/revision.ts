import type { EntityManager } from '@mikro-orm/postgresql';
import type { ServiceClass } from '../casefile/case-file.ts';
import type { ReportEntity } from '../casework/report.entity.ts';
import type { TimeZone } from '../platform/calendar/local-day.ts';
import { checkedText, inOneLine } from '../platform/graphql/checked-text.ts';
import { invalid, RefusedError, type Problem } from '../platform/graphql/refusals.ts';
import { BODY, serviceClassOf, TITLE } from '../reports/commands/file-report.ts';
import type { ReviseReport } from './commands/revise-report.ts';
import { maskWithin, occursIn } from './masking.ts';

/** What of a report an admin may correct, in one piece: compared before and after, and sealed as the original. */
export type RevisableText = Pick<ReportEntity, (typeof REVISABLE)[number]>;

const REVISABLE = [
  'kind',
  'categoryId',
  'title',
  'body',
  'areaCode',
  'place',
  'latitude',
  'longitude',
  'facts',
  'anonymous',
  'confidential',
] as const;

/** What a correction may say of itself in the audit trail. Words may have been covered, so none of them is repeated. */
const TOLD_IN_FULL: readonly (keyof RevisableText)[] = ['kind', 'categoryId', 'areaCode', 'anonymous', 'confidential'];
const TOLD_AFTERWARDS: readonly (keyof RevisableText)[] = ['title'];

/** How long place and answers may be, as on filing. */
const LONGEST_PLACE = 500;
const LONGEST_ANSWER = 1_000;

/** What a new category or area brings with it. */
export interface References {
  readonly categoryClass: ServiceClass | null;
  readonly timeZone: TimeZone | null;
}

export function textOf(report: ReportEntity): RevisableText {
  return Object.fromEntries(REVISABLE.map((field) => [field, report[field]])) as unknown as RevisableText;
}

/** Category and area must exist, and every mask must cover something. Throws RefusedError naming the fields. */
export async function checkRevision(em: EntityManager, report: ReportEntity, input: ReviseReport): Promise<References> {
  const categoryId = input.categoryId ?? report.categoryId;
  const areaCode = input.location ? input.location.areaCode : report.areaCode;
  const [row] = await em.execute<{ categoryClass: ServiceClass | null; timeZone: TimeZone | null }[]>(
    `select (select service_class from category where id = ?::uuid) as "categoryClass",
            (select time_zone from area where code = ?) as "timeZone"`,
    [categoryId, areaCode],
  );
  const problems: Problem[] = [];
  if (categoryId !== null && !row?.categoryClass) problems.push({ path: 'categoryId', code: 'CATEGORY_UNKNOWN' });
  if (areaCode !== null && !row?.timeZone) problems.push({ path: 'location.areaCode', code: 'AREA_UNKNOWN' });
  const { title, body, place, facts } = report;
  const texts = [title, body, place ?? '', ...Object.values(facts), input.title ?? '', input.location?.place ?? ''];
  input.masks?.forEach((mask, index) => {
    if (!occursIn(mask, texts)) problems.push({ path: `masks.${index}`, code: 'MASK_NOT_FOUND' });
  });
  if (problems.length > 0) throw new RefusedError(invalid(problems));
  return { categoryClass: row?.categoryClass ?? null, timeZone: row?.timeZone ?? null };
}

/** Changes the report. The service class follows kind and category, for clocks that start from now on (CLK-2, CLK-3). */
export function applyRevision(report: ReportEntity, input: ReviseReport, references: References): void {
  const masks = input.masks ?? [];
  const cover = (text: string, most: number) => (masks.length === 0 ? text : maskWithin(text, masks, most));
  report.kind = input.kind ?? report.kind;
  report.categoryId = input.categoryId ?? report.categoryId;
  if (input.kind || input.categoryId) report.serviceClass = serviceClassOf(report.kind, references.categoryClass);
  if (input.location) Object.assign(report, input.location);
  if (input.location && references.timeZone) report.timeZone = references.timeZone;
  const title = input.title === undefined ? report.title : inOneLine(checkedText(input.title, 'title', TITLE));
  report.title = cover(title, TITLE.most);
  report.body = cover(report.body, BODY.most);
  report.place = report.place === null ? null : cover(report.place, LONGEST_PLACE);
  const facts = Object.entries(report.facts).map(([fact, answer]) => [fact, cover(answer, LONGEST_ANSWER)]);
  // A new object only where something changed: the mapper compares by value, the reader need not wonder.
  if (masks.length > 0) report.facts = Object.fromEntries(facts) as ReportEntity['facts'];
  report.anonymous ||= input.makeAnonymous ?? false;
  report.confidential ||= input.makeConfidential ?? false;
  if (report.anonymous) report.reporterDisplay = null;
}

/** Which fields differ, and what the audit trail may know of how. */
export function changesBetween(before: RevisableText, after: RevisableText) {
  const fields = REVISABLE.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  const values = fields.flatMap((field) => {
    if (TOLD_IN_FULL.includes(field)) return [[field, { from: before[field], to: after[field] }]];
    return TOLD_AFTERWARDS.includes(field) ? [[field, { to: after[field] }]] : [];
  });
  return { fields, values: Object.fromEntries(values) as Record<string, object> };
}
