import { describe, expect, it } from 'vitest';
import type { DispositionDeed, ReportDeed } from './action.ts';
import { advanceDisposition, advanceReport } from './advance.ts';
import { DISPOSITION_STATUSES, REPORT_STATUSES } from './case-file.ts';
import type { DispositionState, DispositionStatus, ReportStatus } from './case-file.ts';
import { DISPOSITION_ACTIONS, DISPOSITION_LIFECYCLE } from './disposition.lifecycle.ts';
import { copyOf, Life, plan } from './life.fixture.ts';
import type { LegDeed } from './life.fixture.ts';
import { REPORT_ACTIONS, REPORT_LIFECYCLE } from './report.lifecycle.ts';

/*
 * Double entry: what the two life cycles say, written a second time by hand. A row is an action, a column a status, a
 * cell the status it leads to; `-` is "not possible". `who` is the only one who may.
 */
const REPORT_MATRIX = `
who      action            RECEIVED  RETURNED  HELD         VERIFIED     IN_PROGRESS        AWAITING_FEEDBACK  CLOSED  ARCHIVED  MERGED
ADMIN    ACCEPT            VERIFIED  -         VERIFIED     -            -                  -                  -       -         -
ADMIN    RETURN            RETURNED  -         -            -            -                  -                  -       -         -
REPORTER SUPPLY_FACTS      -         RECEIVED  -            -            -                  -                  -       -         -
SYSTEM   END_PAUSE         -         RECEIVED  -            -            -                  -                  -       -         -
ADMIN    HOLD              HELD      -         -            HELD         -                  -                  -       -         -
SYSTEM   RELEASE           -         -         IN_PROGRESS  -            -                  -                  -       -         -
ADMIN    ARCHIVE           ARCHIVED  ARCHIVED  ARCHIVED     ARCHIVED     -                  -                  -       -         -
ADMIN    MERGE             MERGED    -         -            MERGED       -                  -                  -       -         -
ADMIN    UNMERGE           -         -         -            -            -                  -                  -       -         RECEIVED
ADMIN    REVISE            RECEIVED  RETURNED  HELD         VERIFIED     IN_PROGRESS        AWAITING_FEEDBACK  CLOSED  ARCHIVED  MERGED
ADMIN    DISPOSE           -         -         -            IN_PROGRESS  -                  -                  -       -         -
ADMIN    ADD_SUPPORT       -         -         -            -            IN_PROGRESS        -                  -       -         -
ADMIN    REDISPOSE         -         -         -            -            IN_PROGRESS        AWAITING_FEEDBACK  -       -         -
SYSTEM   ASK_FEEDBACK      -         -         -            -            AWAITING_FEEDBACK  -                  -       -         -
REPORTER CONFIRM           -         -         -            -            -                  CLOSED             -       -         -
REPORTER DISPUTE           -         -         -            -            -                  IN_PROGRESS        -       -         -
SYSTEM   CLOSE_BY_SILENCE  -         -         -            -            -                  CLOSED             -       -         -
REPORTER RATE              -         -         -            -            -                  -                  CLOSED  -         -
`;

const DISPOSITION_MATRIX = `
who      action     RECEIVED        ACCEPTED        RESOLVED  FORWARDED  DECLINED  IN_ARBITRATION  WITHDRAWN  CLOSED
AGENCY   ACCEPT     ACCEPTED        -               -         -          -         -               -          -
AGENCY   RESPOND    ACCEPTED        ACCEPTED        RESOLVED  -          -         -               -          -
AGENCY   RESOLVE    RESOLVED        RESOLVED        -         -          -         -               -          -
AGENCY   FORWARD    FORWARDED       FORWARDED       -         -          -         -               -          -
AGENCY   DECLINE    DECLINED        DECLINED        -         -          -         -               -          -
SYSTEM   ESCALATE   IN_ARBITRATION  IN_ARBITRATION  -         -          -         -               -          -
ADMIN    ARBITRATE  -               -               -         -          -         DECLINED        -          -
SYSTEM   REOPEN     -               -               ACCEPTED  -          -         -               -          -
ADMIN    WITHDRAW   WITHDRAWN       WITHDRAWN       -         -          -         -               -          -
SYSTEM   CLOSE      CLOSED          CLOSED          CLOSED    -          -         CLOSED          -          -
`;

interface Cell {
  readonly action: string;
  readonly status: string;
  readonly who: string;
  readonly to: string;
}

function cellsOf(matrix: string): Cell[] {
  const [head, ...rows] = matrix
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const statuses = head!.slice(2);
  return rows.flatMap(([who, action, ...to]) =>
    statuses.map((status, place) => ({ who: who!, action: action!, status, to: to[place]! })),
  );
}

const reportCells = cellsOf(REPORT_MATRIX);
const dispositionCells = cellsOf(DISPOSITION_MATRIX);

describe('the tables', () => {
  it('have a cell for every status and every action, and no other', () => {
    const pairs = (cells: Cell[]): string[] => cells.map(({ action, status }) => `${action} ${status}`).sort();
    const product = (actions: readonly string[], statuses: readonly string[]): string[] =>
      actions.flatMap((action) => statuses.map((status) => `${action} ${status}`)).sort();
    expect(pairs(reportCells)).toEqual(product(REPORT_ACTIONS, REPORT_STATUSES));
    expect(pairs(dispositionCells)).toEqual(product(DISPOSITION_ACTIONS, DISPOSITION_STATUSES));
  });

  it.each([
    ...reportCells.map((cell) => ({ ...cell, of: 'report', table: REPORT_LIFECYCLE })),
    ...dispositionCells.map((cell) => ({ ...cell, of: 'disposition', table: DISPOSITION_LIFECYCLE })),
  ])('say of $action on a $status $of: $to', ({ action, status, who, to, table }) => {
    type Table = Record<string, Record<string, { to: string; by: string[]; source: string } | undefined>>;
    const step = (table as unknown as Table)[status]![action];
    expect(step?.to ?? '-').toBe(to);
    if (!step) return;
    expect(step.by).toEqual([who]);
    expect(step.source).toMatch(/^[A-Z]{3}-\d/);
  });
});

/** In progress: the lead agency works, and an optional supporting leg was sent back to the national queue. */
const inProgress = (): Life =>
  new Life()
    .report({ action: 'ACCEPT' })
    .report({ action: 'DISPOSE', lead: plan('transport'), supporting: [plan('health', { required: false })] })
    .leg({ action: 'DECLINE', targetId: null }, 1);

const reportIn: Record<ReportStatus, () => Life> = {
  RECEIVED: () => new Life(),
  RETURNED: () => new Life().report({ action: 'RETURN', missingFacts: ['place'], note: 'Di mana?' }),
  HELD: () => new Life().report({ action: 'HOLD', agencyId: 'harbour' }).connect('harbour'),
  VERIFIED: () => new Life().report({ action: 'ACCEPT' }),
  IN_PROGRESS: inProgress,
  AWAITING_FEEDBACK: () => inProgress().leg({ action: 'RESOLVE' }),
  CLOSED: () => inProgress().leg({ action: 'RESOLVE' }).report({ action: 'CONFIRM', rating: null }),
  ARCHIVED: () => new Life().report({ action: 'ARCHIVE', reason: 'SPAM', note: null }),
  MERGED: () => new Life().report({ action: 'MERGE', primaryId: 'primary' }),
};

/** Nothing but the life cycle speaks against these in any of the files above. */
const reportDeeds: ReportDeed[] = [
  { action: 'ACCEPT' },
  { action: 'RETURN', missingFacts: ['place'], note: 'Di mana?' },
  { action: 'SUPPLY_FACTS' },
  { action: 'HOLD', agencyId: 'forestry' },
  { action: 'RELEASE' },
  { action: 'ARCHIVE', reason: 'OUT_OF_SCOPE', note: null },
  { action: 'MERGE', primaryId: 'primary' },
  { action: 'UNMERGE' },
  { action: 'REVISE' },
  { action: 'DISPOSE', lead: plan('social'), supporting: [plan('papua')] },
  { action: 'ADD_SUPPORT', supporting: [plan('papua')] },
  { action: 'REDISPOSE', track: 1, agencyId: 'education' },
  { action: 'CONFIRM', rating: 5 },
  { action: 'DISPUTE' },
  { action: 'RATE', rating: 4 },
];

describe('a report', () => {
  const pairs = REPORT_STATUSES.flatMap((status) => reportDeeds.map((deed) => ({ status, deed, action: deed.action })));
  it.each(pairs)('$status, $action: goes where the matrix says, or is refused and stays as it was', (pair) => {
    const { file, around } = reportIn[pair.status]();
    expect(file.report.status).toBe(pair.status);
    const before = structuredClone(file);
    const { to } = reportCells.find(({ status, action }) => status === pair.status && action === pair.action)!;
    const outcome = advanceReport(file, pair.deed, around);
    expect(outcome.ok).toBe(to !== '-');
    if (outcome.ok) {
      expect(file.report.status).toBe(to);
      expect(outcome.happenings.length).toBeGreaterThan(0);
    } else {
      expect(outcome.refusal).toMatchObject({
        code: 'ACTION_NOT_POSSIBLE',
        facts: { action: pair.action, status: pair.status },
      });
      expect(file).toEqual(before);
    }
  });

  it('VER-2 END_PAUSE, FUP-2 CLOSE_BY_SILENCE and ASK_FEEDBACK are taken by the system where the matrix says', () => {
    const later = '2027-06-01T00:00+07:00';
    expect(reportIn.RETURNED().at(later).file.report.status).toBe('RECEIVED');
    expect(reportIn.AWAITING_FEEDBACK().at(later).file.report.status).toBe('CLOSED');
    expect(reportIn.IN_PROGRESS().leg({ action: 'RESOLVE' }).file.report.status).toBe('AWAITING_FEEDBACK');
  });

  it.each(REPORT_STATUSES.filter((status) => status !== 'RETURNED' && status !== 'AWAITING_FEEDBACK'))(
    'CLK-4 time alone does not change the status of a %s report',
    (status) => {
      expect(reportIn[status]().at('2027-06-01T00:00+07:00').file.report.status).toBe(status);
    },
  );
});

const disposed = (): Life =>
  new Life()
    .report({ action: 'ACCEPT' })
    .report({ action: 'DISPOSE', lead: plan('transport'), supporting: [plan('health', { required: false })] });

/** As above, but two agencies have already said that the supporting leg is not theirs. */
const afterTwoBounces = (): Life =>
  disposed().leg({ action: 'DECLINE', targetId: 'social' }, 1).leg({ action: 'DECLINE', targetId: 'papua' }, 1);

/** The supporting leg has each status; the lead's is never in the way of closing. */
const legIn: Record<DispositionStatus, () => Life> = {
  RECEIVED: disposed,
  ACCEPTED: () => disposed().leg({ action: 'ACCEPT' }, 1),
  RESOLVED: () => disposed().leg({ action: 'RESOLVE' }, 1),
  FORWARDED: () => disposed().leg({ action: 'FORWARD', targetId: 'social' }, 1),
  DECLINED: () => disposed().leg({ action: 'DECLINE', targetId: null }, 1),
  IN_ARBITRATION: () => afterTwoBounces().leg({ action: 'DECLINE', targetId: null }, 1),
  WITHDRAWN: () => disposed().leg({ action: 'WITHDRAW' }, 1),
  CLOSED: () => disposed().leg({ action: 'RESOLVE' }).report({ action: 'CONFIRM', rating: null }),
};

function supportingLegIn(status: DispositionStatus): { life: Life; leg: DispositionState } {
  const life = legIn[status]();
  const leg = life.file.dispositions.findLast((each) => each.track === 1 && each.status === status);
  if (!leg) throw new Error(`No ${status} leg`);
  return { life, leg };
}

const legDeeds: LegDeed[] = [
  { action: 'ACCEPT' },
  { action: 'RESPOND' },
  { action: 'RESOLVE' },
  { action: 'FORWARD', targetId: 'education' },
  { action: 'DECLINE', targetId: 'education' },
  { action: 'ARBITRATE', targetId: 'education' },
  { action: 'WITHDRAW' },
];

describe('a disposition', () => {
  const pairs = DISPOSITION_STATUSES.flatMap((status) =>
    legDeeds.map((deed) => ({ status, deed, action: deed.action })),
  );
  it.each(pairs)('$status, $action: goes where the matrix says, or is refused and stays as it was', (pair) => {
    const { life, leg } = supportingLegIn(pair.status);
    const before = structuredClone(life.file);
    const { to } = dispositionCells.find(({ status, action }) => status === pair.status && action === pair.action)!;
    const outcome = advanceDisposition(
      life.file,
      { ...pair.deed, dispositionId: leg.id } as DispositionDeed,
      life.around,
    );
    expect(outcome.ok).toBe(to !== '-');
    if (outcome.ok) {
      expect(leg.status).toBe(to);
    } else {
      expect(outcome.refusal).toMatchObject({
        code: 'ACTION_NOT_POSSIBLE',
        facts: { action: pair.action, status: pair.status },
      });
      expect(life.file).toEqual(before);
    }
  });

  it.each(['RECEIVED', 'ACCEPTED'] as const)(
    'DIS-2 ESCALATE: the third bounce of a %s leg goes to the arbiter',
    (status) => {
      const life = afterTwoBounces();
      if (status === 'ACCEPTED') life.leg({ action: 'ACCEPT' }, 1);
      expect(life.openLeg(1).status).toBe(status);
      life.leg({ action: 'DECLINE', targetId: null }, 1);
      expect(life.openLeg(1).status).toBe('IN_ARBITRATION');
    },
  );

  it('FUP-2 REOPEN: a disputed resolution opens the leg of the lead agency again', () => {
    const life = disposed().leg({ action: 'RESOLVE' }).report({ action: 'DISPUTE' });
    expect(life.file.dispositions[0]!.status).toBe('ACCEPTED');
  });

  it.each(DISPOSITION_STATUSES)('DIS-4 CLOSE: when the report closes, a %s leg does as the matrix says', (status) => {
    const { life, leg } = supportingLegIn(status);
    if (status !== 'CLOSED') life.leg({ action: 'RESOLVE' }).report({ action: 'CONFIRM', rating: null });
    const { to } = dispositionCells.find((cell) => cell.status === status && cell.action === 'CLOSE')!;
    expect(leg.status).toBe(to === '-' ? status : to);
    expect(life.file.dispositions.every(({ endedAt }) => endedAt !== null)).toBe(true);
  });

  it('DIS-2 nothing happens to a leg that is not there', () => {
    const { file, around } = disposed();
    const before = copyOf(file);
    const outcome = advanceDisposition(file, { action: 'ACCEPT', dispositionId: 'another report’s leg' }, around);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'ACTION_NOT_POSSIBLE', facts: { status: 'ABSENT' } } });
    expect(file).toEqual(before);
  });
});
