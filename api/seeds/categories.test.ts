import { describe, expect, test } from 'vitest';
import { buildCategories } from './categories.ts';

/** As DATA in the requirements lists them. */
const MAIN_CATEGORIES = [
  'Agama',
  'Ekonomi dan Keuangan',
  'Kesehatan',
  'Kesetaraan Gender dan Sosial Inklusif',
  'Ketenteraman, Ketertiban Umum, dan Pelindungan Masyarakat',
  'Lingkungan Hidup dan Kehutanan',
  'Pekerjaan Umum dan Penataan Ruang',
  'Pembangunan Desa, Daerah Tertinggal, dan Transmigrasi',
  'Pendidikan dan Kebudayaan',
  'Pertanian dan Peternakan',
  'Politik dan Hukum',
  'Sosial dan Kesejahteraan',
  'Energi dan Sumber Daya Alam',
  'Kependudukan',
  'Ketenagakerjaan',
  'Netralitas ASN',
  'Perhubungan',
  'Perlindungan Konsumen',
  'Teknologi Informasi dan Komunikasi',
  'Program Makan Bergizi Gratis',
  'SP4N-LAPOR!',
  'Topik Lainnya',
];

/** As the guide of 2019 lists them, with "Pelayan Pos" spelt out. */
const POPULAR_CATEGORIES = [
  'Administrasi Kependudukan',
  'Administrasi Pendaftaran Online',
  'Badan Usaha Milik Desa (BUMDes)',
  'Bantuan Siswa Miskin',
  'BPJS Ketenagakerjaan',
  'BPJS Kesehatan',
  'Dampak Lingkungan',
  'Dana Desa',
  'Harga BBM',
  'Harga Elpiji',
  'Kartu Indonesia Pintar',
  'Kartu Indonesia Sehat',
  'Pariwisata',
  'Pemerintahan Desa',
  'Kepolisian',
  'Layanan Air Minum',
  'Pelayanan Pos',
  'Pajak',
  'Ketertiban Umum',
  'Pungutan Liar',
  'Transportasi',
  'Listrik',
  'Ruang Publik',
];

describe('categories', () => {
  const categories = buildCategories();
  const named = (nameId: string) => categories.find((category) => category.nameId === nameId);

  test('have the 22 main categories of the original, in its order', () => {
    const mains = categories.filter((category) => category.parentCode === null);
    expect(mains.map((category) => category.nameId)).toEqual(MAIN_CATEGORIES);
  });

  test('have the 23 popular ones of the guide below them', () => {
    const below = categories.filter((category) => category.parentCode !== null).map((category) => category.nameId);
    expect(below).toEqual(expect.arrayContaining(POPULAR_CATEGORIES));
  });

  test('have distinct codes, names and ids, and parents that exist', () => {
    const codes = new Set(categories.map((category) => category.code));
    expect(codes.size).toBe(categories.length);
    expect(new Set(categories.map((category) => category.id)).size).toBe(categories.length);
    expect(new Set(categories.map((category) => category.nameId)).size).toBe(categories.length);
    expect(new Set(categories.map((category) => category.nameEn)).size).toBe(categories.length);
    expect(categories.filter((category) => category.parentCode && !codes.has(category.parentCode))).toEqual([]);
  });

  test('INT-6 ask for facts of 5W1H, each once, and for at least one', () => {
    for (const { code, requiredFacts } of categories) {
      expect(requiredFacts.length, code).toBeGreaterThan(0);
      expect(new Set(requiredFacts).size, code).toBe(requiredFacts.length);
      expect(['WHO', 'WHAT', 'WHEN', 'WHERE', 'WHY', 'HOW'], code).toEqual(expect.arrayContaining([...requiredFacts]));
    }
  });

  test('INT-6 road damage needs a place; an illegal levy needs who, where, when and how', () => {
    expect(named('Jalan Rusak')?.requiredFacts).toEqual(['WHERE']);
    expect(named('Pungutan Liar')?.requiredFacts).toEqual(['WHO', 'WHERE', 'WHEN', 'HOW']);
  });

  test('CLK-2 put what an inspector must look into under supervision', () => {
    for (const name of ['Pungutan Liar', 'Netralitas ASN', 'Dampak Lingkungan']) {
      expect(named(name)?.serviceClass, name).toBe('SUPERVISED');
    }
    expect(named('Jalan Rusak')?.serviceClass).toBe('ORDINARY');
    expect(named('Permintaan Informasi Publik')?.serviceClass).toBe('INFORMATION');
  });
});
