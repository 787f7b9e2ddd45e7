import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { AttachRefused } from '../attachments/attachment.errors.ts';
import type { DispositionState } from '../casefile/case-file.ts';
import { notBeforeLastHandOver } from '../casefile/custody.ts';
import { sessionSettings, SYSTEM_VIEWER, type Viewer } from '../people/viewer.ts';
import type { Clock } from '../platform/clock/clock.ts';
import {
  ActionRefused,
  InvalidInput,
  refuse,
  RefusedError,
  VersionConflict,
  type AnyRefusal,
} from '../platform/graphql/refusals.ts';
import { attachRefusal } from './attach-refusal.ts';
import { capacitiesOf } from './capacities.ts';
import { lockCaseFile } from './case-file.store.ts';
import { CaseWork, type Standing } from './case-work.ts';
import { circumstances } from './circumstances.ts';

/** Which report a command is about, and what its author had seen of it. */
export interface CaseRequest {
  readonly reportId: string;
  /** The version the decision was made on; null for deeds that cannot be stale (claims, the reporter's own words). */
  readonly expectedVersion: number | null;
  /** The leg that `expectedVersion` counts, where the deed is about one. */
  readonly dispositionId?: string;
  /** Agencies the deed names, whose facts the rules will ask for. */
  readonly agencyIds?: readonly string[];
  /** The input as it came, handed back with a conflict so that no draft is lost (VER-4). */
  readonly submitted?: unknown;
}

/** Runs commands: one transaction each, on behalf of a viewer, under that viewer's row policies. */
export class Casework {
  constructor(
    private readonly orm: MikroORM,
    readonly clock: Clock,
  ) {}

  /** One transaction as the viewer. A RefusedError thrown inside rolls everything back and is returned as the refusal. */
  async transaction<T>(
    viewer: Viewer,
    run: (em: EntityManager) => Promise<T>,
    filing: { reportId: string } | null = null,
  ): Promise<T | AnyRefusal> {
    const { role, variables } = sessionSettings(viewer);
    // Whoever files a report holds its receipt from the first moment: that is what lets them write its first rows.
    const receipt = filing ? { 'tuntas.viewer_receipt': filing.reportId } : {};
    const em = this.orm.em.fork({ session: { role, variables: { ...variables, ...receipt } } }) as EntityManager;
    try {
      return await em.transactional((inner) => run(inner as EntityManager));
    } catch (error) {
      if (error instanceof RefusedError) return error.refusal;
      if (error instanceof AttachRefused) return attachRefusal(error);
      throw error;
    }
  }

  /**
   * Locks a report, settles what fell due, refuses what is stale, and lets `decide` work on it. A refusal undoes all of
   * it but what had fallen due: that happens whether or not anybody is refused.
   */
  async onReport<T>(
    viewer: Viewer,
    request: CaseRequest,
    decide: (work: CaseWork) => Promise<T | AnyRefusal>,
  ): Promise<T | AnyRefusal> {
    let effects = 0;
    const outcome = await this.transaction(viewer, async (em) => {
      const work = await this.openCase(em, viewer, request);
      effects = await work.settle();
      if (request.expectedVersion !== null) {
        throwIfRefused(
          await work.refuseIfStale(request.expectedVersion, request.dispositionId ?? null, request.submitted),
        );
      }
      const decided = await decide(work);
      if (isRefusal(decided)) throw new RefusedError(decided);
      return decided;
    });
    if (effects > 0 && isRefusal(outcome)) await this.settle(request.reportId);
    return outcome;
  }

  /** Lets everything happen to a report that fell due by now (CLK-4). Returns how many effects there were. */
  settle(reportId: string): Promise<number | AnyRefusal> {
    return this.transaction(SYSTEM_VIEWER, async (em) =>
      (await this.openCase(em, SYSTEM_VIEWER, { reportId, expectedVersion: null })).settle(),
    );
  }

  /** Locks a report within a transaction that is already running, such as one that touches several reports. */
  async openCase(em: EntityManager, viewer: Viewer, request: CaseRequest): Promise<CaseWork> {
    const file = await lockCaseFile(em, request.reportId);
    if (!file) throw new RefusedError(await whyNotThere(em, request.reportId));
    if (request.dispositionId && !file.dispositions.some(({ id }) => id === request.dispositionId)) {
      throw new RefusedError(refuse('NOT_FOUND'));
    }
    const held = file.report.heldForAgencyId ? [file.report.heldForAgencyId] : [];
    const agencyIds = [...file.dispositions.map((leg) => leg.agencyId), ...held, ...(request.agencyIds ?? [])];
    const now = notBeforeLastHandOver(this.clock.now(), file);
    const around = await circumstances(em, now, agencyIds);
    return new CaseWork(em, viewer, file, around, await standingOf(em, viewer, file.report.id, file.dispositions));
  }
}

export function isRefusal(value: unknown): value is AnyRefusal {
  return value instanceof ActionRefused || value instanceof VersionConflict || value instanceof InvalidInput;
}

/** For commands with several steps: the first refusal ends the transaction and undoes what came before it. */
export function throwIfRefused(outcome: AnyRefusal | null): void {
  if (outcome) throw new RefusedError(outcome);
}

/** IDN-4: a report the viewer cannot see is not there; one that is merely not theirs to act on says so. */
async function whyNotThere(em: EntityManager, reportId: string): Promise<AnyRefusal> {
  const [seen] = await em.execute<{ id: string }[]>('select id from report where id = ?::uuid', [reportId]);
  return seen ? refuse('NOT_PERMITTED') : refuse('NOT_FOUND');
}

/** In which capacities the viewer stands to the report. Nothing is assumed: each is asked of the database or the role. */
async function standingOf(
  em: EntityManager,
  viewer: Viewer,
  reportId: string,
  legs: readonly DispositionState[],
): Promise<Standing> {
  const [row] = await em.execute<{ reporter: boolean; agencies: string[] | null }[]>(
    `select viewer_is_reporter(?::uuid) as reporter,
       (select array_agg(agency_id::text) from agency_closure
        where ancestor_id = viewer_agency() and agency_id = any(string_to_array(?, ',')::uuid[])) as agencies`,
    [reportId, legs.map((leg) => leg.agencyId).join(',')],
  );
  const isReporter = row?.reporter ?? false;
  const capacities = capacitiesOf(viewer, isReporter);
  const agencies = new Set(viewer.role === 'LIAISON_OFFICER' && !isReporter ? row?.agencies : []);
  if (agencies.size > 0) capacities.add('AGENCY');
  return { capacities, agencies };
}
