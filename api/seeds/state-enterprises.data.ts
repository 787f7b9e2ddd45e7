import type { NamedAgency } from './ministries.data.ts';

/** State-owned companies people complain about most; 44 were connected in December 2014, unnamed in the source. */
export const STATE_ENTERPRISES: readonly NamedAgency[] = [
  { code: 'PLN', name: 'PT PLN (Persero)' },
  { code: 'PERTAMINA', name: 'PT Pertamina (Persero)' },
  { code: 'KAI', name: 'PT Kereta Api Indonesia (Persero)' },
  { code: 'POS-INDONESIA', name: 'PT Pos Indonesia (Persero)' },
  { code: 'TELKOM', name: 'PT Telkom Indonesia (Persero) Tbk' },
  { code: 'GARUDA', name: 'PT Garuda Indonesia (Persero) Tbk' },
  { code: 'ANGKASA-PURA-1', name: 'PT Angkasa Pura I (Persero)' },
  { code: 'ANGKASA-PURA-2', name: 'PT Angkasa Pura II (Persero)' },
  { code: 'PELNI', name: 'PT Pelayaran Nasional Indonesia (Persero)' },
  { code: 'ASDP', name: 'PT ASDP Indonesia Ferry (Persero)' },
  { code: 'JASA-MARGA', name: 'PT Jasa Marga (Persero) Tbk' },
  { code: 'DAMRI', name: 'Perum DAMRI' },
  { code: 'BULOG', name: 'Perum BULOG' },
  { code: 'BRI', name: 'PT Bank Rakyat Indonesia (Persero) Tbk' },
  { code: 'BANK-MANDIRI', name: 'PT Bank Mandiri (Persero) Tbk' },
  { code: 'BNI', name: 'PT Bank Negara Indonesia (Persero) Tbk' },
  { code: 'BTN', name: 'PT Bank Tabungan Negara (Persero) Tbk' },
  { code: 'PEGADAIAN', name: 'PT Pegadaian (Persero)' },
];
