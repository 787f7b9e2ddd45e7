import type { HappeningType } from '../casefile/action.ts';
import type { ActorKind } from '../casefile/case-file.ts';
import type { EventVisibility } from '../casework/event-log.ts';
import { nameChanges } from '../platform/graphql/change-labels.ts';
import { defineVocabulary } from '../platform/graphql/labels.ts';
import type { StepKind, StepState } from './steps.ts';

/** Events of a report that are no step of a life cycle. */
type FurtherEventType =
  | 'REPORT_FILED'
  | 'REPORT_CLAIMED'
  | 'CLAIM_RELEASED'
  | 'DUPLICATE_MERGED'
  | 'DUPLICATE_UNMERGED'
  | 'ORIGINAL_READ'
  | 'IDENTITY_READ'
  | 'DISCLOSURE_REQUESTED'
  | 'DISCLOSURE_FIRST_GRANTED'
  | 'DISCLOSURE_GRANTED'
  | 'DISCLOSURE_REFUSED';

export type EventType = HappeningType | FurtherEventType;

/**
 * What the timeline shows: an event whose type is not in here is in the audit trail only. AUDIT_TRAIL_READ is not: whoever
 * reads the trail again at each live message would make the next one by it.
 */
export const EventTypes = defineVocabulary<EventType>(
  'EventType',
  {
    REPORT_FILED: { id: 'Laporan ditulis', en: 'Report written' },
    REPORT_CLAIMED: { id: 'Mulai diperiksa administrator', en: 'Taken up by an admin' },
    CLAIM_RELEASED: { id: 'Dilepas oleh administrator', en: 'Put back by the admin' },
    REPORT_ACCEPTED: { id: 'Laporan terverifikasi', en: 'Report verified' },
    REPORT_RETURNED: { id: 'Dikembalikan ke pelapor untuk dilengkapi', en: 'Returned to the reporter for more facts' },
    FACTS_SUPPLIED: { id: 'Dilengkapi oleh pelapor', en: 'Facts supplied by the reporter' },
    PAUSE_ENDED: { id: 'Masa melengkapi laporan berakhir', en: 'Time for supplying facts ended' },
    REPORT_HELD: { id: 'Ditahan: instansi belum terhubung', en: 'Held: the agency is not connected yet' },
    REPORT_RELEASED: { id: 'Instansi terhubung, laporan didisposisikan', en: 'Agency connected, report disposed' },
    REPORT_ARCHIVED: { id: 'Laporan diarsipkan', en: 'Report archived' },
    REPORT_MERGED: { id: 'Digabung ke laporan lain', en: 'Merged into another report' },
    REPORT_UNMERGED: { id: 'Dipisahkan kembali', en: 'Taken apart again' },
    DUPLICATE_MERGED: { id: 'Laporan serupa digabungkan', en: 'A duplicate was merged into it' },
    DUPLICATE_UNMERGED: { id: 'Laporan serupa dipisahkan', en: 'A duplicate was taken out again' },
    REPORT_REVISED: { id: 'Laporan diperbaiki administrator', en: 'Report revised by an admin' },
    REPORT_DISPOSED: { id: 'Didisposisikan ke instansi', en: 'Disposed to agencies' },
    SUPPORT_ADDED: { id: 'Instansi pendukung ditambahkan', en: 'Supporting agencies added' },
    REPORT_REDISPOSED: { id: 'Didisposisikan ulang', en: 'Disposed again' },
    DISPOSITION_ACCEPTED: { id: 'Diterima oleh Instansi', en: 'Accepted by the agency' },
    DISPOSITION_RESPONDED: { id: 'Ditindaklanjuti oleh Instansi', en: 'Followed up by the agency' },
    DISPOSITION_RESOLVED: { id: 'Diselesaikan oleh Instansi', en: 'Resolved by the agency' },
    DISPOSITION_FORWARDED: { id: 'Diteruskan ke instansi lain', en: 'Forwarded to another agency' },
    DISPOSITION_DECLINED: { id: 'Dinyatakan bukan kewenangan', en: 'Declared not their authority' },
    DISPOSITION_ESCALATED: { id: 'Diajukan kepada arbiter', en: 'Put before the arbiter' },
    DISPOSITION_ARBITRATED: { id: 'Ditetapkan oleh arbiter', en: 'Decided by the arbiter' },
    DISPOSITION_WITHDRAWN: { id: 'Disposisi pendukung ditarik', en: 'Supporting disposition withdrawn' },
    FEEDBACK_ASKED: { id: 'Menunggu tanggapan pelapor', en: "Waiting for the reporter's feedback" },
    RESOLUTION_CONFIRMED: { id: 'Ditanggapi oleh Pelapor: selesai', en: 'Answered by the reporter: resolved' },
    RESOLUTION_DISPUTED: { id: 'Ditanggapi oleh Pelapor: belum selesai', en: 'Answered by the reporter: not resolved' },
    REPORT_CLOSED: { id: 'Laporan ditutup', en: 'Report closed' },
    REPORT_RATED: { id: 'Dinilai oleh Pelapor', en: 'Rated by the reporter' },
    CLOCK_OVERDUE: { id: 'Batas waktu terlewati', en: 'A time limit passed' },
    ORIGINAL_READ: { id: 'Teks asli dibuka', en: 'The original text was read' },
    DISCLOSURE_REQUESTED: { id: 'Pembukaan identitas diminta', en: 'Disclosure of the identity requested' },
    DISCLOSURE_FIRST_GRANTED: {
      id: 'Pembukaan identitas disetujui satu administrator',
      en: 'Disclosure granted by one admin',
    },
    DISCLOSURE_GRANTED: { id: 'Pembukaan identitas disetujui', en: 'Disclosure of the identity granted' },
    DISCLOSURE_REFUSED: { id: 'Pembukaan identitas ditolak', en: 'Disclosure of the identity refused' },
    IDENTITY_READ: { id: 'Identitas pelapor dibuka', en: "The reporter's identity was read" },
  },
  'What happens to a report.',
);

export const ActorKinds = defineVocabulary<ActorKind>(
  'ActorKind',
  {
    REPORTER: { id: 'Pelapor', en: 'Reporter' },
    ADMIN: { id: 'Administrator', en: 'Admin' },
    INTERN: { id: 'Peserta magang', en: 'Intern' },
    AGENCY: { id: 'Instansi', en: 'Agency' },
    OVERSEER: { id: 'Pengawas', en: 'Overseer' },
    SYSTEM: { id: 'Sistem', en: 'System' },
  },
  'In which capacity somebody acted; who it was is never part of a timeline (IDN-2).',
);

nameChanges({ type: EventTypes, actor: ActorKinds });

export const EventVisibilities = defineVocabulary<EventVisibility>(
  'EventVisibility',
  {
    PUBLIC: { id: 'Publik', en: 'Public', description: 'Everybody who sees the report.' },
    CONCERNED: {
      id: 'Pihak terkait',
      en: 'Those concerned',
      description: 'Its reporter, its agencies, admins, interns, overseers.',
    },
    REPORTER: { id: 'Pelapor', en: 'Reporter', description: 'Its reporter, admins and overseers.' },
    INTERNAL: { id: 'Internal', en: 'Internal', description: 'Admins and overseers; interns of claims only.' },
  },
  'Who reads that something happened.',
);

export const StepKinds = defineVocabulary<StepKind>(
  'TimelineStepKind',
  {
    WRITTEN: { id: 'Tulis Laporan', en: 'Report written' },
    VERIFICATION: { id: 'Proses Verifikasi', en: 'Verification' },
    FOLLOW_UP: { id: 'Proses Tindak Lanjut', en: 'Follow-up' },
    FEEDBACK: { id: 'Beri Tanggapan', en: 'Feedback' },
    DONE: { id: 'Selesai', en: 'Done' },
  },
  'The five steps of a report as its public sees them (FUP-3).',
);

export const StepStates = defineVocabulary<StepState>(
  'TimelineStepState',
  {
    DONE: { id: 'Selesai', en: 'Done' },
    CURRENT: { id: 'Sedang berjalan', en: 'Under way' },
    PENDING: { id: 'Belum', en: 'Still to come' },
    SKIPPED: {
      id: 'Dilewati',
      en: 'Left out',
      description: 'The report ended without it: archived, or closed by the system without feedback.',
    },
  },
  'How far a step is.',
);
