import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';

export type AreaLevel = 'PROVINCE' | 'REGENCY' | 'DISTRICT' | 'VILLAGE';
export type TimeZone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura';

/** One administrative area under its Kemendagri code ("32.12.31.2001"); names stand as in the source data. */
export interface AreaRow {
  code: string;
  parentCode: string | null;
  level: AreaLevel;
  name: string;
  /** Only for level REGENCY. */
  kind: 'KABUPATEN' | 'KOTA' | null;
  timeZone: TimeZone;
}

/** Bali, Nusa Tenggara, Sulawesi, and Kalimantan without West and Central (Keppres 41/1987). */
const WITA_PROVINCES = ['51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76'];
/** Maluku, North Maluku and the six provinces of Papua. */
const WIT_PROVINCES = ['81', '82', '91', '92', '93', '94', '95', '96'];

/** The time zone of an area, by the province its code begins with: WIB, WITA or WIT. */
export function timeZoneOfArea(code: string): TimeZone {
  const province = code.slice(0, 2);
  if (WITA_PROVINCES.includes(province)) return 'Asia/Makassar';
  if (WIT_PROVINCES.includes(province)) return 'Asia/Jayapura';
  return 'Asia/Jakarta';
}

/** All areas of Indonesia, parents before children: provinces, regencies and cities, districts, villages. */
export async function loadAreas(): Promise<AreaRow[]> {
  const [provinces, regencies, districts, villages] = await Promise.all([
    getProvinces(),
    getRegencies(),
    getDistricts(),
    getVillages(),
  ]);
  return [
    ...provinces.map((province) => area(province.code, null, 'PROVINCE', province.name)),
    ...regencies.map((regency) => area(regency.code, regency.province_code, 'REGENCY', regency.name)),
    ...districts.map((district) => area(district.code, district.regency_code, 'DISTRICT', district.name)),
    ...villages.map((village) => area(village.code, village.district_code, 'VILLAGE', village.name)),
  ];
}

function area(code: string, parentCode: string | null, level: AreaLevel, name: string): AreaRow {
  const kind = level === 'REGENCY' ? (name.startsWith('Kota ') ? 'KOTA' : 'KABUPATEN') : null;
  return { code, parentCode, level, name, kind, timeZone: timeZoneOfArea(code) };
}
