import type { TimeZone } from '../platform/calendar/local-day.ts';
import { TIME_ZONES } from '../platform/calendar/local-day.ts';
import type { AgencyFacts, Circumstances, DispositionDeed, Happening, LegPlan, Outcome, ReportDeed } from './action.ts';
import { advanceDisposition, advanceReport } from './advance.ts';
import type { CaseFile, ServiceClass } from './case-file.ts';
import { openLeg, SERVICE_CLASSES, tracksOf } from './case-file.ts';
import type { DispositionAction } from './disposition.lifecycle.ts';
import { DISPOSITION_LIFECYCLE } from './disposition.lifecycle.ts';
import { openCaseFile } from './filing.ts';
import { AGENCIES, CALENDARS, copyOf, limitInTests, newReport } from './life.fixture.ts';
import type { ReportAction } from './report.lifecycle.ts';
import { REPORT_LIFECYCLE } from './report.lifecycle.ts';
import { nextEffect, settle } from './settle.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Half of the lives begin in the weeks before Lebaran or New Year, the rest anywhere in two years. */
const BEGINNINGS = [
  [Date.UTC(2025, 0, 1), 700 * DAY],
  [Date.UTC(2025, 11, 15), 20 * DAY],
  [Date.UTC(2026, 2, 2), 25 * DAY],
] as const;

/** What people in a life are keen on, besides everything else: quarrels reach states that chance alone seldom does. */
const TEMPERS: readonly (readonly string[])[] = [
  [],
  ['ACCEPT', 'DISPOSE', 'DECLINE', 'REDISPOSE', 'ARBITRATE'],
  ['ACCEPT', 'DISPOSE', 'ADD_SUPPORT', 'RESOLVE', 'DISPUTE'],
  ['RETURN', 'SUPPLY_FACTS', 'MERGE', 'UNMERGE', 'HOLD'],
];

/** What a report life does next, whether it can or not. */
export type AnyDeed = ReportDeed | DispositionDeed;

/** One deed of a random life: the file before, after what had fallen due, and after the deed. */
export interface Step {
  readonly before: CaseFile;
  readonly settled: CaseFile;
  readonly after: CaseFile;
  readonly fellDue: readonly Happening[];
  readonly deed: AnyDeed;
  readonly outcome: Outcome;
  readonly around: Circumstances;
}

/** Reproducible chance: the same seed leads the same life. */
export class Chance {
  constructor(private state: number) {}

  /** At least 0 and below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  one<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }
}

/** The report life of a seed: about `deeds` deeds at random times, by anybody, sensible and senseless. */
export class RandomLife {
  readonly chance: Chance;
  readonly file: CaseFile;
  around: Circumstances;
  private readonly agencies: Map<string, AgencyFacts>;
  private readonly keenOn: readonly string[];
  private limitOffset = 0;
  private legs = 0;

  constructor(seed: number) {
    const chance = new Chance(seed);
    this.chance = chance;
    this.agencies = new Map(
      AGENCIES.map((agency) => [agency.id, { ...agency, timeZone: chance.one<TimeZone>(TIME_ZONES) }]),
    );
    this.keenOn = chance.one(TEMPERS);
    const [from, within] = chance.one(BEGINNINGS);
    this.around = {
      now: new Date(from + chance.below(within)),
      calendar: chance.one([CALENDARS.withJointLeave, CALENDARS.withoutJointLeave]),
      limit: (kind, serviceClass) => Math.max(1, limitInTests(kind, serviceClass) + this.limitOffset),
      agency: (id) => this.agencies.get(id),
      newId: () => `leg-${++this.legs}`,
    };
    const report = newReport(this.around.now, {
      hasCategory: chance.happens(0.9),
      serviceClass: chance.one<ServiceClass>(SERVICE_CLASSES),
      timeZone: chance.one<TimeZone>(TIME_ZONES),
    });
    this.file = openCaseFile(report, this.around);
  }

  /** Time passes, rules change now and then, and somebody does something. */
  step(): Step {
    const { file, chance } = this;
    this.around = { ...this.around, now: this.laterInstant() };
    this.changeRules();
    const before = copyOf(file);
    const fellDue = settle(file, this.around);
    const settled = copyOf(file);
    const deed = chance.happens(0.8) ? this.likelyDeed() : this.anyDeed();
    const { around } = this;
    const outcome = this.carryOut(file, deed);
    if (outcome.ok && deed.action === 'REVISE') this.revise();
    return { before, settled, after: copyOf(file), fellDue, deed, outcome, around };
  }

  carryOut(file: CaseFile, deed: AnyDeed): Outcome {
    return 'dispositionId' in deed
      ? advanceDisposition(file, deed, this.around)
      : advanceReport(file, deed, this.around);
  }

  /** An action on the report with whatever comes to mind as its input. */
  reportDeed(action: ReportAction): ReportDeed | null {
    const { chance } = this;
    switch (action) {
      case 'RETURN':
        return { action, missingFacts: chance.happens(0.9) ? ['place'] : [], note: 'Di mana?' };
      case 'HOLD':
        return { action, agencyId: chance.happens(0.7) ? 'harbour' : this.anyAgency() };
      case 'ARCHIVE':
        return { action, reason: 'SPAM', note: null };
      case 'MERGE':
        return { action, primaryId: 'primary' };
      case 'DISPOSE':
        return { action, lead: this.plan(), supporting: this.plans(2) };
      case 'ADD_SUPPORT':
        return { action, supporting: this.plans(2) };
      case 'REDISPOSE':
        return { action, track: chance.one([0, ...tracksOf(this.file)]), agencyId: this.anyAgency() };
      case 'CONFIRM':
        return { action, rating: chance.one([null, 5]) };
      case 'RATE':
        return { action, rating: 1 + chance.below(5) };
      case 'END_PAUSE':
      case 'ASK_FEEDBACK':
      case 'CLOSE_BY_SILENCE':
        return null;
      default:
        return { action };
    }
  }

  /** An action on a leg with whatever comes to mind as its input. */
  legDeed(action: DispositionAction, dispositionId: string): DispositionDeed | null {
    switch (action) {
      case 'FORWARD':
      case 'ARBITRATE':
        return { action, dispositionId, targetId: this.anyAgency() };
      case 'DECLINE':
        return { action, dispositionId, targetId: this.chance.happens(0.4) ? null : this.anyAgency() };
      case 'ESCALATE':
      case 'REOPEN':
      case 'CLOSE':
        return null;
      default:
        return { action, dispositionId };
    }
  }

  /** One of the deeds that the life cycles allow now, if there is one. */
  private likelyDeed(): AnyDeed {
    const { file, chance } = this;
    const onReport = Object.keys(REPORT_LIFECYCLE[file.report.status]) as ReportAction[];
    const deeds: (AnyDeed | null)[] = onReport
      .filter((action) => action !== 'ARCHIVE' || chance.happens(0.15))
      .map((action) => this.reportDeed(action));
    for (const track of tracksOf(file)) {
      const leg = openLeg(file, track);
      if (!leg) continue;
      const actions = Object.keys(DISPOSITION_LIFECYCLE[leg.status]) as DispositionAction[];
      deeds.push(...actions.map((action) => this.legDeed(action, leg.id)));
    }
    const possible = deeds.filter((deed) => deed !== null);
    const liked = possible.filter(({ action }) => this.keenOn.includes(action));
    if (liked.length > 0 && chance.happens(0.8)) return chance.one(liked);
    return possible.length > 0 ? chance.one(possible) : this.anyDeed();
  }

  private anyDeed(): AnyDeed {
    const { file, chance } = this;
    const leg = file.dispositions.length > 0 ? chance.one(file.dispositions).id : 'none';
    const action = chance.happens(0.5)
      ? this.reportDeed(
          chance.one(Object.values(REPORT_LIFECYCLE).flatMap((row) => Object.keys(row) as ReportAction[])),
        )
      : this.legDeed(chance.one(['ACCEPT', 'RESPOND', 'RESOLVE', 'FORWARD', 'DECLINE', 'ARBITRATE', 'WITHDRAW']), leg);
    return action ?? { action: 'REVISE' };
  }

  /** Seconds, a working day, weeks or months later; every fourth time, hard by the next due instant. */
  private laterInstant(): Date {
    const { chance, file } = this;
    const now = this.around.now.getTime();
    const next = nextEffect(file)?.dueAt.getTime();
    if (next !== undefined && chance.happens(0.25)) return new Date(Math.max(now, next + chance.one([-1, 0, 1])));
    const longest = chance.one([0, MINUTE, DAY / 2, DAY, 2 * DAY, 4 * DAY, 12 * DAY, 30 * DAY, 150 * DAY]);
    return new Date(now + Math.floor(chance.next() * longest));
  }

  /** The administration edits limits and the calendar, and connects agencies, while reports live. */
  private changeRules(): void {
    const { chance } = this;
    if (chance.happens(0.05)) this.limitOffset = chance.below(7) - 3;
    if (chance.happens(0.05)) {
      this.around = { ...this.around, calendar: chance.one([CALENDARS.withJointLeave, CALENDARS.withoutJointLeave]) };
    }
    if (chance.happens(0.1)) {
      const agency = this.agencies.get(chance.one(['harbour', 'forestry', 'papua']))!;
      this.agencies.set(agency.id, { ...agency, connected: !agency.connected });
    }
  }

  /** VER-3: a correction may give the report a category or another class. */
  private revise(): void {
    this.file.report.hasCategory = true;
    this.file.report.serviceClass = this.chance.one<ServiceClass>(SERVICE_CLASSES);
  }

  private anyAgency(): string {
    return this.chance.happens(0.02) ? 'nowhere' : this.chance.one(AGENCIES).id;
  }

  private plan(): LegPlan {
    const resolveWithinDays = this.chance.happens(0.2) ? this.chance.below(18) : null;
    return { agencyId: this.anyAgency(), required: this.chance.happens(0.6), resolveWithinDays };
  }

  private plans(most: number): LegPlan[] {
    return Array.from({ length: this.chance.below(most + 1) }, () => this.plan());
  }
}
