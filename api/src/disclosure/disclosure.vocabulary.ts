import { defineVocabulary } from '../platform/graphql/labels.ts';

export type DisclosureStatus = 'REQUESTED' | 'AWAITING_SECOND_ADMIN' | 'GRANTED' | 'REFUSED';
export type IdentityReader = 'ADMIN' | 'AGENCY';

export const DisclosureStatuses = defineVocabulary<DisclosureStatus>(
  'DisclosureStatus',
  {
    REQUESTED: { id: 'Menunggu putusan', en: 'Waiting for a decision' },
    AWAITING_SECOND_ADMIN: { id: 'Menunggu administrator kedua', en: 'Waiting for a second admin' },
    GRANTED: { id: 'Dikabulkan', en: 'Granted', description: 'Granted; it ends at `expiresAt`.' },
    REFUSED: { id: 'Ditolak', en: 'Refused' },
  },
  "Where a request for the disclosure of a reporter's identity stands (IDN-3).",
);

export const IdentityReaders = defineVocabulary<IdentityReader>(
  'IdentityReader',
  {
    ADMIN: { id: 'Administrator', en: 'An admin' },
    AGENCY: { id: 'Instansi', en: 'An agency' },
  },
  "Who read a reporter's identity (IDN-3).",
);
