import { defineVocabulary } from '../platform/graphql/labels.ts';

export type ArchiveReason =
  'OUT_OF_SCOPE' | 'UNDER_TRIAL' | 'SPAM' | 'ABUSIVE' | 'NOT_A_REPORT' | 'INSUFFICIENT' | 'OTHER';

export const ArchiveReasons = defineVocabulary<ArchiveReason>(
  'ArchiveReason',
  {
    OUT_OF_SCOPE: {
      id: 'Di luar ruang lingkup pelayanan publik',
      en: 'Out of scope',
      description: 'Not about a public service or a public agency.',
    },
    UNDER_TRIAL: {
      id: 'Sedang dalam proses peradilan',
      en: 'Under trial',
      description: 'A court, prosecutor or police investigation is dealing with the matter.',
    },
    SPAM: { id: 'Spam', en: 'Spam', description: 'Advertising, or the same text over and over.' },
    ABUSIVE: {
      id: 'Mengandung hinaan atau ujaran kebencian',
      en: 'Abusive',
      description: 'Insults, threats or hate speech instead of a matter.',
    },
    NOT_A_REPORT: {
      id: 'Bukan laporan',
      en: 'Not a report',
      description: 'A greeting, a test or a question to somebody else.',
    },
    INSUFFICIENT: {
      id: 'Tidak lengkap dan tidak dapat ditindaklanjuti',
      en: 'Too little to act on',
      description: 'Facts are missing and were not supplied when asked for.',
    },
    OTHER: { id: 'Alasan lain', en: 'Another reason', description: 'The note says which; it is then required.' },
  },
  'Why a report was archived; told to whoever sees the report (VER-2).',
);
