import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import { attachToReport, type ClaimedUploads } from '../../attachments/commands/attach.ts';
import type { ServiceClass } from '../../casefile/case-file.ts';
import { openCaseFile } from '../../casefile/filing.ts';
import { saveCaseFile } from '../../casework/case-file.store.ts';
import { isRefusal, type Casework } from '../../casework/casework.ts';
import { circumstances } from '../../casework/circumstances.ts';
import { appendEvent } from '../../casework/event-log.ts';
import { VERIFICATION_TOPIC } from '../../casework/happening.events.ts';
import { once } from '../../casework/idempotency.ts';
import { ReportEntity, type ReportKind } from '../../casework/report.entity.ts';
import { reporterDisplay } from '../../identity/masking.ts';
import type { Receipts } from '../../identity/receipt.ts';
import type { ReporterIdentity, Vault } from '../../identity/vault.ts';
import type { Viewer } from '../../people/viewer.ts';
import type { TimeZone } from '../../platform/calendar/local-day.ts';
import { checkedText, inOneLine } from '../../platform/graphql/checked-text.ts';
import { invalid, RefusedError, type AnyRefusal } from '../../platform/graphql/refusals.ts';
import { refuseImpossibleDate } from '../event-date.ts';
import { newTrackingId } from '../tracking-id.ts';

/** How long title and body of a report may be. */
export const TITLE = { least: 1, most: 200 };
export const BODY = { least: 1, most: 20_000 };

/** What somebody reports (INT-2). */
export interface FileReport extends Readonly<Pick<ReportEntity, ReportedField>>, ClaimedUploads {
  readonly idempotencyKey: string;
}

type ReportedField = 'kind' | 'channel' | 'title' | 'body' | keyof typeof NOTHING_FURTHER;

/** What is filed when its reporter says no more than title and body. */
export const NOTHING_FURTHER = {
  categoryId: null,
  eventDate: null,
  areaCode: null,
  place: null,
  latitude: null,
  longitude: null,
  facts: {},
  anonymous: false,
  confidential: false,
} as const satisfies Partial<ReportEntity>;

/** Who reports: an account (its name and contacts), or whatever contact was left, possibly none (INT-4). */
export interface FilingReporter {
  readonly personId: string | null;
  readonly identity: ReporterIdentity;
}

export interface FiledReport {
  readonly reportId: string;
  readonly trackingId: string;
  /** The secret receipt, for reports without an account; null where an account follows the report. */
  readonly receipt: string | null;
  readonly verifyDueAt: Date;
}

/** What filing works with. */
export interface FilingDesk {
  readonly casework: Casework;
  readonly vault: Vault;
  readonly receipts: Receipts;
  /** What upload claims are checked with (INT-7). */
  readonly uploadSecret: string;
}

interface Filed {
  readonly reportId: string;
  readonly trackingId: string;
  readonly verifyDueAt: string;
}

/**
 * Files a report: the report itself, its first clock and holder, the identity in the vault, the receipt's hash and the
 * event, all or nothing (INT-2, INT-4, VER-1). Sending the same key again gives the same answer, receipt included.
 * `alongside` writes what belongs to the filing, in its transaction and only the first time.
 */
export async function fileReport(
  desk: FilingDesk,
  viewer: Viewer,
  reporter: FilingReporter,
  input: FileReport,
  alongside: (em: EntityManager, filed: FiledReport) => Promise<void> = () => Promise.resolve(),
): Promise<FiledReport | AnyRefusal> {
  const { casework, receipts } = desk;
  const reportId = uuidv7();
  const answer = ({ verifyDueAt, ...filed }: Filed): FiledReport => ({
    ...filed,
    receipt: reporter.personId === null ? receipts.issue(filed.reportId, input.idempotencyKey) : null,
    verifyDueAt: new Date(verifyDueAt),
  });
  const outcome = await casework.transaction(
    viewer,
    (em) => {
      const now = casework.clock.now();
      return once<Filed>(em, viewer, { key: input.idempotencyKey, command: 'fileReport', input }, now, async () => {
        const filed = await write(em, desk, viewer, reporter, input, reportId, now);
        await alongside(em, answer(filed));
        return filed;
      });
    },
    { reportId },
  );
  return isRefusal(outcome) ? outcome : answer(outcome);
}

async function write(
  em: EntityManager,
  desk: FilingDesk,
  viewer: Viewer,
  reporter: FilingReporter,
  input: FileReport,
  reportId: string,
  now: Date,
): Promise<Filed> {
  const { vault, receipts } = desk;
  const around = await circumstances(em, now, []);
  const { serviceClass, timeZone } = await checkReferences(em, input, now);
  const report = em.create(ReportEntity, {
    ...newReport(input, now),
    id: reportId,
    serviceClass,
    timeZone,
    trackingId: await freeTrackingId(em),
    reporterDisplay: reporterDisplay(reporter.identity, input.anonymous),
  });
  await em.flush();
  const { sealed, keyId } = vault.seal(reportId, 'identity', reporter.identity);
  const { phone } = reporter.identity;
  await em.execute(
    `insert into reporter_identity (report_id, person_id, sealed, key_id, phone_index, created_at)
     values (?::uuid, ?::uuid, decode(?, 'hex'), ?, decode(?, 'hex'), ?::timestamptz)`,
    [
      reportId,
      reporter.personId,
      sealed.toString('hex'),
      keyId,
      phone === null ? null : vault.phoneIndex(phone).toString('hex'),
      now.toISOString(),
    ],
  );
  if (reporter.personId === null) {
    const hash = receipts.hash(receipts.issue(reportId, input.idempotencyKey));
    await em.execute(
      `insert into report_receipt (report_id, hash, created_at) values (?::uuid, decode(?, 'hex'), ?::timestamptz)`,
      [reportId, hash.toString('hex'), now.toISOString()],
    );
  }
  const file = { ...openCaseFile(report, around), report };
  await saveCaseFile(em, file);
  const { attachmentIds, claimTokens } = input;
  await attachToReport(em, { secret: desk.uploadSecret, now }, { reportId, attachmentIds, claimTokens });
  report.version = await appendEvent(em, {
    subjectKind: 'REPORT',
    subjectId: reportId,
    type: 'REPORT_FILED',
    actor: { kind: 'REPORTER', personId: null, agencyId: null },
    visibility: 'PUBLIC',
    occurredAt: now,
    recordedAt: now,
    publicData: { channel: input.channel },
    protectedData: viewer.role === 'ADMIN' ? { enteredBy: viewer.personId } : {},
    topics: [VERIFICATION_TOPIC],
  });
  await em.flush();
  return { reportId, trackingId: report.trackingId, verifyDueAt: file.clocks[0]!.dueAt.toISOString() };
}

function newReport(input: FileReport, now: Date) {
  return {
    kind: input.kind,
    channel: input.channel,
    title: inOneLine(checkedText(input.title, 'title', TITLE)),
    body: checkedText(input.body, 'body', BODY),
    categoryId: input.categoryId,
    eventDate: input.eventDate,
    areaCode: input.areaCode,
    place: input.place,
    latitude: input.latitude,
    longitude: input.longitude,
    facts: input.facts,
    anonymous: input.anonymous,
    confidential: input.confidential,
    status: 'RECEIVED' as const,
    version: 1,
    receivedAt: now,
    publishedAt: null,
    verifiedAt: null,
    disposedAt: null,
    resolvedAt: null,
    closedAt: null,
    closedBy: null,
    archivedAt: null,
    archiveReason: null,
    archiveNote: null,
    missingFacts: [],
    returnNote: null,
    pauseDaysUsed: 0,
    heldForAgencyId: null,
    mergedIntoId: null,
    disputeCount: 0,
    rating: null,
  };
}

/** Category and area must exist; with them come the service class (CLK-2) and the reporter's time zone. */
async function checkReferences(em: EntityManager, input: FileReport, now: Date) {
  const [row] = await em.execute<{ categoryClass: ServiceClass | null; timeZone: TimeZone | null }[]>(
    `select (select service_class from category where id = ?::uuid) as "categoryClass",
            (select time_zone from area where code = ?) as "timeZone"`,
    [input.categoryId, input.areaCode],
  );
  const timeZone = row?.timeZone ?? 'Asia/Jakarta';
  if (input.categoryId !== null && !row?.categoryClass) {
    throw new RefusedError(invalid([{ path: 'categoryId', code: 'CATEGORY_UNKNOWN' }]));
  }
  if (input.areaCode !== null && !row?.timeZone) {
    throw new RefusedError(invalid([{ path: 'areaCode', code: 'AREA_UNKNOWN' }]));
  }
  refuseImpossibleDate(input.eventDate, now, timeZone);
  return { timeZone, serviceClass: serviceClassOf(input.kind, row?.categoryClass ?? null) };
}

/** CLK-2: a request for information has its own limit whatever it is about. */
export function serviceClassOf(kind: ReportKind, categoryClass: ServiceClass | null): ServiceClass {
  return kind === 'INFORMATION_REQUEST' ? 'INFORMATION' : (categoryClass ?? 'ORDINARY');
}

/** Tracking IDs are random; among a billion, one that is taken is rare, and then another is drawn. */
async function freeTrackingId(em: EntityManager): Promise<string> {
  for (;;) {
    const trackingId = newTrackingId();
    const [{ free }] = await em.execute<[{ free: boolean }]>('select tracking_id_is_free(?) as free', [trackingId]);
    if (free) return trackingId;
  }
}
