import { beforeAll, describe, expect, test } from 'vitest';
import { type AgencyRow, type AgencyType, buildAgencies } from './agencies.ts';
import { loadAreas, type AreaRow } from './areas.ts';
import { DEMO_ACCOUNTS } from './demo-accounts.ts';
import { FIRST_CONNECTED } from './local-governments.data.ts';
import { LOCAL_OFFICES } from './local-units.data.ts';
import { MINISTRY_UNITS } from './ministries.data.ts';

const LOCAL_GOVERNMENTS: AgencyType[] = ['PROVINCE', 'REGENCY', 'CITY'];

describe('agencies', () => {
  let areas: AreaRow[];
  let agencies: AgencyRow[];
  let byCode: Map<string, AgencyRow>;
  const ofType = (...types: AgencyType[]): AgencyRow[] => agencies.filter((agency) => types.includes(agency.type));
  const under = (code: string): AgencyRow[] => agencies.filter((agency) => agency.code.startsWith(`${code}.`));

  beforeAll(async () => {
    areas = await loadAreas();
    agencies = buildAgencies(areas);
    byCode = new Map(agencies.map((agency) => [agency.code, agency]));
  });

  test('are 34 ministries and 96 bodies', () => {
    expect(ofType('MINISTRY')).toHaveLength(34);
    expect(ofType('BODY')).toHaveLength(96);
  });

  test('have a government for every province, and for every regency and city outside Jakarta', () => {
    expect(ofType('PROVINCE')).toHaveLength(38);
    expect(ofType('REGENCY')).toHaveLength(416 - 1);
    expect(ofType('CITY')).toHaveLength(98 - 5);
    expect(byCode.get('KOTA-BANDUNG')).toMatchObject({ name: 'Pemerintah Kota Bandung', areaCode: '32.73' });
    expect(byCode.get('BANDUNG')).toMatchObject({ name: 'Pemerintah Kabupaten Bandung', type: 'REGENCY' });
  });

  test('include 493 connected local governments, among them the five first ones', () => {
    const connected = ofType(...LOCAL_GOVERNMENTS).filter((agency) => agency.connectedAt !== null);
    expect(connected).toHaveLength(493);
    const earliest = Math.min(...connected.map((agency) => agency.connectedAt!.getTime()));
    const first = connected.filter((agency) => agency.connectedAt!.getTime() === earliest);
    expect(first.map((agency) => agency.areaCode).sort()).toEqual([...FIRST_CONNECTED].sort());
    expect(first.map((agency) => agency.code).sort()).toEqual(
      ['BOJONEGORO', 'DKI', 'GORONTALO', 'INDRAGIRI-HULU', 'KOTA-BANDUNG'].sort(),
    );
  });

  test('have distinct codes and ids', () => {
    expect(byCode.size).toBe(agencies.length);
    expect(new Set(agencies.map((agency) => agency.id)).size).toBe(agencies.length);
  });

  test('stand after their parent, whose code begins theirs, and share its connection and time zone', () => {
    const seen = new Map<string, AgencyRow>();
    for (const agency of agencies) {
      if (agency.parentCode !== null) {
        const parent = seen.get(agency.parentCode);
        expect(parent, `${agency.code} has no parent before it`).toBeDefined();
        expect(agency.code.startsWith(`${agency.parentCode}.`)).toBe(true);
        expect([agency.connectedAt, agency.timeZone, agency.depth]).toEqual([
          parent!.connectedAt,
          parent!.timeZone,
          parent!.depth + 1,
        ]);
      }
      seen.set(agency.code, agency);
    }
  });

  test('stand in areas that exist', () => {
    const areaCodes = new Set(areas.map((area) => area.code));
    expect(agencies.filter((agency) => agency.areaCode !== null && !areaCodes.has(agency.areaCode))).toEqual([]);
  });

  test('reach down to every kelurahan and desa of Jakarta, Kota Bandung and Indramayu', () => {
    const villageUnits = (code: string): number =>
      under(code).filter((unit) => /\.(KEL|DESA)-[^.]+$/.test(unit.code)).length;
    const villages = (areaCode: string): number =>
      areas.filter((area) => area.level === 'VILLAGE' && area.code.startsWith(`${areaCode}.`)).length;
    expect(villageUnits('DKI')).toBe(villages('31'));
    expect(villageUnits('KOTA-BANDUNG')).toBe(villages('32.73'));
    expect(villageUnits('INDRAMAYU')).toBe(villages('32.12'));
    expect(byCode.get('INDRAMAYU.KEC-PATROL.DESA-PATROL')).toMatchObject({ name: 'Desa Patrol', depth: 2 });
    expect(byCode.get('DKI.JAKPUS.KEC-GAMBIR.KEL-CIDENG')).toMatchObject({ name: 'Kelurahan Cideng', depth: 3 });
  });

  test('include where the three example reports went', () => {
    expect(byCode.get('KEMENSOS')?.name).toBe('Kementerian Sosial');
    expect(byCode.get('JABAR.DISHUB')?.name).toBe('Dinas Perhubungan');
    expect(byCode.get('KEMENDAGRI.PUSPEN')?.name).toBe('Pusat Penerangan Sekretariat Jenderal');
    expect(byCode.get('INDRAMAYU.DISDUKCAPIL')?.name).toBe('Dinas Kependudukan dan Pencatatan Sipil');
    for (const code of ['KEMENSOS', 'JABAR.DISHUB', 'KEMENDAGRI.PUSPEN', 'INDRAMAYU.DISDUKCAPIL']) {
      expect(byCode.get(code)?.connectedAt, code).not.toBeNull();
    }
  });

  test('use every list of units: none is keyed by a code that does not exist', () => {
    for (const code of [...Object.keys(LOCAL_OFFICES), ...Object.keys(MINISTRY_UNITS)]) {
      expect(byCode.has(code), code).toBe(true);
    }
  });

  test('keep their ids for good', () => {
    // Computed apart from this code, with Python's uuid.uuid5.
    expect(byCode.get('KEMENSOS')?.id).toBe('953bbfaf-1a9a-5b02-a8f6-c23e41253ab9');
    expect(byCode.get('INDRAMAYU.KEC-PATROL')?.id).toBe('1747b18e-1d61-5678-9b12-93e07e9f31ad');
  });

  test('employ every demo account, and the place of work is connected', () => {
    for (const account of DEMO_ACCOUNTS.filter((candidate) => candidate.agencyCode !== null)) {
      expect(byCode.get(account.agencyCode!)?.connectedAt, account.key).toBeInstanceOf(Date);
    }
  });
});
