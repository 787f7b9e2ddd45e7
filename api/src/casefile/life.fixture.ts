import { HOLIDAYS_2025_2026 } from '../platform/calendar/holidays.fixture.ts';
import type { TimeZone } from '../platform/calendar/local-day.ts';
import { WorkingCalendar } from '../platform/calendar/working-calendar.ts';
import type { AgencyFacts, Circumstances, DispositionDeed, Happening, LegPlan, Outcome, ReportDeed } from './action.ts';
import { advanceDisposition, advanceReport } from './advance.ts';
import type { CaseFile, ClockKind, ClockState, DispositionState, ReportState, ServiceClass } from './case-file.ts';
import { MAIN_TRACK, openLeg } from './case-file.ts';
import { openCaseFile } from './filing.ts';
import { settle } from './settle.ts';

/** The limits of a fresh installation, written out so that the tests depend on no seed. */
export function limitInTests(kind: ClockKind, serviceClass: ServiceClass): number {
  const resolve = { INFORMATION: 5, ORDINARY: 14, SUPERVISED: 60 };
  return { VERIFY: 3, RESPOND: 5, RESOLVE: resolve[serviceClass], FEEDBACK: 10, REPORTER_REPLY: 10 }[kind];
}

/** Agencies by what they are about; `harbour` and `forestry` are not connected at first. */
export const AGENCIES: readonly AgencyFacts[] = [
  { id: 'transport', connected: true, timeZone: 'Asia/Jakarta' },
  { id: 'health', connected: true, timeZone: 'Asia/Jakarta' },
  { id: 'social', connected: true, timeZone: 'Asia/Makassar' },
  { id: 'education', connected: true, timeZone: 'Asia/Makassar' },
  { id: 'papua', connected: true, timeZone: 'Asia/Jayapura' },
  { id: 'harbour', connected: false, timeZone: 'Asia/Jakarta' },
  { id: 'forestry', connected: false, timeZone: 'Asia/Makassar' },
];

export const CALENDARS = {
  withJointLeave: new WorkingCalendar(HOLIDAYS_2025_2026, { jointLeaveStopsClock: true }),
  withoutJointLeave: new WorkingCalendar(HOLIDAYS_2025_2026, { jointLeaveStopsClock: false }),
};

export function newReport(receivedAt: Date, given: Partial<ReportState> = {}): ReportState {
  return {
    id: 'report',
    status: 'RECEIVED',
    confidential: false,
    anonymous: false,
    hasCategory: true,
    serviceClass: 'ORDINARY',
    timeZone: 'Asia/Jakarta',
    receivedAt,
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
    ...given,
  };
}

/** A copy that shares nothing with the original but its (never changed) dates. */
export function copyOf(file: CaseFile): CaseFile {
  return {
    report: { ...file.report, missingFacts: [...file.report.missingFacts] },
    dispositions: file.dispositions.map((leg) => ({ ...leg })),
    clocks: file.clocks.map((clock) => ({ ...clock })),
    custody: file.custody.map((row) => ({ ...row })),
  };
}

export function plan(agencyId: string, given: Partial<LegPlan> = {}): LegPlan {
  return { agencyId, required: true, resolveWithinDays: null, ...given };
}

type OmitId<Deed> = Deed extends unknown ? Omit<Deed, 'dispositionId'> : never;
/** A deed on whatever leg is open on a track. */
export type LegDeed = OmitId<DispositionDeed>;

interface Start {
  readonly receivedAt?: string;
  readonly timeZone?: TimeZone;
  readonly jointLeave?: boolean;
  readonly serviceClass?: ServiceClass;
  readonly hasCategory?: boolean;
}

/** The life of one report, led by hand as commands lead it: settle what fell due, then act. */
export class Life {
  readonly file: CaseFile;
  readonly happened: Happening[] = [];
  around: Circumstances;
  private readonly connected = new Set(AGENCIES.filter(({ connected }) => connected).map(({ id }) => id));
  private legs = 0;

  constructor({ receivedAt = '2026-06-02T10:00+07:00', jointLeave = true, ...given }: Start = {}) {
    this.around = {
      now: new Date(receivedAt),
      calendar: jointLeave ? CALENDARS.withJointLeave : CALENDARS.withoutJointLeave,
      limit: limitInTests,
      agency: (id) => {
        const facts = AGENCIES.find((agency) => agency.id === id);
        return facts && { ...facts, connected: this.connected.has(id) };
      },
      newId: () => `leg-${++this.legs}`,
    };
    this.file = openCaseFile(newReport(this.around.now, given), this.around);
  }

  /** Moves the time on and lets fall due what falls due. */
  at(instant: string | Date): this {
    const now = new Date(instant);
    if (now < this.around.now) throw new Error(`Time runs forward only: ${instant}`);
    this.around = { ...this.around, now };
    this.happened.push(...settle(this.file, this.around));
    return this;
  }

  connect(agencyId: string): this {
    this.connected.add(agencyId);
    return this;
  }

  /** Does something to the report and insists that it succeeds. */
  report(deed: ReportDeed): this {
    return this.insist(deed, this.tryReport(deed));
  }

  /** Does something to the open leg of a track and insists that it succeeds. */
  leg(deed: LegDeed, track: number = MAIN_TRACK): this {
    return this.insist(deed, this.tryLeg(deed, track));
  }

  tryReport(deed: ReportDeed): Outcome {
    return this.remember(advanceReport(this.file, deed, this.around));
  }

  tryLeg(deed: LegDeed, track: number = MAIN_TRACK): Outcome {
    const dispositionId = this.openLeg(track).id;
    return this.remember(advanceDisposition(this.file, { ...deed, dispositionId } as DispositionDeed, this.around));
  }

  openLeg(track: number = MAIN_TRACK): DispositionState {
    const leg = openLeg(this.file, track);
    if (!leg) throw new Error(`No open leg on track ${track}`);
    return leg;
  }

  /** The last clock of a kind that was started on a track. */
  clock(kind: ClockKind, track: number = MAIN_TRACK): ClockState {
    const clock = this.file.clocks.findLast((each) => each.kind === kind && each.track === track);
    if (!clock) throw new Error(`No ${kind} on track ${track}`);
    return clock;
  }

  due(kind: ClockKind, track: number = MAIN_TRACK): Date {
    return this.clock(kind, track).dueAt;
  }

  private insist(deed: { readonly action: string }, outcome: Outcome): this {
    if (!outcome.ok) throw new Error(`${deed.action} was refused: ${JSON.stringify(outcome.refusal)}`);
    return this;
  }

  private remember(outcome: Outcome): Outcome {
    if (outcome.ok) this.happened.push(...outcome.happenings);
    return outcome;
  }
}
