/**
 * Everybody who looks at the world, by what they are to its reports. They lead at JABAR.DISHUB and support at KEMENSOS;
 * JABAR stands above the lead agency, KEMENDAGRI got a leg forwarded, KOTA-BANDUNG has nothing to do with any of them.
 */
export const ACCOUNTS = {
  reporter: 'citizen-maman',
  citizen: 'citizen-siti',
  lead: 'officer-jabar-dishub',
  above: 'officer-jabar',
  support: 'officer-kemensos',
  forwarded: 'officer-kemendagri',
  stranger: 'officer-bandung',
  executive: 'executive-jabar',
  intern: 'intern-dewi',
  overseer: 'overseer-ombudsman',
  admin: 'admin-sari',
  admin2: 'admin-budi',
  admin3: 'admin-ratna',
} as const;

export type Account = keyof typeof ACCOUNTS;

/** Those without an account: nobody, the bearer of a receipt of the world's, and that of some other report's. */
export type Member = Account | 'public' | 'receipt' | 'otherReceipt';

export const LEAD = 'JABAR.DISHUB';
export const SUPPORT = 'KEMENSOS';
export const FORWARDED = 'KEMENDAGRI';

/**
 * What marks the reporters: each text stands nowhere else in the world, so wherever it turns up, an identity does.
 * Phones are looked for without their first digits, to find them in every notation that is not masked.
 */
export const ACCOUNT_REPORTER = {
  name: 'Wira Akunsari',
  email: 'surat.akunsari@contoh.example',
  phone: '+6281277665501',
} as const;
export const RECEIPT_REPORTER = {
  name: 'Wira Kuitansari',
  email: 'surat.kuitansari@contoh.example',
  phone: '+6281377665502',
  address: 'Gang Alamatsari 7',
} as const;
export const SMS_REPORTER = { phone: '+6281477665503' } as const;
export const REPORTERS_FILE = 'KTP-Berkassari.png';
export const AGENCYS_FILE = 'Berita acara.png';

/** Names may be shown of reporters who are not anonymous. */
export const NAME_MARKS: readonly string[] = ['Akunsari', 'Kuitansari'];
/** These may be shown to nobody. */
export const SECRET_MARKS: readonly string[] = [
  'surat.akunsari',
  'surat.kuitansari',
  '1277665501',
  '1377665502',
  '1477665503',
  'Alamatsari',
  'Berkassari',
];
/** Instructions of agencies, of which each sees its own (DIS-1). */
export const INSTRUCTIONS = {
  lead: 'Mohon perbaiki sebagai penanggung jawab.',
  support: 'Mohon dukung dengan data.',
  forwarded: 'Mohon tangani selanjutnya.',
} as const;
