import type { ClockKind } from '../casefile/case-file.ts';
import { defineVocabulary } from '../platform/graphql/labels.ts';
import type { HolidayKind } from './limit.rows.ts';

export const ClockKinds = defineVocabulary<ClockKind>(
  'ClockKind',
  {
    VERIFY: { id: 'Verifikasi', en: 'Verification', description: 'Until an admin decides on a new report (VER-1).' },
    RESPOND: { id: 'Respons pertama', en: 'First response', description: 'Until the agency responds at all (DIS-5).' },
    RESOLVE: { id: 'Penyelesaian', en: 'Resolution', description: 'Until the agency resolves the report (DIS-5).' },
    FEEDBACK: {
      id: 'Tanggapan pelapor',
      en: 'Feedback of the reporter',
      description: 'Until silence closes a resolved report (FUP-2).',
    },
    REPORTER_REPLY: {
      id: 'Kelengkapan dari pelapor',
      en: 'Facts from the reporter',
      description: 'How long a report may wait for facts from its reporter (VER-2).',
    },
  },
  'What a time limit is for (CLK-2).',
);

export const HolidayKinds = defineVocabulary<HolidayKind>(
  'HolidayKind',
  {
    NATIONAL: { id: 'Hari libur nasional', en: 'National holiday' },
    JOINT_LEAVE: { id: 'Cuti bersama', en: 'Joint leave' },
  },
  'What kind of day off it is (CLK-1).',
);
