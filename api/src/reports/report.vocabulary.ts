import type { ReportStatus } from '../casefile/case-file.ts';
import type { Channel, ReportKind } from '../casework/report.entity.ts';
import { defineVocabulary } from '../platform/graphql/labels.ts';

export const ReportKinds = defineVocabulary<ReportKind>(
  'ReportKind',
  {
    COMPLAINT: { id: 'Pengaduan', en: 'Complaint' },
    ASPIRATION: { id: 'Aspirasi', en: 'Aspiration' },
    INFORMATION_REQUEST: { id: 'Permintaan informasi', en: 'Information request' },
  },
  'What a report is (INT-2).',
);

export const ReportStatuses = defineVocabulary<ReportStatus>(
  'ReportStatus',
  {
    RECEIVED: { id: 'Menunggu verifikasi', en: 'Waiting for verification' },
    RETURNED: { id: 'Menunggu kelengkapan dari pelapor', en: 'Waiting for facts from the reporter' },
    HELD: { id: 'Ditahan: instansi belum terhubung', en: 'Held: the agency is not connected yet' },
    VERIFIED: { id: 'Terverifikasi, menunggu disposisi', en: 'Verified, waiting for disposition' },
    IN_PROGRESS: { id: 'Sedang ditindaklanjuti', en: 'Being worked on' },
    AWAITING_FEEDBACK: { id: 'Menunggu tanggapan pelapor', en: "Waiting for the reporter's feedback" },
    CLOSED: { id: 'Selesai', en: 'Closed' },
    ARCHIVED: { id: 'Diarsipkan', en: 'Archived' },
    MERGED: { id: 'Digabung', en: 'Merged' },
  },
  'Where a report stands; docs/life-cycles.md draws how it gets there.',
);

export const Channels = defineVocabulary<Channel>(
  'Channel',
  {
    WEB: { id: 'Situs web', en: 'Website' },
    SMS: { id: 'SMS 1708', en: 'SMS 1708' },
    MOBILE: { id: 'Aplikasi', en: 'Mobile app' },
    TWITTER: { id: 'X/Twitter', en: 'X/Twitter' },
    FACEBOOK: { id: 'Facebook', en: 'Facebook' },
    WHATSAPP: { id: 'WhatsApp', en: 'WhatsApp' },
    CALL_CENTRE: { id: 'Pusat panggilan 178', en: 'Call centre 178' },
    LETTER: { id: 'Surat', en: 'Letter' },
    WALK_IN: { id: 'Datang langsung', en: 'Walk-in' },
    THIRD_PARTY: { id: 'Aplikasi pihak ketiga', en: 'Third-party application' },
  },
  'By which door a report came in (INT-1).',
);

export const ClosedBy = defineVocabulary<'REPORTER' | 'SYSTEM'>(
  'ClosedBy',
  {
    REPORTER: { id: 'Ditutup oleh Pelapor', en: 'Closed by the reporter' },
    SYSTEM: { id: 'Ditutup oleh Sistem', en: 'Closed by the system' },
  },
  'Who closed a report: its reporter, or the system when the feedback window ended in silence (FUP-2).',
);
