export type LimitKind = 'VERIFY' | 'RESPOND' | 'FEEDBACK' | 'RESOLVE' | 'REPORTER_REPLY';
export type LimitClass = 'ANY' | 'INFORMATION' | 'ORDINARY' | 'SUPERVISED';

/** One time limit in working days, counted as CLK-1 says. */
export interface LimitRow {
  kind: LimitKind;
  serviceClass: LimitClass;
  workingDays: number;
  legalBasis: string;
}

/**
 * The class limits have no primary source here: a statement of the ministry in the press (Republika, 14 June 2018, which
 * says "hari") and service standards of single offices published on sippn.menpan.go.id (which say "hari kerja").
 */
const SECONDARY_SOURCE =
  'Sumber sekunder: keterangan Kementerian PANRB (Republika, 14 Juni 2018) dan standar pelayanan di SIPPN; ' +
  'periksa terhadap peraturan yang berlaku sebelum dipakai.';

/** CLK-2: the limits of a fresh installation; the administration edits them as rows. */
export const LIMITS: readonly LimitRow[] = [
  {
    kind: 'VERIFY',
    serviceClass: 'ANY',
    workingDays: 3,
    legalBasis: 'Janji layanan SP4N-LAPOR!: verifikasi paling lambat 3 (tiga) hari kerja setelah laporan diterima.',
  },
  {
    kind: 'RESPOND',
    serviceClass: 'ANY',
    workingDays: 5,
    legalBasis:
      'Janji layanan SP4N-LAPOR!: instansi merespons, termasuk respons awal, paling lambat 5 (lima) hari kerja ' +
      'setelah disposisi diterima.',
  },
  {
    kind: 'FEEDBACK',
    serviceClass: 'ANY',
    workingDays: 10,
    legalBasis:
      'Janji layanan SP4N-LAPOR!: pelapor dapat menanggapi dalam 10 (sepuluh) hari; dihitung sebagai hari kerja.',
  },
  {
    kind: 'REPORTER_REPLY',
    serviceClass: 'ANY',
    workingDays: 10,
    legalBasis:
      'Ketentuan sistem, tanpa dasar hukum: batas jeda ketika laporan dikembalikan kepada pelapor, disamakan dengan ' +
      'masa tanggapan pelapor.',
  },
  {
    kind: 'RESOLVE',
    serviceClass: 'INFORMATION',
    workingDays: 5,
    legalBasis: `Permintaan informasi: 5 hari kerja. ${SECONDARY_SOURCE}`,
  },
  {
    kind: 'RESOLVE',
    serviceClass: 'ORDINARY',
    workingDays: 14,
    legalBasis: `Pengaduan tidak berkadar pengawasan: 14 hari kerja. ${SECONDARY_SOURCE}`,
  },
  {
    kind: 'RESOLVE',
    serviceClass: 'SUPERVISED',
    workingDays: 60,
    legalBasis: `Pengaduan berkadar pengawasan: 60 hari kerja. ${SECONDARY_SOURCE}`,
  },
];

/** A setting the administration may change. */
export interface SettingRow {
  key: string;
  value: boolean;
  note: string;
}

export const SETTINGS: readonly SettingRow[] = [
  {
    key: 'joint_leave_stops_clock',
    value: true,
    note: 'Cuti bersama tidak dihitung sebagai hari kerja (CLK-1).',
  },
];
