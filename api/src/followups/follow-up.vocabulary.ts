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

export const ResponseKinds = defineVocabulary<ResponseKind>(
  'ResponseKind',
  {
    INITIAL_RESPONSE: {
      ...FollowUpKinds.terms.INITIAL_RESPONSE,
      description: 'The first answer: it was received, and this is what happens next (DIS-5).',
    },
    PROGRESS: { ...FollowUpKinds.terms.PROGRESS, description: 'What has been done so far.' },
  },
  'What an agency publishes while it works on a report.',
);
