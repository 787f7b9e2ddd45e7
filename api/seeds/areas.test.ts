import { beforeAll, describe, expect, test } from 'vitest';
import { type AreaLevel, type AreaRow, loadAreas } from './areas.ts';

describe('areas', () => {
  let areas: AreaRow[];
  const at = (level: AreaLevel): AreaRow[] => areas.filter((area) => area.level === level);
  const named = (code: string): AreaRow | undefined => areas.find((area) => area.code === code);

  beforeAll(async () => {
    areas = await loadAreas();
  });

  test('are 38 provinces, 514 regencies and cities, 7,285 districts and 83,762 villages', () => {
    const counts = (['PROVINCE', 'REGENCY', 'DISTRICT', 'VILLAGE'] as const).map((level) => at(level).length);
    expect(counts).toEqual([38, 514, 7_285, 83_762]);
  });

  test('have distinct codes, and every parent stands before its children', () => {
    const seen = new Set<string | null>([null]);
    for (const area of areas) {
      expect(seen.has(area.parentCode), `${area.code} has no parent ${area.parentCode}`).toBe(true);
      expect(seen.has(area.code), `${area.code} twice`).toBe(false);
      seen.add(area.code);
    }
  });

  test('tell 416 regencies from 98 cities, and only they have a kind', () => {
    expect(at('REGENCY').filter((area) => area.kind === 'KABUPATEN')).toHaveLength(416);
    expect(at('REGENCY').filter((area) => area.kind === 'KOTA')).toHaveLength(98);
    expect(areas.filter((area) => area.level !== 'REGENCY' && area.kind !== null)).toEqual([]);
  });

  test('keep names as the source has them', () => {
    expect(named('32.12')?.name).toBe('Kabupaten Indramayu');
    expect(named('12.07.28.1007')?.name).toBe('Lubuk Pakam I,II');
    expect(areas.filter((area) => area.name.trim() === '' || area.name !== area.name.trim())).toEqual([]);
  });

  test('live in the time zone of their province', () => {
    const byZone = Object.groupBy(at('PROVINCE'), (province) => province.timeZone);
    expect(byZone['Asia/Makassar']?.map((province) => province.name)).toEqual([
      'Bali',
      'Nusa Tenggara Barat',
      'Nusa Tenggara Timur',
      'Kalimantan Selatan',
      'Kalimantan Timur',
      'Kalimantan Utara',
      'Sulawesi Utara',
      'Sulawesi Tengah',
      'Sulawesi Selatan',
      'Sulawesi Tenggara',
      'Gorontalo',
      'Sulawesi Barat',
    ]);
    expect(byZone['Asia/Jayapura']?.map((province) => province.name)).toEqual([
      'Maluku',
      'Maluku Utara',
      'Papua',
      'Papua Barat',
      'Papua Selatan',
      'Papua Tengah',
      'Papua Pegunungan',
      'Papua Barat Daya',
    ]);
    expect(byZone['Asia/Jakarta']).toHaveLength(18);
    expect(named('94.04')?.timeZone).toBe('Asia/Jayapura');
    expect(named('62.71')?.timeZone).toBe('Asia/Jakarta');
  });
});
