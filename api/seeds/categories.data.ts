import type { RequiredFact, ServiceClass } from './categories.ts';

/** A category as written here; `serviceClass` is ORDINARY and `sensitive` false unless said otherwise. */
export interface CategoryNode {
  code: string;
  nameId: string;
  nameEn: string;
  facts: readonly RequiredFact[];
  serviceClass?: ServiceClass;
  sensitive?: boolean;
  children?: readonly CategoryNode[];
}

/**
 * The 22 main categories in use on SP4N-LAPOR!, and below them the 23 popular ones its guide of 2019 lists. Children
 * marked "added" are not in that list. Only two sets of required facts have a source (road damage: where; illegal levy:
 * who, where, when, how); the others, the classes and the sensitivity are our proposals, editable as rows.
 */
export const CATEGORY_TREE: readonly CategoryNode[] = [
  { code: 'AGAMA', nameId: 'Agama', nameEn: 'Religion', facts: ['WHAT', 'WHERE'], sensitive: true },
  {
    code: 'EKONOMI',
    nameId: 'Ekonomi dan Keuangan',
    nameEn: 'Economy and Finance',
    facts: ['WHAT'],
    children: [
      { code: 'PAJAK', nameId: 'Pajak', nameEn: 'Taxes', facts: ['WHAT', 'WHERE'] },
      { code: 'PARIWISATA', nameId: 'Pariwisata', nameEn: 'Tourism', facts: ['WHAT', 'WHERE'] },
    ],
  },
  {
    code: 'KESEHATAN',
    nameId: 'Kesehatan',
    nameEn: 'Health',
    facts: ['WHAT', 'WHERE'],
    children: [
      { code: 'BPJS-KESEHATAN', nameId: 'BPJS Kesehatan', nameEn: 'Health Insurance (BPJS)', facts: ['WHAT', 'WHERE'] },
      {
        code: 'KIS',
        nameId: 'Kartu Indonesia Sehat',
        nameEn: 'Healthy Indonesia Card (KIS)',
        facts: ['WHAT', 'WHERE'],
      },
    ],
  },
  {
    code: 'KESETARAAN-GENDER',
    nameId: 'Kesetaraan Gender dan Sosial Inklusif',
    nameEn: 'Gender Equality and Social Inclusion',
    facts: ['WHAT', 'WHERE'],
    sensitive: true,
  },
  {
    code: 'KETERTIBAN',
    nameId: 'Ketenteraman, Ketertiban Umum, dan Pelindungan Masyarakat',
    nameEn: 'Peace, Public Order and Community Protection',
    facts: ['WHAT', 'WHERE'],
    children: [
      {
        code: 'KETERTIBAN-UMUM',
        nameId: 'Ketertiban Umum',
        nameEn: 'Public Order',
        facts: ['WHAT', 'WHERE', 'WHEN'],
      },
    ],
  },
  {
    code: 'LINGKUNGAN',
    nameId: 'Lingkungan Hidup dan Kehutanan',
    nameEn: 'Environment and Forestry',
    facts: ['WHAT', 'WHERE'],
    children: [
      {
        code: 'DAMPAK-LINGKUNGAN',
        nameId: 'Dampak Lingkungan',
        nameEn: 'Environmental Impact',
        facts: ['WHAT', 'WHERE', 'WHEN'],
        serviceClass: 'SUPERVISED',
      },
      // added
      { code: 'SAMPAH', nameId: 'Sampah dan Kebersihan', nameEn: 'Waste and Cleanliness', facts: ['WHERE'] },
    ],
  },
  {
    code: 'PEKERJAAN-UMUM',
    nameId: 'Pekerjaan Umum dan Penataan Ruang',
    nameEn: 'Public Works and Spatial Planning',
    facts: ['WHERE'],
    children: [
      // added: the example of the service's own FAQ
      { code: 'JALAN-RUSAK', nameId: 'Jalan Rusak', nameEn: 'Road Damage', facts: ['WHERE'] },
      { code: 'AIR-MINUM', nameId: 'Layanan Air Minum', nameEn: 'Drinking Water Service', facts: ['WHERE', 'WHEN'] },
      { code: 'RUANG-PUBLIK', nameId: 'Ruang Publik', nameEn: 'Public Spaces', facts: ['WHERE'] },
      // added
      { code: 'BANJIR', nameId: 'Banjir dan Drainase', nameEn: 'Flooding and Drainage', facts: ['WHERE', 'WHEN'] },
    ],
  },
  {
    code: 'DESA',
    nameId: 'Pembangunan Desa, Daerah Tertinggal, dan Transmigrasi',
    nameEn: 'Development of Villages and Disadvantaged Regions, and Transmigration',
    facts: ['WHAT', 'WHERE'],
    children: [
      {
        code: 'BUMDES',
        nameId: 'Badan Usaha Milik Desa (BUMDes)',
        nameEn: 'Village-Owned Enterprises (BUMDes)',
        facts: ['WHAT', 'WHERE'],
      },
      {
        code: 'DANA-DESA',
        nameId: 'Dana Desa',
        nameEn: 'Village Funds',
        facts: ['WHO', 'WHAT', 'WHERE', 'WHEN'],
        serviceClass: 'SUPERVISED',
        sensitive: true,
      },
      {
        code: 'PEMERINTAHAN-DESA',
        nameId: 'Pemerintahan Desa',
        nameEn: 'Village Government',
        facts: ['WHAT', 'WHERE'],
      },
    ],
  },
  {
    code: 'PENDIDIKAN',
    nameId: 'Pendidikan dan Kebudayaan',
    nameEn: 'Education and Culture',
    facts: ['WHAT', 'WHERE'],
    children: [
      { code: 'BSM', nameId: 'Bantuan Siswa Miskin', nameEn: 'Aid for Poor Students', facts: ['WHAT', 'WHERE'] },
      { code: 'KIP', nameId: 'Kartu Indonesia Pintar', nameEn: 'Smart Indonesia Card (KIP)', facts: ['WHAT', 'WHERE'] },
    ],
  },
  {
    code: 'PERTANIAN',
    nameId: 'Pertanian dan Peternakan',
    nameEn: 'Agriculture and Livestock',
    facts: ['WHAT', 'WHERE'],
  },
  {
    code: 'POLITIK-HUKUM',
    nameId: 'Politik dan Hukum',
    nameEn: 'Politics and Law',
    facts: ['WHAT'],
    children: [
      {
        code: 'KEPOLISIAN',
        nameId: 'Kepolisian',
        nameEn: 'Police',
        facts: ['WHAT', 'WHERE', 'WHEN'],
        serviceClass: 'SUPERVISED',
        sensitive: true,
      },
      {
        code: 'PUNGLI',
        nameId: 'Pungutan Liar',
        nameEn: 'Illegal Levies',
        facts: ['WHO', 'WHERE', 'WHEN', 'HOW'],
        serviceClass: 'SUPERVISED',
        sensitive: true,
      },
    ],
  },
  {
    code: 'SOSIAL',
    nameId: 'Sosial dan Kesejahteraan',
    nameEn: 'Social Affairs and Welfare',
    facts: ['WHAT', 'WHERE'],
    children: [
      // added: the first of the three example reports is about cards of social aid
      {
        code: 'BANTUAN-SOSIAL',
        nameId: 'Bantuan Sosial',
        nameEn: 'Social Aid',
        facts: ['WHAT', 'WHERE'],
        sensitive: true,
      },
    ],
  },
  {
    code: 'ENERGI',
    nameId: 'Energi dan Sumber Daya Alam',
    nameEn: 'Energy and Natural Resources',
    facts: ['WHAT', 'WHERE'],
    children: [
      { code: 'HARGA-BBM', nameId: 'Harga BBM', nameEn: 'Fuel Prices', facts: ['WHERE', 'WHEN'] },
      { code: 'HARGA-ELPIJI', nameId: 'Harga Elpiji', nameEn: 'LPG Prices', facts: ['WHERE', 'WHEN'] },
      { code: 'LISTRIK', nameId: 'Listrik', nameEn: 'Electricity', facts: ['WHERE', 'WHEN'] },
    ],
  },
  {
    code: 'KEPENDUDUKAN',
    nameId: 'Kependudukan',
    nameEn: 'Population Affairs',
    facts: ['WHAT', 'WHERE'],
    children: [
      {
        code: 'ADMINDUK',
        nameId: 'Administrasi Kependudukan',
        nameEn: 'Civil Registration',
        facts: ['WHAT', 'WHERE'],
      },
    ],
  },
  {
    code: 'KETENAGAKERJAAN',
    nameId: 'Ketenagakerjaan',
    nameEn: 'Employment',
    facts: ['WHO', 'WHAT', 'WHERE'],
    children: [
      {
        code: 'BPJS-KETENAGAKERJAAN',
        nameId: 'BPJS Ketenagakerjaan',
        nameEn: 'Employment Insurance (BPJS)',
        facts: ['WHAT', 'WHERE'],
      },
    ],
  },
  {
    code: 'NETRALITAS-ASN',
    nameId: 'Netralitas ASN',
    nameEn: 'Neutrality of Civil Servants',
    facts: ['WHO', 'WHAT', 'WHERE', 'WHEN'],
    serviceClass: 'SUPERVISED',
    sensitive: true,
  },
  {
    code: 'PERHUBUNGAN',
    nameId: 'Perhubungan',
    nameEn: 'Transport Affairs',
    facts: ['WHAT', 'WHERE'],
    children: [
      { code: 'TRANSPORTASI', nameId: 'Transportasi', nameEn: 'Transportation', facts: ['WHAT', 'WHERE', 'WHEN'] },
      // added: the second of the three example reports asks for street lights
      { code: 'PJU', nameId: 'Penerangan Jalan Umum', nameEn: 'Street Lighting', facts: ['WHERE'] },
    ],
  },
  {
    code: 'KONSUMEN',
    nameId: 'Perlindungan Konsumen',
    nameEn: 'Consumer Protection',
    facts: ['WHO', 'WHAT', 'WHEN'],
  },
  {
    code: 'TIK',
    nameId: 'Teknologi Informasi dan Komunikasi',
    nameEn: 'Information and Communication Technology',
    facts: ['WHAT'],
    children: [
      {
        code: 'PENDAFTARAN-ONLINE',
        nameId: 'Administrasi Pendaftaran Online',
        nameEn: 'Online Registration',
        facts: ['WHAT', 'WHEN'],
        serviceClass: 'INFORMATION',
      },
      // the list has "Pelayan Pos"
      { code: 'POS', nameId: 'Pelayanan Pos', nameEn: 'Postal Service', facts: ['WHAT', 'WHERE'] },
      // added
      {
        code: 'INFORMASI-PUBLIK',
        nameId: 'Permintaan Informasi Publik',
        nameEn: 'Public Information Requests',
        facts: ['WHAT'],
        serviceClass: 'INFORMATION',
      },
    ],
  },
  {
    code: 'MBG',
    nameId: 'Program Makan Bergizi Gratis',
    nameEn: 'Free Nutritious Meals Programme',
    facts: ['WHAT', 'WHERE', 'WHEN'],
  },
  {
    code: 'SP4N-LAPOR',
    nameId: 'SP4N-LAPOR!',
    nameEn: 'SP4N-LAPOR! (this service)',
    facts: ['WHAT'],
    serviceClass: 'INFORMATION',
  },
  { code: 'LAINNYA', nameId: 'Topik Lainnya', nameEn: 'Other Topics', facts: ['WHAT'] },
];
