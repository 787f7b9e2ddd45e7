import type { DispositionAction } from '../casefile/disposition.lifecycle.ts';
import { defineVocabulary } from '../platform/graphql/labels.ts';

/** What somebody may do to a leg; the rest happens by itself. */
export type OfferableDispositionAction = Exclude<DispositionAction, 'ESCALATE' | 'REOPEN' | 'CLOSE'>;

export const DispositionActions = defineVocabulary<OfferableDispositionAction>(
  'DispositionAction',
  {
    ACCEPT: { id: 'Terima', en: 'Accept' },
    RESPOND: { id: 'Tanggapi', en: 'Respond' },
    RESOLVE: { id: 'Selesaikan', en: 'Resolve' },
    FORWARD: { id: 'Teruskan', en: 'Forward' },
    DECLINE: { id: 'Nyatakan bukan kewenangan', en: 'Declare not our authority' },
    ARBITRATE: { id: 'Tetapkan instansi', en: 'Arbitrate' },
    WITHDRAW: { id: 'Tarik disposisi', en: 'Withdraw' },
  },
  'What somebody may do to a disposition; each says which of it is possible now (`Disposition.availableActions`).',
);
