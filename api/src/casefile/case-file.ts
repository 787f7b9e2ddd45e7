import type { TimeZone } from '../platform/calendar/local-day.ts';

/** Where a report stands (glossary: Report). */
export const REPORT_STATUSES = [
  'RECEIVED',
  'RETURNED',
  'HELD',
  'VERIFIED',
  'IN_PROGRESS',
  'AWAITING_FEEDBACK',
  'CLOSED',
  'ARCHIVED',
  'MERGED',
] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** Where one agency's leg of a report stands (glossary: Disposition). */
export const DISPOSITION_STATUSES = [
  'RECEIVED',
  'ACCEPTED',
  'RESOLVED',
  'FORWARDED',
  'DECLINED',
  'IN_ARBITRATION',
  'WITHDRAWN',
  'CLOSED',
] as const;
export type DispositionStatus = (typeof DISPOSITION_STATUSES)[number];

/** A leg in one of these is still somebody's to work on; the others have ended. */
export const OPEN_LEG_STATUSES: readonly DispositionStatus[] = ['RECEIVED', 'ACCEPTED', 'RESOLVED', 'IN_ARBITRATION'];

export const SERVICE_CLASSES = ['INFORMATION', 'ORDINARY', 'SUPERVISED'] as const;
/** Decides how long a resolution may take (CLK-2): information request, ordinary, needing supervision. */
export type ServiceClass = (typeof SERVICE_CLASSES)[number];

export const CLOCK_KINDS = ['VERIFY', 'RESPOND', 'RESOLVE', 'FEEDBACK', 'REPORTER_REPLY'] as const;
/** What a clock limits. REPORTER_REPLY caps the pause that a return to the reporter gives the VERIFY clock. */
export type ClockKind = (typeof CLOCK_KINDS)[number];

export const HOLDERS = [
  'NATIONAL_QUEUE',
  'REPORTER',
  'AGENCY',
  'UNCONNECTED_AGENCY',
  'COORDINATION',
  'ARBITER',
  'PRIMARY_REPORT',
] as const;
/**
 * Who a track of the report waits for. COORDINATION: this leg is resolved and waits for the other legs.
 * PRIMARY_REPORT: merged, so the report it was merged into is being worked on instead.
 */
export type Holder = (typeof HOLDERS)[number];

export const ACTOR_KINDS = ['REPORTER', 'ADMIN', 'INTERN', 'AGENCY', 'OVERSEER', 'SYSTEM'] as const;
/** In which capacity somebody acts on a report. */
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** The main line: intake, then the lead agency's leg and wherever that is forwarded. */
export const MAIN_TRACK = 0;

/** The part of a report that rules read and change. All instants are absolute; limits are in working days. */
export interface ReportState {
  readonly id: string;
  status: ReportStatus;
  confidential: boolean;
  anonymous: boolean;
  hasCategory: boolean;
  serviceClass: ServiceClass;
  timeZone: TimeZone;
  receivedAt: Date;
  publishedAt: Date | null;
  verifiedAt: Date | null;
  disposedAt: Date | null;
  resolvedAt: Date | null;
  closedAt: Date | null;
  closedBy: 'REPORTER' | 'SYSTEM' | null;
  archivedAt: Date | null;
  archiveReason: string | null;
  archiveNote: string | null;
  missingFacts: string[];
  returnNote: string | null;
  /** Working days of pause the reporter has used of REPORTER_REPLY's limit. */
  pauseDaysUsed: number;
  heldForAgencyId: string | null;
  mergedIntoId: string | null;
  disputeCount: number;
  rating: number | null;
}

export interface DispositionState {
  readonly id: string;
  /** 0 for the lead agency and wherever its leg is forwarded, 1 … n for supporting ones (MAIN_TRACK). */
  readonly track: number;
  readonly agencyId: string;
  readonly part: 'LEAD' | 'SUPPORTING';
  /** A report cannot close while a required leg is open (DIS-4). */
  readonly required: boolean;
  /** Decided by the arbiter: the agency can no longer say "not our authority" (DIS-2). */
  readonly binding: boolean;
  status: DispositionStatus;
  readonly forwardedFromId: string | null;
  readonly openedAt: Date;
  acceptedAt: Date | null;
  firstRespondedAt: Date | null;
  resolvedAt: Date | null;
  endedAt: Date | null;
}

/** A limit that runs (CLK-2). It ends by being stopped in time or late, and its due instant has one effect. */
export interface ClockState {
  readonly track: number;
  readonly kind: ClockKind;
  /** Counts the clocks of one kind on one track: a disputed resolution starts epoch 2 of RESPOND. */
  readonly epoch: number;
  readonly timeZone: TimeZone;
  readonly limitDays: number;
  readonly startedAt: Date;
  dueAt: Date;
  pausedAt: Date | null;
  daysLeft: number | null;
  stoppedAt: Date | null;
  /** When the due instant had its effect: overdue marked, closed automatically, pause ended. */
  firedAt: Date | null;
}

export interface CustodyState {
  readonly track: number;
  /** Counts the holders of one track from 0. */
  readonly position: number;
  readonly holder: Holder;
  readonly agencyId: string | null;
  readonly dispositionId: string | null;
  readonly fromAt: Date;
  untilAt: Date | null;
}

/** Everything the rules look at when something happens to a report. */
export interface CaseFile {
  report: ReportState;
  dispositions: DispositionState[];
  clocks: ClockState[];
  custody: CustodyState[];
}

/** The leg of the track that an agency has to work on now, if any. */
export function openLeg(file: CaseFile, track: number): DispositionState | undefined {
  return file.dispositions.find((leg) => leg.track === track && OPEN_LEG_STATUSES.includes(leg.status));
}

/** All tracks that have legs, main line first. */
export function tracksOf(file: CaseFile): number[] {
  return [...new Set(file.dispositions.map((leg) => leg.track))].sort((a, b) => a - b);
}

/** Every agency that has held a leg of the track, in order. */
export function agenciesOnTrack(file: CaseFile, track: number): string[] {
  return file.dispositions.filter((leg) => leg.track === track).map((leg) => leg.agencyId);
}

/** How often a track was declared "not our authority" (DIS-2). */
export function bounces(file: CaseFile, track: number): number {
  return file.dispositions.filter(
    (leg) => leg.track === track && (leg.status === 'DECLINED' || leg.status === 'IN_ARBITRATION'),
  ).length;
}
