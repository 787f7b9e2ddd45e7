import type { CaseFile, CustodyState, DispositionState, Holder } from './case-file.ts';

interface NewHolder {
  readonly holder: Holder;
  readonly agencyId?: string;
  readonly dispositionId?: string;
}

/** Who a track waits for now; undefined when the track has ended or not begun. */
export function holderOf(file: CaseFile, track: number): CustodyState | undefined {
  return file.custody.find((row) => row.track === track && row.untilAt === null);
}

/** Passes a track on: the former holder's time ends at the very instant at which the next one's begins (DIS-3). */
export function handOver(file: CaseFile, track: number, at: Date, next: NewHolder): void {
  endCustody(file, track, at);
  file.custody.push({
    track,
    position: file.custody.filter((row) => row.track === track).length,
    holder: next.holder,
    agencyId: next.agencyId ?? null,
    dispositionId: next.dispositionId ?? null,
    fromAt: at,
    untilAt: null,
  });
}

/** Passes a track to the agency of a leg. */
export function handToAgency(file: CaseFile, leg: DispositionState, at: Date): void {
  handOver(file, leg.track, at, { holder: 'AGENCY', agencyId: leg.agencyId, dispositionId: leg.id });
}

/** Nobody holds the track any more: it was withdrawn, or the report has ended. */
export function endCustody(file: CaseFile, track: number, at: Date): void {
  const current = holderOf(file, track);
  if (current) current.untilAt = at;
}

/**
 * The instant at which a deed happens: now, or where the clock of another process was ahead, when the report last changed
 * hands. Nobody holds it for less than no time (DIS-3).
 */
export function notBeforeLastHandOver(now: Date, file: Pick<CaseFile, 'custody'>): Date {
  return file.custody.reduce((latest, { fromAt }) => (fromAt > latest ? fromAt : latest), now);
}

/** Milliseconds for which a holder held a track, up to `now` where it still does. */
export function timeHeld(row: Pick<CustodyState, 'fromAt' | 'untilAt'>, now: Date): number {
  return (row.untilAt ?? now).getTime() - row.fromAt.getTime();
}
