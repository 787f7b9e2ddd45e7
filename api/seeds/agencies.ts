import type { AreaRow, TimeZone } from './areas.ts';
import { BODIES } from './bodies.data.ts';
import {
  FIRST_CONNECTED,
  PROVINCE_GOVERNMENTS,
  PROVINCES_SINCE_2022,
  PROVINCES_WITH_UNCONNECTED_REGENCIES,
} from './local-governments.data.ts';
import { GOVERNMENTS_DOWN_TO_VILLAGES, JAKARTA_ADMINISTRATIONS, LOCAL_OFFICES } from './local-units.data.ts';
import { MINISTRIES, MINISTRY_UNITS, type NamedAgency } from './ministries.data.ts';
import { stableId } from './stable-id.ts';
import { STATE_ENTERPRISES } from './state-enterprises.data.ts';

export type AgencyType = 'MINISTRY' | 'BODY' | 'PROVINCE' | 'REGENCY' | 'CITY' | 'SOE' | 'UNIT';

/** One agency or unit; its code is the path of codes from the top agency down, joined by dots. */
export interface AgencyRow {
  id: string;
  code: string;
  parentCode: string | null;
  name: string;
  type: AgencyType;
  areaCode: string | null;
  timeZone: TimeZone;
  /** When the agency was connected, at the latest (the date of the source that says so); null: not connected. */
  connectedAt: Date | null;
  sort: number;
  /** 0 for an agency of its own, 1 for its units, and so on. */
  depth: number;
}

/** "81 kementerian/lembaga, lima pemerintah daerah, dan 44 BUMN" were connected when the two ministries signed. */
const CONNECTED_BY_2014 = new Date('2014-12-19T00:00:00+07:00');
/** "34 Kementerian, 96 Lembaga, dan 493 Pemerintah daerah", counted in January 2019. */
const CONNECTED_BY_2019 = new Date('2019-01-31T00:00:00+07:00');

const JAKARTA = '31';

/** Every agency and unit, parents before children; `areas` must hold all provinces, regencies, districts and villages. */
export function buildAgencies(areas: readonly AreaRow[]): AgencyRow[] {
  const childrenOf = groupByParent(areas);
  const provinces = childrenOf.get(null) ?? [];
  const tops = [
    ...MINISTRIES.map((ministry, index) => centralAgency(ministry, 'MINISTRY', index)),
    ...BODIES.map((body, index) => centralAgency(body, 'BODY', index)),
    ...STATE_ENTERPRISES.map((company, index) => centralAgency(company, 'SOE', index)),
    ...provinces.map(provincialGovernment),
    ...provinces
      .filter((province) => province.code !== JAKARTA)
      .flatMap((province) => (childrenOf.get(province.code) ?? []).map(regencyOrCity)),
  ];
  const offices = tops.flatMap((top) => officesOf(top));
  const jakarta = tops
    .filter((top) => top.areaCode === JAKARTA)
    .flatMap((top) => jakartaAdministrations(top, childrenOf));
  const withVillages = [...jakarta, ...tops.filter((top) => GOVERNMENTS_DOWN_TO_VILLAGES.includes(top.areaCode ?? ''))];
  const districts = withVillages.flatMap((government) => districtOffices(government, childrenOf));
  const villages = districts.flatMap((district) => villageOffices(district, childrenOf));
  return [...tops, ...offices, ...jakarta, ...districts, ...villages];
}

function centralAgency(agency: NamedAgency, type: AgencyType, sort: number): AgencyRow {
  return topAgency(agency, type, null, 'Asia/Jakarta', CONNECTED_BY_2014, sort);
}

function provincialGovernment(province: AreaRow, sort: number): AgencyRow {
  const government = PROVINCE_GOVERNMENTS[province.code];
  if (!government) throw new Error(`No government is named for province ${province.code} ${province.name}`);
  return topAgency(government, 'PROVINCE', province.code, province.timeZone, connectionOf(province), sort);
}

function regencyOrCity(area: AreaRow, sort: number): AgencyRow {
  const ownName = area.name.replace(/^(Kabupaten|Kota) /, '');
  const isCity = area.kind === 'KOTA';
  const government = {
    code: isCity ? `KOTA-${codeOf(ownName)}` : codeOf(ownName),
    name: `Pemerintah ${area.name}`,
  };
  return topAgency(government, isCity ? 'CITY' : 'REGENCY', area.code, area.timeZone, connectionOf(area), sort);
}

/** Which local governments a fresh installation treats as connected; see the data file for the rule and its source. */
function connectionOf(area: AreaRow): Date | null {
  if (FIRST_CONNECTED.includes(area.code)) return CONNECTED_BY_2014;
  if (PROVINCES_SINCE_2022.includes(area.code)) return null;
  const isUnconnectedRegency =
    area.kind === 'KABUPATEN' && PROVINCES_WITH_UNCONNECTED_REGENCIES.includes(area.parentCode ?? '');
  return isUnconnectedRegency ? null : CONNECTED_BY_2019;
}

function officesOf(top: AgencyRow): AgencyRow[] {
  const offices = MINISTRY_UNITS[top.code] ?? LOCAL_OFFICES[top.code] ?? [];
  return offices.map((office, index) => unitOf(top, office, top.areaCode, index));
}

function jakartaAdministrations(province: AgencyRow, childrenOf: AreasByParent): AgencyRow[] {
  return (childrenOf.get(JAKARTA) ?? []).map((area, index) => {
    const administration = JAKARTA_ADMINISTRATIONS[area.code];
    if (!administration) throw new Error(`No administration is named for ${area.code} ${area.name}`);
    return unitOf(province, administration, area.code, 100 + index);
  });
}

function districtOffices(government: AgencyRow, childrenOf: AreasByParent): AgencyRow[] {
  return (childrenOf.get(government.areaCode) ?? []).map((area, index) =>
    unitOf(government, { code: `KEC-${codeOf(area.name)}`, name: `Kecamatan ${area.name}` }, area.code, 200 + index),
  );
}

function villageOffices(district: AgencyRow, childrenOf: AreasByParent): AgencyRow[] {
  return (childrenOf.get(district.areaCode) ?? []).map((area, index) => {
    // In the last group of the area code, 1xxx is a kelurahan (led by an official), 2xxx a desa (led by an elected head).
    const isUrban = area.code.split('.').at(-1)?.startsWith('1') ?? false;
    const village = isUrban
      ? { code: `KEL-${codeOf(area.name)}`, name: `Kelurahan ${area.name}` }
      : { code: `DESA-${codeOf(area.name)}`, name: `Desa ${area.name}` };
    return unitOf(district, village, area.code, index);
  });
}

function topAgency(
  agency: NamedAgency,
  type: AgencyType,
  areaCode: string | null,
  timeZone: TimeZone,
  connectedAt: Date | null,
  sort: number,
): AgencyRow {
  const id = stableId('agency', agency.code);
  return { id, ...agency, parentCode: null, type, areaCode, timeZone, connectedAt, sort, depth: 0 };
}

/** A unit is connected when its parent is, and lives in its parent's time zone. */
function unitOf(parent: AgencyRow, unit: NamedAgency, areaCode: string | null, sort: number): AgencyRow {
  const code = `${parent.code}.${unit.code}`;
  return {
    id: stableId('agency', code),
    code,
    parentCode: parent.code,
    name: unit.name,
    type: 'UNIT',
    areaCode,
    timeZone: parent.timeZone,
    connectedAt: parent.connectedAt,
    sort,
    depth: parent.depth + 1,
  };
}

/** "Buah Batu" → "BUAH-BATU". */
function codeOf(name: string): string {
  return name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

type AreasByParent = ReadonlyMap<string | null, readonly AreaRow[]>;

function groupByParent(areas: readonly AreaRow[]): AreasByParent {
  const groups = new Map<string | null, AreaRow[]>();
  for (const area of areas) {
    const siblings = groups.get(area.parentCode);
    if (siblings) siblings.push(area);
    else groups.set(area.parentCode, [area]);
  }
  return groups;
}
