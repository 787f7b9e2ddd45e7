import type { ServiceClass } from '../casefile/case-file.ts';
import { defineVocabulary } from '../platform/graphql/labels.ts';
import type { Fact } from './fact.ts';

export const Facts = defineVocabulary<Fact>(
  'Fact',
  {
    WHO: { id: 'Siapa', en: 'Who' },
    WHAT: { id: 'Apa', en: 'What' },
    WHEN: { id: 'Kapan', en: 'When' },
    WHERE: { id: 'Di mana', en: 'Where' },
    WHY: { id: 'Mengapa', en: 'Why' },
    HOW: { id: 'Bagaimana', en: 'How' },
  },
  'One of the 5W1H questions; categories say which ones a report must answer (INT-6).',
);

export const ServiceClasses = defineVocabulary<ServiceClass>(
  'ServiceClass',
  {
    INFORMATION: { id: 'Permintaan informasi', en: 'Information request' },
    ORDINARY: { id: 'Biasa', en: 'Ordinary' },
    SUPERVISED: { id: 'Perlu pengawasan', en: 'Needs supervision' },
  },
  'Decides within how many working days a report must be resolved (CLK-2).',
);
