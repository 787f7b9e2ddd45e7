import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import type { CaseFile } from '../casefile/case-file.ts';
import { nextDueAt } from '../casefile/clocks.ts';
import { ClockEntity } from './clock.entity.ts';
import { CustodyEntity } from './custody.entity.ts';
import { DispositionEntity } from './disposition.entity.ts';
import { ReportEntity } from './report.entity.ts';

/** A case file whose parts are rows of the database. What the rules add to it are plain objects until it is saved. */
export interface StoredCaseFile extends CaseFile {
  report: ReportEntity;
}

/**
 * Locks a report and reads its whole case file. Every change to a report goes through this lock, so two people never
 * decide at the same time (VER-4, DIS-4). Null: there is no such report that the viewer may act on.
 */
export async function lockCaseFile(em: EntityManager, reportId: string): Promise<StoredCaseFile | null> {
  const report = await em.findOne(ReportEntity, { id: reportId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!report) return null;
  const [dispositions, clocks, custody] = [
    await em.find(DispositionEntity, { reportId }, { orderBy: { openedAt: 'asc', id: 'asc' } }),
    await em.find(ClockEntity, { reportId }, { orderBy: { startedAt: 'asc', id: 'asc' } }),
    await em.find(CustodyEntity, { reportId }, { orderBy: { track: 'asc', position: 'asc' } }),
  ];
  return { report, dispositions, clocks, custody };
}

/**
 * Writes what changed in a case file. Rows that end are written before the rows that take their place: the database
 * allows one open leg and one holder a track at any moment.
 */
export async function saveCaseFile(em: EntityManager, file: StoredCaseFile): Promise<void> {
  for (const leg of file.dispositions) {
    if (leg instanceof DispositionEntity) leg.nextDueAt = leg.endedAt ? null : nextDueAt(file, leg.track);
  }
  await em.flush();
  const reportId = file.report.id;
  file.dispositions = file.dispositions.map((leg) =>
    leg instanceof DispositionEntity
      ? leg
      : em.create(DispositionEntity, {
          ...leg,
          reportId,
          nextDueAt: leg.endedAt ? null : nextDueAt(file, leg.track),
          version: 0,
        }),
  );
  file.clocks = file.clocks.map((clock) =>
    clock instanceof ClockEntity ? clock : em.create(ClockEntity, { ...clock, id: uuidv7(), reportId }),
  );
  file.custody = file.custody.map((row) =>
    row instanceof CustodyEntity ? row : em.create(CustodyEntity, { ...row, id: uuidv7(), reportId }),
  );
  await em.flush();
}
