import { defineVocabulary } from '../platform/graphql/labels.ts';
import type { Role } from './viewer.ts';

export const RoleVocabulary = defineVocabulary<Role>(
  'Role',
  {
    CITIZEN: { id: 'Pelapor', en: 'Citizen', description: 'Files reports, follows, answers and supports them.' },
    LIAISON_OFFICER: {
      id: 'Pejabat penghubung',
      en: 'Liaison officer',
      description: 'Works on the reports of one agency and the units below it.',
    },
    ADMIN: { id: 'Administrator', en: 'Admin', description: 'Verifies reports and disposes them to agencies.' },
    EXECUTIVE: { id: 'Pimpinan', en: 'Executive', description: 'Watches over one agency and the units below it.' },
    INTERN: { id: 'Peserta magang', en: 'Intern', description: 'Proposes decisions that an admin confirms.' },
    OVERSEER: { id: 'Pengawas', en: 'Overseer', description: 'Sees everything but identities.' },
    THIRD_PARTY_APP: { id: 'Aplikasi pihak ketiga', en: 'Third-party app', description: 'A program with an API key.' },
  },
  'What a person may be; one person has one role.',
);
