/** The roles a signed-in person may hold, as policies name them. */
export type RoleName =
  'CITIZEN' | 'LIAISON_OFFICER' | 'ADMIN' | 'EXECUTIVE' | 'INTERN' | 'OVERSEER' | 'THIRD_PARTY_APP';

export const ROLE_NAMES: readonly RoleName[] = [
  'CITIZEN',
  'LIAISON_OFFICER',
  'ADMIN',
  'EXECUTIVE',
  'INTERN',
  'OVERSEER',
  'THIRD_PARTY_APP',
];

/** As much of a viewer as deciding about permission takes. */
export interface AudienceMember {
  readonly kind: 'PUBLIC' | 'PERSON' | 'RECEIPT' | 'SYSTEM';
  readonly role: RoleName | null;
}

/**
 * One group a field may be open to.
 *
 * - PUBLIC: everybody, signed in or not;
 * - SIGNED_IN: every signed-in person, whatever the role;
 * - ANYONE_WITH_RECEIPT: the bearer of a report's receipt;
 * - a role: persons who hold it.
 */
export type Group = 'PUBLIC' | 'SIGNED_IN' | 'ANYONE_WITH_RECEIPT' | RoleName;

/** Who a field is open to: one group, or several of them. An empty list is nobody, and refused at boot. */
export type Audience = Group | readonly Group[];

/** Whether `viewer` belongs to `audience`. */
export function admits(audience: Audience, viewer: AudienceMember): boolean {
  return groupsOf(audience).some((group) => belongsTo(group, viewer));
}

/** The groups of an audience, as a list. */
export function groupsOf(audience: Audience): readonly Group[] {
  return typeof audience === 'string' ? [audience] : audience;
}

function belongsTo(group: Group, viewer: AudienceMember): boolean {
  switch (group) {
    case 'PUBLIC':
      return true;
    case 'SIGNED_IN':
      return viewer.kind === 'PERSON' && viewer.role !== null;
    case 'ANYONE_WITH_RECEIPT':
      return viewer.kind === 'RECEIPT';
    default:
      return viewer.kind === 'PERSON' && viewer.role === group;
  }
}
