import type { DispositionAction } from '../casefile/disposition.lifecycle.ts';
import { defineVocabulary } from '../platform/graphql/labels.ts';

export const DispositionActions = defineVocabulary<DispositionAction>(
  'DispositionAction',
  {
    ACCEPT: { id: 'Terima', en: 'Accept' },
    RESPOND: { id: 'Tanggapi', en: 'Respond' },
    RESOLVE: { id: 'Selesaikan', en: 'Resolve' },
    FORWARD: { id: 'Teruskan', en: 'Forward' },
    DECLINE: { id: 'Nyatakan bukan kewenangan', en: 'Declare not our authority' },
    ESCALATE: { id: 'Naikkan ke arbiter', en: 'Escalate to the arbiter' },
    ARBITRATE: { id: 'Tetapkan instansi', en: 'Decide which agency it is' },
    REOPEN: { id: 'Buka kembali', en: 'Reopen' },
    WITHDRAW: { id: 'Tarik disposisi', en: 'Withdraw' },
    CLOSE: { id: 'Tutup', en: 'Close' },
  },
  "What can happen to one agency's leg of a report; some of it only by itself.",
);
