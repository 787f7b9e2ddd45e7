import type { MigrationStep } from '../src/platform/database/migrate.ts';
import { Migration001_reference } from './Migration001_reference.ts';
import { Migration002_reports } from './Migration002_reports.ts';
import { Migration003_event_log } from './Migration003_event_log.ts';
import { Migration004_row_level_security } from './Migration004_row_level_security.ts';

/** The database's history, oldest first. Steps are only ever added at the end. */
export const migrations: readonly MigrationStep[] = [
  { name: 'Migration001_reference', class: Migration001_reference },
  { name: 'Migration002_reports', class: Migration002_reports },
  { name: 'Migration003_event_log', class: Migration003_event_log },
  { name: 'Migration004_row_level_security', class: Migration004_row_level_security },
];
