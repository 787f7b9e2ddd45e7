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
  CURSOR_UNKNOWN: {
    id: 'Penanda halaman ini tidak berlaku untuk daftar ini.',
    en: 'This cursor does not belong to this list.',
  },
  NOT_TOGETHER: { id: 'Tidak dapat dipakai bersama {other}.', en: 'Cannot be used together with {other}.' },
} as const satisfies Record<string, Sentence>;

export type RefusalCode = keyof typeof refusalCodes;
