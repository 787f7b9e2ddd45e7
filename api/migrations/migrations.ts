import type { MigrationStep } from '../src/platform/database/migrate.ts';
import { Migration001_reference } from './Migration001_reference.ts';
import { Migration002_reports } from './Migration002_reports.ts';
import { Migration003_row_level_security } from './Migration003_row_level_security.ts';
import { Migration004_reference_search } from './Migration004_reference_search.ts';
import { Migration005_verification } from './Migration005_verification.ts';
import { Migration006_agency_queue } from './Migration006_agency_queue.ts';
import { Migration007_feedback } from './Migration007_feedback.ts';
import { Migration008_disclosure } from './Migration008_disclosure.ts';
import { Migration009_interns } from './Migration009_interns.ts';
import { Migration010_attachment_columns } from './Migration010_attachment_columns.ts';
import { Migration011_sealed_originals } from './Migration011_sealed_originals.ts';
import { Migration012_disclosure_events } from './Migration012_disclosure_events.ts';

/** The database's history, oldest first. Steps are only ever added at the end. */
export const migrations: readonly MigrationStep[] = [
  { name: 'Migration001_reference', class: Migration001_reference },
  { name: 'Migration002_reports', class: Migration002_reports },
  { name: 'Migration003_row_level_security', class: Migration003_row_level_security },
  { name: 'Migration004_reference_search', class: Migration004_reference_search },
  { name: 'Migration005_verification', class: Migration005_verification },
  { name: 'Migration006_agency_queue', class: Migration006_agency_queue },
  { name: 'Migration007_feedback', class: Migration007_feedback },
  { name: 'Migration008_disclosure', class: Migration008_disclosure },
  { name: 'Migration009_interns', class: Migration009_interns },
  { name: 'Migration010_attachment_columns', class: Migration010_attachment_columns },
  { name: 'Migration011_sealed_originals', class: Migration011_sealed_originals },
  { name: 'Migration012_disclosure_events', class: Migration012_disclosure_events },
];
