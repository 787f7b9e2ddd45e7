/** What a provincial government is called in codes and in its own letterhead; the key is the province's area code. */
export const PROVINCE_GOVERNMENTS: Readonly<Record<string, { code: string; name: string }>> = {
  '11': { code: 'ACEH', name: 'Pemerintah Aceh' },
  '12': { code: 'SUMUT', name: 'Pemerintah Provinsi Sumatera Utara' },
  '13': { code: 'SUMBAR', name: 'Pemerintah Provinsi Sumatera Barat' },
  '14': { code: 'RIAU', name: 'Pemerintah Provinsi Riau' },
  '15': { code: 'JAMBI', name: 'Pemerintah Provinsi Jambi' },
  '16': { code: 'SUMSEL', name: 'Pemerintah Provinsi Sumatera Selatan' },
  '17': { code: 'BENGKULU', name: 'Pemerintah Provinsi Bengkulu' },
  '18': { code: 'LAMPUNG', name: 'Pemerintah Provinsi Lampung' },
  '19': { code: 'BABEL', name: 'Pemerintah Provinsi Kepulauan Bangka Belitung' },
  '21': { code: 'KEPRI', name: 'Pemerintah Provinsi Kepulauan Riau' },
  '31': { code: 'DKI', name: 'Pemerintah Provinsi DKI Jakarta' },
  '32': { code: 'JABAR', name: 'Pemerintah Provinsi Jawa Barat' },
  '33': { code: 'JATENG', name: 'Pemerintah Provinsi Jawa Tengah' },
  '34': { code: 'DIY', name: 'Pemerintah Daerah Daerah Istimewa Yogyakarta' },
  '35': { code: 'JATIM', name: 'Pemerintah Provinsi Jawa Timur' },
  '36': { code: 'BANTEN', name: 'Pemerintah Provinsi Banten' },
  '51': { code: 'BALI', name: 'Pemerintah Provinsi Bali' },
  '52': { code: 'NTB', name: 'Pemerintah Provinsi Nusa Tenggara Barat' },
  '53': { code: 'NTT', name: 'Pemerintah Provinsi Nusa Tenggara Timur' },
  '61': { code: 'KALBAR', name: 'Pemerintah Provinsi Kalimantan Barat' },
  '62': { code: 'KALTENG', name: 'Pemerintah Provinsi Kalimantan Tengah' },
  '63': { code: 'KALSEL', name: 'Pemerintah Provinsi Kalimantan Selatan' },
  '64': { code: 'KALTIM', name: 'Pemerintah Provinsi Kalimantan Timur' },
  '65': { code: 'KALTARA', name: 'Pemerintah Provinsi Kalimantan Utara' },
  '71': { code: 'SULUT', name: 'Pemerintah Provinsi Sulawesi Utara' },
  '72': { code: 'SULTENG', name: 'Pemerintah Provinsi Sulawesi Tengah' },
  '73': { code: 'SULSEL', name: 'Pemerintah Provinsi Sulawesi Selatan' },
  '74': { code: 'SULTRA', name: 'Pemerintah Provinsi Sulawesi Tenggara' },
  // "GORONTALO" alone is the regency, one of the five first connected.
  '75': { code: 'PROV-GORONTALO', name: 'Pemerintah Provinsi Gorontalo' },
  '76': { code: 'SULBAR', name: 'Pemerintah Provinsi Sulawesi Barat' },
  '81': { code: 'MALUKU', name: 'Pemerintah Provinsi Maluku' },
  '82': { code: 'MALUT', name: 'Pemerintah Provinsi Maluku Utara' },
  '91': { code: 'PAPUA', name: 'Pemerintah Provinsi Papua' },
  '92': { code: 'PAPUA-BARAT', name: 'Pemerintah Provinsi Papua Barat' },
  '93': { code: 'PAPUA-SELATAN', name: 'Pemerintah Provinsi Papua Selatan' },
  '94': { code: 'PAPUA-TENGAH', name: 'Pemerintah Provinsi Papua Tengah' },
  '95': { code: 'PAPUA-PEGUNUNGAN', name: 'Pemerintah Provinsi Papua Pegunungan' },
  '96': { code: 'PAPUA-BARAT-DAYA', name: 'Pemerintah Provinsi Papua Barat Daya' },
};

/**
 * The area codes of the five local governments connected by December 2014: DKI Jakarta, Kota Bandung,
 * Kab. Indragiri Hulu, Kab. Bojonegoro, Kab. Gorontalo.
 */
export const FIRST_CONNECTED: readonly string[] = ['31', '32.73', '14.02', '35.22', '75.01'];

/** Provinces set up in 2022, after the count of 493 connected local governments was published. */
export const PROVINCES_SINCE_2022: readonly string[] = ['93', '94', '95', '96'];

/**
 * Provinces whose regencies (not their cities) start unconnected. The source gives only the number of connected local
 * governments, 493, not the names of the others. Together with the provinces of 2022 this rule leaves out
 * 4 + 40 + 9 = 53 of today's 546, so that 493 are connected. It is an assumption for a fresh installation: connecting an
 * agency is one step in the administration.
 */
export const PROVINCES_WITH_UNCONNECTED_REGENCIES: readonly string[] = ['81', '91', '92', '93', '94', '95', '96'];
