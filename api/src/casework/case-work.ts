import type { EntityManager } from '@mikro-orm/postgresql';
import { advanceDisposition, advanceReport } from '../casefile/advance.ts';
import type { Circumstances, DispositionDeed, Happening, Outcome, ReportDeed } from '../casefile/action.ts';
import type { ActorKind, DispositionState } from '../casefile/case-file.ts';
import { DISPOSITION_LIFECYCLE } from '../casefile/disposition.lifecycle.ts';
import { REPORT_LIFECYCLE } from '../casefile/report.lifecycle.ts';
import { settle } from '../casefile/settle.ts';
import type { Viewer } from '../people/viewer.ts';
import { conflict, invalid, neverWas, refuse, type AnyRefusal } from '../platform/graphql/refusals.ts';
import { saveCaseFile, type StoredCaseFile } from './case-file.store.ts';
import type { DispositionEntity } from './disposition.entity.ts';
import { appendEvent, SYSTEM_ACTOR, type Actor, type NewEvent } from './event-log.ts';
import { PUBLICATIONS, topicsOf } from './happening.events.ts';
import { factsInWords } from './refusal-facts.ts';

/** In which capacities a viewer stands to one report, and which of its agencies they speak for. */
export interface Standing {
  readonly capacities: ReadonlySet<ActorKind>;
  /** Agencies on this report that the viewer's agency is or stands above (DIS-4). */
  readonly agencies: ReadonlySet<string>;
}

/** One report, locked, while a command works on it: the rules applied, and what happened written down. */
export class CaseWork {
  /** The versions as they were stored: what time does to a report is not what makes a decision stale. */
  private readonly versionsRead: ReadonlyMap<string, number>;

  constructor(
    readonly em: EntityManager,
    readonly viewer: Viewer,
    readonly file: StoredCaseFile,
    readonly around: Circumstances,
    readonly standing: Standing,
  ) {
    this.versionsRead = new Map(
      [file.report, ...(file.dispositions as DispositionEntity[])].map(({ id, version }) => [id, version]),
    );
  }

  get now(): Date {
    return this.around.now;
  }

  /** Lets everything happen that fell due before this moment (CLK-4). */
  async settle(): Promise<number> {
    const before = fingerprints(this.file.dispositions);
    const happenings = settle(this.file, this.around);
    await this.write(happenings, SYSTEM_ACTOR, before, {});
    return happenings.length;
  }

  /** Does a deed to the report: the permission and the rules first, then the rows and their events. */
  async advance(deed: ReportDeed, note: EventNote = {}): Promise<AnyRefusal | null> {
    const step = REPORT_LIFECYCLE[this.file.report.status][deed.action];
    const by = step?.by.find((kind) => this.standing.capacities.has(kind));
    if (step && !by) return refuse('NOT_PERMITTED', {}, step.source);
    const before = fingerprints(this.file.dispositions);
    return this.keep('Report', advanceReport(this.file, deed, this.around), by, before, note);
  }

  /** Does a deed to one leg. As `advance`. */
  async advanceLeg(deed: DispositionDeed, note: EventNote = {}): Promise<AnyRefusal | null> {
    const leg = this.leg(deed.dispositionId);
    if (!leg) return refuse('NOT_FOUND');
    const step = DISPOSITION_LIFECYCLE[leg.status][deed.action];
    const by = step?.by.find((kind) => this.mayActOn(leg, kind));
    if (step && !by) return refuse('NOT_PERMITTED', {}, step.source);
    const before = fingerprints(this.file.dispositions);
    return this.keep('Disposition', advanceDisposition(this.file, deed, this.around), by, before, note);
  }

  leg(dispositionId: string): DispositionState | undefined {
    return this.file.dispositions.find((leg) => leg.id === dispositionId);
  }

  /** May the viewer act on this leg in this capacity? Agencies act on their own legs and on those of their units. */
  mayActOn(leg: DispositionState, kind: ActorKind): boolean {
    if (!this.standing.capacities.has(kind)) return false;
    return kind !== 'AGENCY' || this.standing.agencies.has(leg.agencyId);
  }

  /** Refuses a decision made on an older version than the present one, saying what changed, or on none (VER-4). */
  async refuseIfStale(expected: number, dispositionId: string | null, submitted: unknown): Promise<AnyRefusal | null> {
    const actual = this.versionsRead.get(dispositionId ?? this.file.report.id);
    if (actual === undefined) return refuse('NOT_FOUND');
    if (actual === expected) return null;
    if (neverWas(expected, actual)) return invalid([{ path: 'expectedVersion', code: 'VERSION_UNKNOWN' }]);
    // Readings and claims change nothing, and many of them would leave no room for what did.
    const changes = await this.em.execute<{ at: Date; type: string; actor: string }[]>(
      `select occurred_at as at, type, actor_kind as actor from event
       where report_id = ?::uuid and subject_version > ? and type not like '%\\_READ'
         and type not in ('REPORT_CLAIMED', 'CLAIM_RELEASED') order by subject_version limit 50`,
      [this.file.report.id, expected],
    );
    return conflict({
      expectedVersion: expected,
      actualVersion: actual,
      changes: changes.map((change) => ({ ...change, at: new Date(change.at) })),
      submitted,
    });
  }

  /** Writes an event that is not a step of a life cycle, such as a claim or a read of protected data (AUD-1). */
  record(event: Pick<NewEvent, 'type' | 'visibility'> & Partial<NewEvent>, by: ActorKind): Promise<number> {
    return appendEvent(this.em, {
      subjectKind: 'REPORT',
      subjectId: this.file.report.id,
      actor: this.actor(by),
      occurredAt: this.now,
      recordedAt: this.now,
      ...event,
    });
  }

  private actor(kind: ActorKind): Actor {
    if (kind === 'SYSTEM') return SYSTEM_ACTOR;
    return { kind, personId: this.viewer.personId, agencyId: kind === 'AGENCY' ? this.viewer.agencyId : null };
  }

  private async keep(
    subject: 'Report' | 'Disposition',
    outcome: Outcome,
    by: ActorKind | undefined,
    before: Map<string, string>,
    note: EventNote,
  ): Promise<AnyRefusal | null> {
    if (!outcome.ok) {
      const { code, source } = outcome.refusal;
      return refuse(code, await factsInWords(this.em, subject, outcome.refusal), source);
    }
    await this.write(outcome.happenings, this.actor(by ?? 'SYSTEM'), before, note);
    return null;
  }

  /** Rows first, because the database derives an event's topics from the dispositions; then events; then versions. */
  private async write(happenings: Happening[], actor: Actor, before: Map<string, string>, note: EventNote) {
    if (happenings.length === 0) return;
    await saveCaseFile(this.em, this.file);
    let version = this.file.report.version;
    for (const happening of happenings) {
      const isDeed = happening.by === null;
      version = await appendEvent(this.em, {
        subjectKind: 'REPORT',
        subjectId: this.file.report.id,
        type: happening.type,
        dispositionId: happening.dispositionId,
        actor: isDeed ? actor : SYSTEM_ACTOR,
        visibility: PUBLICATIONS[happening.type].visibility,
        occurredAt: happening.at,
        recordedAt: this.now,
        publicData: { ...happening.data, ...(isDeed ? note.publicData : {}) },
        protectedData: isDeed ? note.protectedData : {},
        topics: topicsOf(happening),
      });
    }
    this.file.report.version = version;
    const after = fingerprints(this.file.dispositions);
    const actedOn = new Set(happenings.filter(({ by }) => by === null).map(({ dispositionId }) => dispositionId));
    for (const leg of this.file.dispositions as DispositionEntity[]) {
      if (actedOn.has(leg.id) || before.get(leg.id) !== after.get(leg.id)) leg.version = version;
    }
    await this.em.flush();
  }
}

/** What a command adds to the events of its deed: for everybody who sees the event, and for the audit trail alone. */
export interface EventNote {
  readonly publicData?: object;
  readonly protectedData?: object;
}

/** What a leg looks like apart from its version, to see afterwards which legs changed beside the one acted on. */
function fingerprints(legs: readonly DispositionState[]): Map<string, string> {
  return new Map(
    legs.map((leg) => [leg.id, [leg.status, leg.acceptedAt, leg.firstRespondedAt, leg.resolvedAt, leg.endedAt].join()]),
  );
}
