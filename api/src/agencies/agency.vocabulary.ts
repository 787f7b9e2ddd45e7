import { defineVocabulary } from '../platform/graphql/labels.ts';
import type { AgencyKind } from './agency.row.ts';

export const AgencyTypes = defineVocabulary<AgencyKind>(
  'AgencyType',
  {
    MINISTRY: { id: 'Kementerian', en: 'Ministry' },
    BODY: { id: 'Lembaga', en: 'Body', description: 'A national body that is not a ministry.' },
    PROVINCE: { id: 'Pemerintah provinsi', en: 'Provincial government' },
    REGENCY: { id: 'Pemerintah kabupaten', en: 'Regency government' },
    CITY: { id: 'Pemerintah kota', en: 'City government' },
    SOE: { id: 'BUMN', en: 'State-owned enterprise' },
    UNIT: { id: 'Unit kerja', en: 'Unit', description: 'A unit of another agency, down to the kelurahan.' },
  },
  'What kind of agency it is.',
);
