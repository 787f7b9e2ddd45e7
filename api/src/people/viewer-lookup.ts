import type { PersonDirectory } from './person-directory.ts';
import type { SignInEngine } from './sign-in-engine.ts';
import { isRole, personViewer, PUBLIC_VIEWER, receiptViewer, STAFF_ROLES, type Viewer } from './viewer.ts';

/** Why somebody who showed a credential is the public nevertheless. */
export type NotSignedInReason =
  'SESSION_UNKNOWN' | 'RECEIPT_UNKNOWN' | 'DEACTIVATED' | 'ROLE_UNKNOWN' | 'SECOND_FACTOR_REQUIRED';

export interface ViewerLookup {
  viewer: Viewer;
  /** When the session ends, unless it is used before; null without a session. */
  sessionExpiresAt: Date | null;
  /** Null for a viewer with an accepted credential and for one without any. */
  reason: NotSignedInReason | null;
}

export interface ViewerLookupRules {
  /** Whether staff without a second factor are nobody. */
  staffTotp: 'required' | 'optional';
  /** The report that the receipt with this secret opens, or null. */
  reportOfReceipt: (trackingId: string, secret: string) => Promise<string | null>;
}

const NOBODY: ViewerLookup = { viewer: PUBLIC_VIEWER, sessionExpiresAt: null, reason: null };

/** Finds out who sends these headers; asks the database every time. */
export async function lookUpViewer(
  headers: Headers,
  engine: SignInEngine,
  people: PersonDirectory,
  rules: ViewerLookupRules,
): Promise<ViewerLookup> {
  const credential = headers.get('authorization');
  const receipt = /^receipt +([^\s.]{1,64})\.([^\s.]{1,256})$/i.exec(credential?.trim() ?? '');
  if (receipt) {
    const reportId = await rules.reportOfReceipt(receipt[1]!, receipt[2]!);
    return reportId === null
      ? { ...NOBODY, reason: 'RECEIPT_UNKNOWN' }
      : { ...NOBODY, viewer: receiptViewer(reportId) };
  }
  if (credential === null && !headers.has('cookie')) return NOBODY;

  const session = await engine.api.getSession({ headers: onlyCredential(headers) });
  if (!session) return credential === null ? NOBODY : { ...NOBODY, reason: 'SESSION_UNKNOWN' };
  const person = await people.ofAccount(session.user.id, session.user.name);
  if (person.deactivatedAt !== null) return { ...NOBODY, reason: 'DEACTIVATED' };
  if (!isRole(person.role)) return { ...NOBODY, reason: 'ROLE_UNKNOWN' };

  const hasFactor = session.user.twoFactorEnabled === true;
  const needsFactor = hasFactor || (rules.staffTotp === 'required' && STAFF_ROLES.includes(person.role));
  const showedFactor = hasFactor && session.session.secondFactor === true;
  if (needsFactor && !showedFactor) return { ...NOBODY, reason: 'SECOND_FACTOR_REQUIRED' };
  return {
    viewer: personViewer(person.id, person.role, person.agencyId),
    sessionExpiresAt: session.session.expiresAt,
    reason: null,
  };
}

/** The one credential that counts: with an `Authorization` header the cookie is no second chance. */
function onlyCredential(headers: Headers): Headers {
  const authorization = headers.get('authorization');
  return authorization === null ? new Headers({ cookie: headers.get('cookie') ?? '' }) : new Headers({ authorization });
}
