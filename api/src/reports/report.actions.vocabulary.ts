import type { ReportAction } from '../casefile/report.lifecycle.ts';
import { defineVocabulary } from '../platform/graphql/labels.ts';

/** What somebody may do to a report; the rest happens by itself. */
export type OfferableReportAction = Exclude<
  ReportAction,
  'END_PAUSE' | 'RELEASE' | 'ASK_FEEDBACK' | 'CLOSE_BY_SILENCE'
>;

export const ReportActions = defineVocabulary<OfferableReportAction>(
  'ReportAction',
  {
    ACCEPT: { id: 'Terima laporan', en: 'Accept' },
    RETURN: { id: 'Kembalikan ke pelapor', en: 'Return to the reporter' },
    SUPPLY_FACTS: { id: 'Lengkapi laporan', en: 'Supply facts' },
    HOLD: { id: 'Tahan sampai instansi terhubung', en: 'Hold until the agency is connected' },
    ARCHIVE: { id: 'Arsipkan', en: 'Archive' },
    MERGE: { id: 'Gabungkan', en: 'Merge' },
    UNMERGE: { id: 'Pisahkan kembali', en: 'Take apart again' },
    REVISE: { id: 'Perbaiki laporan', en: 'Revise' },
    DISPOSE: { id: 'Disposisikan', en: 'Dispose' },
    ADD_SUPPORT: { id: 'Tambah instansi pendukung', en: 'Add a supporting agency' },
    REDISPOSE: { id: 'Disposisikan ulang', en: 'Dispose again' },
    CONFIRM: { id: 'Nyatakan selesai', en: 'Confirm the resolution' },
    DISPUTE: { id: 'Nyatakan belum selesai', en: 'Dispute the resolution' },
    RATE: { id: 'Beri nilai', en: 'Rate' },
  },
  'What somebody may do to a report; each report says which of it is possible now (`Report.availableActions`).',
);
