import type { Sentence } from './locale.ts';

/**
 * Every reason a request can be refused for: its code and what people read. `{name}` is replaced by the detail of that
 * name, and `refuse()` throws when it is missing. Features add their rows here.
 */
export const refusalCodes = {
  // Refusals any action can meet.
  NOT_FOUND: { id: 'Tidak ditemukan.', en: 'Not found.' },
  NOT_PERMITTED: { id: 'Anda tidak berwenang melakukan tindakan ini.', en: 'You may not do this.' },
  VERSION_CONFLICT: {
    id: 'Data ini sudah diubah sejak Anda membukanya. Isian Anda tetap tersimpan di formulir.',
    en: 'This was changed since you opened it. What you entered is kept.',
  },
  INVALID_INPUT: { id: 'Beberapa isian perlu diperbaiki.', en: 'Some of the input needs correcting.' },

  // Problems of a single input field.
  REQUIRED: { id: 'Wajib diisi.', en: 'This is required.' },
  MALFORMED: { id: 'Formatnya tidak dikenali.', en: 'This is not in the expected format.' },
  TOO_SMALL: { id: 'Paling sedikit {limit}.', en: 'Must be at least {limit}.' },
  TOO_LARGE: { id: 'Paling banyak {limit}.', en: 'Must be at most {limit}.' },
  TOO_SHORT: { id: 'Terlalu pendek: sedikitnya {limit} karakter.', en: 'Too short: at least {limit} characters.' },
  TOO_LONG: { id: 'Terlalu panjang: paling banyak {limit} karakter.', en: 'Too long: at most {limit} characters.' },
  TOO_FEW_ITEMS: { id: 'Terlalu sedikit: sedikitnya {limit} butir.', en: 'Too few: at least {limit}.' },
  TOO_MANY_ITEMS: { id: 'Terlalu banyak: paling banyak {limit} butir.', en: 'Too many: at most {limit}.' },
  NAMED_TWICE: { id: 'Ada yang disebut dua kali.', en: 'Something is named twice.' },
  CURSOR_UNKNOWN: {
    id: 'Penanda halaman ini tidak berlaku untuk daftar ini.',
    en: 'This cursor does not belong to this list.',
  },
  VERSION_UNKNOWN: {
    id: 'Versi ini belum pernah ada; muat ulang lalu coba lagi.',
    en: 'There has never been such a version; load it again.',
  },
  NOT_TOGETHER: { id: 'Tidak dapat dipakai bersama {other}.', en: 'Cannot be used together with {other}.' },

  // The life of a report (casefile).
  ACTION_NOT_POSSIBLE: {
    id: 'Tindakan “{action}” tidak dapat dilakukan pada status “{status}”.',
    en: '“{action}” is not possible in the state “{status}”.',
  },
  CATEGORY_MISSING: { id: 'Tentukan kategori laporan terlebih dahulu.', en: 'Set the category of the report first.' },
  MISSING_FACTS_NOT_NAMED: {
    id: 'Sebutkan fakta apa yang masih kurang.',
    en: 'Say which facts are missing.',
  },
  PAUSE_USED_UP: {
    id: 'Jeda untuk melengkapi laporan sudah habis dipakai; putuskan dengan data yang ada.',
    en: 'The pause for completing the report is used up; decide on what there is.',
  },
  NO_AGENCY_NAMED: { id: 'Sebutkan sedikitnya satu instansi.', en: 'Name at least one agency.' },
  AGENCY_UNKNOWN: { id: 'Instansi tidak dikenal.', en: 'There is no such agency.' },
  AGENCY_NOT_CONNECTED: {
    id: '{agency} belum terhubung; laporan dapat ditahan sampai instansi terhubung.',
    en: '{agency} is not connected yet; the report can be held until it is.',
  },
  AGENCY_IS_CONNECTED: {
    id: '{agency} sudah terhubung; disposisikan laporan kepadanya.',
    en: '{agency} is connected; dispose the report to it.',
  },
  AGENCY_NAMED_TWICE: { id: '{agency} disebut dua kali.', en: '{agency} is named twice.' },
  AGENCY_ALREADY_INVOLVED: {
    id: '{agency} sudah menangani laporan.',
    en: '{agency} is already working on the report.',
  },
  LIMIT_TOO_LONG: {
    id: 'Batas waktu {asked} hari kerja di luar ketentuan (1 sampai {limit}).',
    en: 'A limit of {asked} working days is not allowed (1 to {limit}).',
  },
  TRACK_NOT_IN_QUEUE: {
    id: 'Bagian {track} laporan ini tidak sedang menunggu disposisi ulang.',
    en: 'Track {track} of this report is not waiting to be disposed again.',
  },
  SAME_AGENCY: { id: 'Tujuan sama dengan instansi pemegang.', en: 'The target is the agency that holds it.' },
  FORWARDING_CYCLE: {
    id: '{agency} sudah pernah memegang laporan; penerusan tidak boleh berputar.',
    en: '{agency} has held the report before; forwarding must not go in circles.',
  },
  BINDING_DECISION: {
    id: 'Penetapan arbiter mengikat: instansi tidak dapat menyatakan bukan kewenangannya.',
    en: "The arbiter's decision is binding: the agency cannot declare that it is not its authority.",
  },
  LEAD_CANNOT_BE_WITHDRAWN: {
    id: 'Disposisi utama tidak dapat ditarik.',
    en: 'The lead disposition cannot be withdrawn.',
  },
  ALREADY_RATED: { id: 'Laporan sudah dinilai.', en: 'The report has been rated already.' },

  // Around the report.
  CLAIMED_BY_OTHER: {
    id: 'Laporan sedang diputuskan oleh {name} sampai {until}.',
    en: '{name} is deciding on this report until {until}.',
  },
  CATEGORY_UNKNOWN: { id: 'Kategori tidak dikenal.', en: 'There is no such category.' },
  AREA_UNKNOWN: { id: 'Wilayah tidak dikenal.', en: 'There is no such area.' },
  EVENT_TOO_LONG_AGO: {
    id: 'Tanggal kejadian lebih awal daripada {earliest}.',
    en: 'The event date lies before {earliest}.',
  },
  EVENT_IN_FUTURE: { id: 'Tanggal kejadian belum terjadi.', en: 'The event date lies in the future.' },
  MERGE_INTO_ITSELF: {
    id: 'Laporan tidak dapat digabung dengan dirinya.',
    en: 'A report cannot be merged into itself.',
  },
  MERGE_INTO_MERGED: {
    id: 'Laporan tujuan sudah digabung atau diarsipkan.',
    en: 'The report to merge into has itself been merged or archived.',
  },
  MERGE_MIXES_CONFIDENTIAL: {
    id: 'Laporan rahasia hanya dapat digabung dengan laporan rahasia.',
    en: 'A confidential report can only be merged with a confidential one.',
  },
  MERGE_HAS_DUPLICATES: {
    id: 'Laporan lain sudah digabung ke laporan ini; pisahkan dahulu, atau gabungkan ke laporan ini.',
    en: 'Other reports have been merged into this one; take them apart first, or merge into this one.',
  },
  NOTHING_REVISED: { id: 'Tidak ada yang diubah.', en: 'This changes nothing.' },
  NEVER_REVISED: {
    id: 'Laporan ini belum pernah diubah: yang tampil adalah aslinya.',
    en: 'This report was never revised: what is shown is the original.',
  },
  MASK_NOT_FOUND: { id: 'Kata ini tidak ada dalam laporan.', en: 'This word does not occur in the report.' },
  IDEMPOTENCY_KEY_REUSED: {
    id: 'Kunci idempotensi ini sudah dipakai untuk permintaan lain.',
    en: 'This idempotency key was used for another request.',
  },
  DISCLOSURE_PENDING: {
    id: 'Permintaan pembukaan identitas masih menunggu putusan.',
    en: 'A request for disclosure is still waiting for a decision.',
  },
  DISCLOSURE_DECIDED: { id: 'Permintaan ini sudah diputuskan.', en: 'This request has been decided already.' },
  SECOND_ADMIN_NEEDED: {
    id: 'Identitas pelapor anonim memerlukan persetujuan administrator kedua.',
    en: "An anonymous reporter's identity needs a second admin's consent.",
  },
  DISCLOSURE_NOT_NEEDED: {
    id: 'Identitas pelapor bernama dapat dibaca administrator tanpa permintaan.',
    en: "A named reporter's identity can be read by an admin without a request.",
  },
  IDENTITY_NOT_DISCLOSED: {
    id: 'Identitas pelapor belum dibuka untuk Anda.',
    en: "The reporter's identity has not been disclosed to you.",
  },

  FACTS_NOT_SUPPLIED: {
    id: 'Belum ada jawaban atas yang ditanyakan: {facts}.',
    en: 'Nothing of what was asked for is answered: {facts}.',
  },

  // Follow-ups and feedback.
  ALREADY_RESPONDED: {
    id: 'Tanggapan awal sudah diberikan; sampaikan perkembangan.',
    en: 'The initial response has been given; publish progress.',
  },
  FEEDBACK_WINDOW_OVER: {
    id: 'Masa tanggapan berakhir pada {until}; laporan telah ditutup oleh sistem.',
    en: 'The time for feedback ended on {until}; the system has closed the report.',
  },

  // Attachments (INT-7).
  TOO_MANY_ATTACHMENTS: { id: 'Paling banyak {limit} lampiran.', en: 'At most {limit} attachments.' },
  ATTACHMENT_UNKNOWN: {
    id: 'Lampiran tidak ditemukan atau bukan milik Anda.',
    en: 'There is no such attachment of yours.',
  },
  ATTACHMENT_REJECTED: {
    id: 'Lampiran ditolak saat diperiksa.',
    en: 'The attachment was rejected when it was checked.',
  },
  ATTACHMENT_ALREADY_USED: { id: 'Lampiran sudah dipakai.', en: 'The attachment is already in use.' },
} as const satisfies Record<string, Sentence>;

export type RefusalCode = keyof typeof refusalCodes;
