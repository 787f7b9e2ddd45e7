import { ROLE_NAMES, type RoleName } from '../platform/graphql/audience.ts';

/** What a person may be in Tuntas; one person has one role. */
export type Role = RoleName;

/** The roles held by people who handle other people's reports; they need a second factor where the operator says so. */
export const STAFF_ROLES: readonly Role[] = ['LIAISON_OFFICER', 'ADMIN', 'EXECUTIVE', 'INTERN', 'OVERSEER'];

/**
 * On whose behalf an operation runs.
 *
 * - PUBLIC: nobody signed in.
 * - PERSON: a signed-in person with a role; `agencyId` is theirs, where the role has one.
 * - RECEIPT: the bearer of one report's receipt, filed without an account (INT-4); sees that report and nothing else.
 * - SYSTEM: the application itself (sweeper, relay, sign-in, boot); never the answer to a request.
 */
export interface Viewer {
  readonly kind: 'PUBLIC' | 'PERSON' | 'RECEIPT' | 'SYSTEM';
  readonly personId: string | null;
  readonly role: Role | null;
  readonly agencyId: string | null;
  readonly receiptReportId: string | null;
}

export const PUBLIC_VIEWER: Viewer = Object.freeze({
  kind: 'PUBLIC',
  personId: null,
  role: null,
  agencyId: null,
  receiptReportId: null,
});

export const SYSTEM_VIEWER: Viewer = Object.freeze({ ...PUBLIC_VIEWER, kind: 'SYSTEM' });

/** A signed-in person; throws when an id is not a uuid or the role is unknown. */
export function personViewer(personId: string, role: Role, agencyId: string | null): Viewer {
  return {
    kind: 'PERSON',
    personId: asUuid(personId),
    role: asRole(role),
    agencyId: agencyId === null ? null : asUuid(agencyId),
    receiptReportId: null,
  };
}

/** The bearer of the receipt of the report `reportId`. */
export function receiptViewer(reportId: string): Viewer {
  return { ...PUBLIC_VIEWER, kind: 'RECEIPT', receiptReportId: asUuid(reportId) };
}

export function isRole(value: unknown): value is Role {
  return (ROLE_NAMES as readonly unknown[]).includes(value);
}

/** The settings that row-level security reads; '' where the viewer has no such thing. */
export type ViewerVariables = {
  'tuntas.viewer_person': string;
  'tuntas.viewer_role': string;
  'tuntas.viewer_agency': string;
  'tuntas.viewer_receipt': string;
};

export interface SessionSettings {
  role: 'tuntas_app' | 'tuntas_system';
  variables: ViewerVariables;
}

/**
 * The database role and settings a transaction of this viewer runs with, for MikroORM's `sessionContext` and for the
 * read session alike. Ids and role are checked here once more, so that no other text ever reaches a policy.
 */
export function sessionSettings(viewer: Viewer): SessionSettings {
  const person = viewer.kind === 'PERSON' ? viewer : null;
  return {
    role: viewer.kind === 'SYSTEM' ? 'tuntas_system' : 'tuntas_app',
    variables: {
      'tuntas.viewer_person': person ? asUuid(person.personId) : '',
      'tuntas.viewer_role': person ? asRole(person.role) : '',
      'tuntas.viewer_agency': person?.agencyId ? asUuid(person.agencyId) : '',
      'tuntas.viewer_receipt': viewer.kind === 'RECEIPT' ? asUuid(viewer.receiptReportId) : '',
    },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function asUuid(value: string | null): string {
  if (value === null || !UUID.test(value)) throw new Error('A viewer carries an id that is not a uuid.');
  return value;
}

function asRole(value: Role | null): Role {
  if (!isRole(value)) throw new Error('A viewer carries an unknown role.');
  return value;
}
