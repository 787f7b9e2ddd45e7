/** A central agency: its short code and its official name. */
export interface NamedAgency {
  code: string;
  name: string;
}

/** The 34 ministries of January 2019 (Kabinet Kerja), the ones the service counted as connected then. */
export const MINISTRIES: readonly NamedAgency[] = [
  { code: 'KEMENKO-POLHUKAM', name: 'Kementerian Koordinator Bidang Politik, Hukum, dan Keamanan' },
  { code: 'KEMENKO-PEREKONOMIAN', name: 'Kementerian Koordinator Bidang Perekonomian' },
  { code: 'KEMENKO-PMK', name: 'Kementerian Koordinator Bidang Pembangunan Manusia dan Kebudayaan' },
  { code: 'KEMENKO-MARITIM', name: 'Kementerian Koordinator Bidang Kemaritiman' },
  { code: 'KEMENSETNEG', name: 'Kementerian Sekretariat Negara' },
  { code: 'KEMENDAGRI', name: 'Kementerian Dalam Negeri' },
  { code: 'KEMLU', name: 'Kementerian Luar Negeri' },
  { code: 'KEMHAN', name: 'Kementerian Pertahanan' },
  { code: 'KEMENKUMHAM', name: 'Kementerian Hukum dan Hak Asasi Manusia' },
  { code: 'KEMENKEU', name: 'Kementerian Keuangan' },
  { code: 'KEMENESDM', name: 'Kementerian Energi dan Sumber Daya Mineral' },
  { code: 'KEMENPERIN', name: 'Kementerian Perindustrian' },
  { code: 'KEMENDAG', name: 'Kementerian Perdagangan' },
  { code: 'KEMENTAN', name: 'Kementerian Pertanian' },
  { code: 'KLHK', name: 'Kementerian Lingkungan Hidup dan Kehutanan' },
  { code: 'KEMENHUB', name: 'Kementerian Perhubungan' },
  { code: 'KKP', name: 'Kementerian Kelautan dan Perikanan' },
  { code: 'KEMNAKER', name: 'Kementerian Ketenagakerjaan' },
  { code: 'KEMENDESA', name: 'Kementerian Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi' },
  { code: 'KEMENPUPR', name: 'Kementerian Pekerjaan Umum dan Perumahan Rakyat' },
  { code: 'KEMENKES', name: 'Kementerian Kesehatan' },
  { code: 'KEMENDIKBUD', name: 'Kementerian Pendidikan dan Kebudayaan' },
  { code: 'KEMENRISTEKDIKTI', name: 'Kementerian Riset, Teknologi, dan Pendidikan Tinggi' },
  { code: 'KEMENSOS', name: 'Kementerian Sosial' },
  { code: 'KEMENAG', name: 'Kementerian Agama' },
  { code: 'KEMENPAR', name: 'Kementerian Pariwisata' },
  { code: 'KEMENKOMINFO', name: 'Kementerian Komunikasi dan Informatika' },
  { code: 'KEMENKOPUKM', name: 'Kementerian Koperasi dan Usaha Kecil dan Menengah' },
  { code: 'KEMENPPPA', name: 'Kementerian Pemberdayaan Perempuan dan Perlindungan Anak' },
  { code: 'KEMENPANRB', name: 'Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi' },
  { code: 'BAPPENAS', name: 'Kementerian Perencanaan Pembangunan Nasional/Badan Perencanaan Pembangunan Nasional' },
  { code: 'ATRBPN', name: 'Kementerian Agraria dan Tata Ruang/Badan Pertanahan Nasional' },
  { code: 'KEMENBUMN', name: 'Kementerian Badan Usaha Milik Negara' },
  { code: 'KEMENPORA', name: 'Kementerian Pemuda dan Olahraga' },
];

/** Units of ministries, keyed by the ministry's code; a unit's full code is "<ministry>.<code>". */
export const MINISTRY_UNITS: Readonly<Record<string, readonly NamedAgency[]>> = {
  KEMENDAGRI: [
    { code: 'PUSPEN', name: 'Pusat Penerangan Sekretariat Jenderal' },
    { code: 'DUKCAPIL', name: 'Direktorat Jenderal Kependudukan dan Pencatatan Sipil' },
    { code: 'OTDA', name: 'Direktorat Jenderal Otonomi Daerah' },
    { code: 'BINAADWIL', name: 'Direktorat Jenderal Bina Administrasi Kewilayahan' },
    { code: 'BINAPEMDES', name: 'Direktorat Jenderal Bina Pemerintahan Desa' },
    { code: 'ITJEN', name: 'Inspektorat Jenderal' },
  ],
  KEMENSOS: [
    { code: 'LINJAMSOS', name: 'Direktorat Jenderal Perlindungan dan Jaminan Sosial' },
    { code: 'REHSOS', name: 'Direktorat Jenderal Rehabilitasi Sosial' },
    { code: 'DAYASOS', name: 'Direktorat Jenderal Pemberdayaan Sosial' },
    { code: 'PFM', name: 'Direktorat Jenderal Penanganan Fakir Miskin' },
    { code: 'ITJEN', name: 'Inspektorat Jenderal' },
  ],
  KEMENHUB: [
    { code: 'HUBDAT', name: 'Direktorat Jenderal Perhubungan Darat' },
    { code: 'HUBLA', name: 'Direktorat Jenderal Perhubungan Laut' },
    { code: 'HUBUD', name: 'Direktorat Jenderal Perhubungan Udara' },
    { code: 'DJKA', name: 'Direktorat Jenderal Perkeretaapian' },
  ],
  KEMENPUPR: [
    { code: 'BINAMARGA', name: 'Direktorat Jenderal Bina Marga' },
    { code: 'SDA', name: 'Direktorat Jenderal Sumber Daya Air' },
    { code: 'CIPTAKARYA', name: 'Direktorat Jenderal Cipta Karya' },
  ],
  KEMENKUMHAM: [
    { code: 'IMIGRASI', name: 'Direktorat Jenderal Imigrasi' },
    { code: 'PAS', name: 'Direktorat Jenderal Pemasyarakatan' },
  ],
  KEMENKEU: [
    { code: 'DJP', name: 'Direktorat Jenderal Pajak' },
    { code: 'DJBC', name: 'Direktorat Jenderal Bea dan Cukai' },
  ],
};
