import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActorKind } from '../casefile/case-file.ts';

export type EventVisibility = 'PUBLIC' | 'CONCERNED' | 'REPORTER' | 'INTERNAL';

/** Who did something, in which capacity. Who reported is never named (IDN-2). */
export interface Actor {
  readonly kind: ActorKind;
  readonly personId: string | null;
  readonly agencyId: string | null;
}

export const SYSTEM_ACTOR: Actor = { kind: 'SYSTEM', personId: null, agencyId: null };

/** An event before it is written: of a report, or of an agency or person where `reportId` is null. */
export interface NewEvent {
  readonly subjectKind: 'REPORT' | 'AGENCY' | 'PERSON';
  readonly subjectId: string;
  readonly type: string;
  readonly dispositionId?: string | null;
  readonly actor: Actor;
  readonly visibility: EventVisibility;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly publicData?: object;
  readonly protectedData?: object;
  /** Beyond the report's own and those of the agencies concerned, which the database adds. */
  readonly topics?: readonly string[];
}

/** Appends an event in the caller's transaction and returns its version within the subject's chain (AUD-1). */
export async function appendEvent(em: EntityManager, event: NewEvent): Promise<number> {
  const [row] = await em.execute<{ version: number }[]>(
    `select append_event(?, ?::uuid, ?, ?::uuid, ?::uuid, ?, ?::uuid, ?::uuid, ?, ?::timestamptz, ?::timestamptz,
      ?::jsonb, ?::jsonb, string_to_array(?, ',')) as version`,
    [
      event.subjectKind,
      event.subjectId,
      event.type,
      event.subjectKind === 'REPORT' ? event.subjectId : null,
      event.dispositionId ?? null,
      event.actor.kind,
      event.actor.kind === 'REPORTER' ? null : event.actor.personId,
      event.actor.agencyId,
      event.visibility,
      event.occurredAt.toISOString(),
      event.recordedAt.toISOString(),
      JSON.stringify(event.publicData ?? {}),
      JSON.stringify(event.protectedData ?? {}),
      (event.topics ?? []).join(','),
    ],
  );
  return row!.version;
}
