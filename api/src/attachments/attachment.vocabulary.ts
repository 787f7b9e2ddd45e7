import { defineVocabulary } from '../platform/graphql/labels.ts';
import type { AttachmentStatus } from './attachment.rows.ts';
import type { AttachmentKind } from './inspection/media-type.ts';

export const AttachmentKinds = defineVocabulary<AttachmentKind>(
  'AttachmentKind',
  {
    PHOTO: { id: 'Foto', en: 'Photo' },
    VIDEO: { id: 'Video', en: 'Video' },
    DOCUMENT: { id: 'Dokumen', en: 'Document' },
    AUDIO: { id: 'Suara', en: 'Sound' },
  },
  'What kind of file it is, found in the file itself (INT-7).',
);

export const AttachmentStatuses = defineVocabulary<AttachmentStatus>(
  'AttachmentStatus',
  {
    QUARANTINED: { id: 'Sedang diperiksa', en: 'Being checked' },
    READY: { id: 'Siap', en: 'Ready' },
    REJECTED: { id: 'Ditolak', en: 'Rejected' },
  },
  'Whether a file has been checked (INT-7).',
);
