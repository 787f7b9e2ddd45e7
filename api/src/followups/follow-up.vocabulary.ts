import { defineVocabulary } from '../platform/graphql/labels.ts';

export type FollowUpKind = 'INITIAL_RESPONSE' | 'PROGRESS' | 'RESOLUTION';

export const FollowUpKinds = defineVocabulary<FollowUpKind>(
  'FollowUpKind',
  {
    INITIAL_RESPONSE: { id: 'Tanggapan awal', en: 'Initial response' },
    PROGRESS: { id: 'Perkembangan', en: 'Progress' },
    RESOLUTION: { id: 'Penyelesaian', en: 'Resolution' },
  },
  'What an agency publishes on a report (FUP-1).',
);

/** What an agency publishes while it works; a resolution is a decision of its own. */
export type ResponseKind = Exclude<FollowUpKind, 'RESOLUTION'>;
