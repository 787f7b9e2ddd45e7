import type { DispositionStatus, Holder } from '../casefile/case-file.ts';
import { defineVocabulary } from '../platform/graphql/labels.ts';

export const DispositionStatuses = defineVocabulary<DispositionStatus>(
  'DispositionStatus',
  {
    RECEIVED: { id: 'Belum diterima instansi', en: 'Not yet accepted' },
    ACCEPTED: { id: 'Sedang ditindaklanjuti', en: 'Being worked on' },
    RESOLVED: { id: 'Selesai ditindaklanjuti', en: 'Resolved' },
    FORWARDED: { id: 'Diteruskan', en: 'Forwarded' },
    DECLINED: { id: 'Bukan kewenangan', en: 'Declared not their authority' },
    IN_ARBITRATION: { id: 'Menunggu penetapan arbiter', en: 'Waiting for the arbiter' },
    WITHDRAWN: { id: 'Ditarik', en: 'Withdrawn' },
    CLOSED: { id: 'Ditutup', en: 'Closed' },
  },
  "Where one agency's leg of a report stands; docs/life-cycles.md draws how it gets there.",
);

export const DispositionParts = defineVocabulary<'LEAD' | 'SUPPORTING'>(
  'DispositionPart',
  {
    LEAD: { id: 'Instansi utama', en: 'Lead agency' },
    SUPPORTING: { id: 'Instansi pendukung', en: 'Supporting agency' },
  },
  'Which part an agency has in a report (DIS-1).',
);

export const Holders = defineVocabulary<Holder>(
  'Holder',
  {
    NATIONAL_QUEUE: { id: 'Antrean nasional', en: 'National queue' },
    REPORTER: { id: 'Pelapor', en: 'Reporter' },
    AGENCY: { id: 'Instansi', en: 'Agency' },
    UNCONNECTED_AGENCY: { id: 'Instansi belum terhubung', en: 'Agency not yet connected' },
    COORDINATION: {
      id: 'Menunggu instansi lain',
      en: 'Waiting for other agencies',
      description: 'This leg is resolved and waits for the other required legs.',
    },
    ARBITER: { id: 'Arbiter', en: 'Arbiter' },
    PRIMARY_REPORT: {
      id: 'Laporan induk',
      en: 'Primary report',
      description: 'Merged: the report it was merged into is being worked on instead.',
    },
  },
  'Who a track of a report waits for (DIS-3).',
);
