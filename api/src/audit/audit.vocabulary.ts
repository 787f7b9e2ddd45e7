import type { ActorKind } from '../casefile/case-file.ts';
import { defineVocabulary } from '../platform/graphql/labels.ts';

export const AuditActors = defineVocabulary<ActorKind>(
  'AuditActor',
  {
    REPORTER: { id: 'Pelapor', en: 'The reporter', description: 'The reporter, who is never named (IDN-2).' },
    ADMIN: { id: 'Administrator', en: 'An admin' },
    INTERN: { id: 'Peserta magang', en: 'An intern' },
    AGENCY: { id: 'Instansi', en: 'An agency' },
    OVERSEER: { id: 'Pengawas', en: 'An overseer' },
    SYSTEM: { id: 'Sistem', en: 'The system' },
  },
  'In which capacity somebody acted (AUD-1).',
);
