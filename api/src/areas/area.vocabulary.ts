import { defineVocabulary } from '../platform/graphql/labels.ts';
import type { AreaKind, AreaLevel } from './area.row.ts';

export const AreaLevels = defineVocabulary<AreaLevel>(
  'AreaLevel',
  {
    PROVINCE: { id: 'Provinsi', en: 'Province' },
    REGENCY: { id: 'Kabupaten/kota', en: 'Regency or city' },
    DISTRICT: { id: 'Kecamatan', en: 'District' },
    VILLAGE: { id: 'Kelurahan/desa', en: 'Village' },
  },
  'The levels of the administrative division, from the top down.',
);

export const AreaKinds = defineVocabulary<AreaKind>(
  'AreaKind',
  {
    KABUPATEN: { id: 'Kabupaten', en: 'Regency' },
    KOTA: { id: 'Kota', en: 'City' },
  },
  'What an area of the level REGENCY is.',
);
